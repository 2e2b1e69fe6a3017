// Versions of a page can't be compared if most of it is gone, or its language or currency is another.
import type { TextBlock } from '../reading/page/parsed-page.ts';
import { meansSameCurrency } from '../reading/money/currency.ts';
import { currencySign } from '../reading/words/text-kind.ts';

interface Side {
  readonly blocks: readonly TextBlock[];
  readonly lang?: string | undefined;
  readonly isDocument?: boolean | undefined;
}

/** A page with less text or fewer blocks is never judged as collapsed. */
const MIN_TEXT = 200;
const MIN_BLOCKS = 10;
const COLLAPSE = 0.2;
const PRIMARY = /^[a-z]{2,3}/i;

function lengthOf(blocks: readonly TextBlock[]): number {
  return blocks.reduce((sum, { text }) => sum + text.length, 0);
}

export interface Incomparable {
  readonly reason: string;
  /** All prices are in this currency, which is not the baseline's. */
  readonly flippedTo?: string;
}

interface CurrencyFlip {
  readonly from: string;
  readonly to: string;
}

export interface Comparing {
  /** The currency that the first look saw; a second look at the same currency accepts it. */
  readonly confirms?: string | undefined;
  /** Every difference counts, whatever is known about broken pages. */
  readonly takesAll?: boolean;
  /** A page without text counts. */
  readonly takesEmpty?: boolean;
  /** The job waits for losses. */
  readonly takesLoss?: boolean;
}

/** Why the page is left unjudged, or null when it can be compared. */
export function whyIncomparable(
  baseline: Side,
  current: Side,
  { confirms, takesAll = false, takesEmpty = false, takesLoss = false }: Comparing = {},
): Incomparable | null {
  if (lengthOf(current.blocks) === 0 && lengthOf(baseline.blocks) > 0 && !takesEmpty)
    return { reason: 'the page has no text any more' };
  if (takesAll) return null;
  const reason = (takesLoss ? null : collapse(baseline, current)) ?? languageFlip(baseline, current);
  if (reason !== null) return { reason };
  const flip = currencyFlip(baseline.blocks, current.blocks);
  if (flip === null || (confirms !== undefined && meansSameCurrency(confirms, flip.to))) return null;
  return { reason: `the currency flipped from ${flip.from} to ${flip.to}`, flippedTo: flip.to };
}

function collapse(baseline: Side, current: Side): string | null {
  const before = lengthOf(baseline.blocks);
  const after = lengthOf(current.blocks);
  // A data document may shrink to one entry; a page of a site shrinks like that when it is broken.
  if (current.isDocument === true || after === 0) return null;
  if (before >= MIN_TEXT && after < before * COLLAPSE) {
    return `the page lost ${Math.round((1 - after / before) * 100)} % of its text`;
  }
  if (baseline.blocks.length >= MIN_BLOCKS && current.blocks.length < baseline.blocks.length * COLLAPSE) {
    return `only ${current.blocks.length} of ${baseline.blocks.length} blocks are left`;
  }
  return null;
}

function languageFlip(baseline: Side, current: Side): string | null {
  const from = PRIMARY.exec(baseline.lang ?? '')?.[0].toLowerCase();
  const to = PRIMARY.exec(current.lang ?? '')?.[0].toLowerCase();
  const flipped = from !== undefined && to !== undefined && from !== to;
  return flipped ? `the language flipped from ${from} to ${to}` : null;
}

function* signs(blocks: readonly TextBlock[]): Generator<string> {
  for (const { text } of blocks) {
    const sign = currencySign(text);
    if (sign !== '') yield sign;
  }
}

/**
 * All prices were in one currency and are now in another: the site took the visitor for a foreign one. Where the first
 * prices are in one currency, no other is looked at.
 */
function currencyFlip(before: readonly TextBlock[], after: readonly TextBlock[]): CurrencyFlip | null {
  const [from] = signs(before);
  const [to] = signs(after);
  if (from === undefined || to === undefined || meansSameCurrency(from, to)) return null;
  const isOnly = new Set(signs(before)).size === 1 && new Set(signs(after)).size === 1;
  return isOnly ? { from, to } : null;
}
