// The name of a job that was given none: by its address, so that two pages of a host are told apart.
import { clip } from '../system/clip.ts';
import { asName } from '../system/name-text.ts';
import { parseUrl } from '../web/url/canonical.ts';

const MAX_NAME = 200;
/** Longer names are cut in lists anyway. */
const MAX_PATH = 60;

/** Of one address: `shop.example/tea/green`, `shop.example` for the page at its root. */
function nameOfAddress(url: string): string {
  const parsed = parseUrl(url);
  if (parsed === null) return url.slice(0, MAX_NAME);
  const path = `${readable(parsed.pathname).replace(/\/+$/, '')}${readable(parsed.search)}`;
  const shown = clip(path, MAX_PATH);
  return `${parsed.host}${shown}`.slice(0, MAX_NAME);
}

/** Of one page whose title is known: the title, without the name of the site that many pages add to it. */
export function nameOfPage(url: string, title: string): string {
  const own = asName(title);
  if (own === '') return nameOfAddress(url);
  const [first = ''] = own.split(/\s+[|–—·•»-]\s+/);
  const host = parseUrl(url)?.host ?? '';
  const name = first.length >= 3 ? first : own;
  return clip(name, 100) + (host === '' ? '' : ` (${host})`).slice(0, 99);
}

/** Of several addresses: the first, and how many more. */
export function nameOfAddresses(urls: readonly string[]): string {
  const [first = ''] = urls;
  const more = urls.length - 1;
  return more <= 0 ? nameOfAddress(first) : `${nameOfAddress(first)} and ${more} more`;
}

function readable(part: string): string {
  try {
    return asName(decodeURI(part));
  } catch {
    return part;
  }
}
