// A change as the words of a run speak of it, and what its own line says of a price or of stock.
import { parseMoney } from '../../reading/money/money.ts';
import { pricesOf } from '../../reading/words/text-kind.ts';
import { urlHost } from '../../web/url/key.ts';
import { isFrameBlock } from '../../reading/html/place-mark.ts';
import { type BlockChange, type FieldChange, SEVERITIES, type Severity } from '../change.ts';
import { pageName } from '../headline.ts';
import { isPriceMove } from './phrase.ts';
import { priceName } from './price-place.ts';

export interface RunChange {
  readonly url: string;
  readonly title: string;
  readonly kind: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly blocks: readonly BlockChange[];
  readonly fields: readonly FieldChange[];
  readonly frameOnly: boolean;
  /** Key of a change that many pages of the host share; null: it is of this page alone. */
  readonly siteWide: string | null;
}

/** Of all that stands around the texts of a host's pages: a run tells it once, whatever differs there. */
export function frameKey(host: string): string {
  return `frame of ${host}`;
}

/** It is told with the frames of its host: nothing else differs, or what differs is of the frame on other pages. */
export function isOfFrame({
  frameOnly,
  siteWide,
  url,
}: Pick<RunChange, 'frameOnly' | 'siteWide' | 'url'>): boolean {
  return frameOnly || siteWide === frameKey(urlHost(url));
}

export interface PriceWords {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** Null: nobody can say; negative: cheaper. */
  readonly percent: number | null;
}

/** "Price went from €39.90 to €29.90 (-25.06 %)"; rules about prices say it with other verbs. */
const MOVE = /from (\S.{0,40}?) to (\S.{0,40}?) \(([+\-−]?\d+(?:\.\d+)?) ?%\)/u;

/** Null: its line tells no move. */
export function priceWords(change: RunChange): PriceWords | null {
  const [, before, after, percent] = MOVE.exec(change.summary) ?? [];
  if (before !== undefined && after !== undefined && percent !== undefined)
    return { name: nameOf(change), before, after, percent: Number(percent.replace('−', '-')) };
  const block = change.blocks.find(isPriceMove);
  return block === undefined ? null : movedBlock(change, block);
}

/** The first of its prices that is another one. */
function movedBlock(change: RunChange, { before = '', after = '' }: BlockChange): PriceWords | null {
  const [old, now] = [pricesOf(before), pricesOf(after)];
  const at = old.findIndex((price, n) => price !== now[n]);
  const [from, to] = [old[at], now[at]];
  if (from === undefined || to === undefined) return null;
  const beside = priceName(after);
  return {
    name: beside === '' ? nameOf(change) : beside,
    before: from,
    after: to,
    percent: percentBetween(from, to),
  };
}

function percentBetween(before: string, after: string): number | null {
  const [old, now] = [parseMoney(before), parseMoney(after)];
  const [from, to] = [Number(old.amount ?? 0), Number(now.amount ?? 0)];
  if (old.currencyIso !== now.currencyIso || from <= 0 || to <= 0) return null;
  return ((to - from) / from) * 100;
}

/** What a page is called: its title without the name of the site, else its address. */
export function nameOf({ title, url }: Pick<RunChange, 'title' | 'url'>): string {
  const name = pageName(title);
  return name === '' ? url.replace(/^https?:\/\//, '') : name;
}

/** What differs in the body of the page. */
export function bodyOf(blocks: readonly BlockChange[]): readonly BlockChange[] {
  return blocks.filter((block) => block.rule === undefined && !isFrameBlock(block));
}

export function gravity({ severity }: { readonly severity: Severity }): number {
  return SEVERITIES.indexOf(severity);
}
