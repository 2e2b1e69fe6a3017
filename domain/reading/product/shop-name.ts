// Whether a text is the name of the shop: themes set it as the main heading, templates write it into the title and where the
// brand belongs.
import { letters } from '../words/letters.ts';

export interface Shop {
  /** Of the page. */
  readonly url: string;
  /** The site's own word for itself. */
  readonly site: string | undefined;
}

export function isShopName(name: string, { url, site = '' }: Shop): boolean {
  const host = letters(/^[a-z]+:\/\/(?:www\.)?([^/]+)/i.exec(url)?.[1] ?? '');
  const own = letters(name);
  return own !== '' && (own === letters(site) || (own.length > 2 && host.startsWith(own)));
}

/** "Mantel Clock Ada - Bell Clocks", "Bell Clocks: Mantel Clock Ada, Clocks". */
const BETWEEN_PIECES = /\s*[|｜»:]\s+|\s+[–—:·-]\s+|,\s+/u;
const PIECE_MIN = 4;

/** What a page's title is made of, without the shop, the longest first. */
export function piecesOfTitle(title: string, shop: Shop): string[] {
  return title
    .split(BETWEEN_PIECES)
    .map((part) => part.trim())
    .filter((part) => letters(part).length >= PIECE_MIN && !isShopName(part, shop))
    .toSorted((a, b) => b.length - a.length);
}
