// When two versions of a page cannot be compared fairly: most of it is gone, or it speaks another language or currency.
import type { TextBlock } from '../page/parsed-page.ts';
import { spellingOf } from '../price/currency-table.ts';
import { currencySign } from './text-kind.ts';

interface Side {
  readonly blocks: readonly TextBlock[];
  readonly lang?: string | undefined;
}

/** A page must have had this much text before its loss means anything. */
const MIN_TEXT = 200;
const MIN_BLOCKS = 10;
const COLLAPSE = 0.2;
const PRIMARY = /^[a-z]{2,3}/i;

const lengthOf = (blocks: readonly TextBlock[]): number =>
  blocks.reduce((sum, { text }) => sum + text.length, 0);

/** The reason why the page is left unjudged, or null when it can be compared. */
export function unfairReason(baseline: Side, current: Side): string | null {
  const before = lengthOf(baseline.blocks);
  const after = lengthOf(current.blocks);
  if (after === 0 && before > 0) return 'the page has no text any more';
  if (before >= MIN_TEXT && after < before * COLLAPSE) {
    return `the page lost ${Math.round((1 - after / before) * 100)} % of its text`;
  }
  if (baseline.blocks.length >= MIN_BLOCKS && current.blocks.length < baseline.blocks.length * COLLAPSE) {
    return `only ${current.blocks.length} of ${baseline.blocks.length} blocks are left`;
  }
  const from = PRIMARY.exec(baseline.lang ?? '')?.[0].toLowerCase();
  const to = PRIMARY.exec(current.lang ?? '')?.[0].toLowerCase();
  if (from !== undefined && to !== undefined && from !== to)
    return `the language flipped from ${from} to ${to}`;
  return currencyFlip(baseline.blocks, current.blocks);
}

function signs(blocks: readonly TextBlock[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { text } of blocks) {
    const sign = text.length > 80 ? '' : currencySign(text);
    if (sign !== '') counts.set(sign, (counts.get(sign) ?? 0) + 1);
  }
  return counts;
}

/** "€" and "EUR" are one currency; "$" may be any of its dollars. */
function sameCurrency(a: string, b: string): boolean {
  const codes = spellingOf(a)?.codes ?? [a];
  return a === b || (spellingOf(b)?.codes ?? [b]).some((code) => codes.includes(code));
}

/** All prices were in one currency and are all in another: a visit from elsewhere, not a price change. */
function currencyFlip(before: readonly TextBlock[], after: readonly TextBlock[]): string | null {
  const now = signs(after);
  if (now.size !== 1) return null;
  const old = signs(before);
  const [from] = old.keys();
  const [to] = now.keys();
  if (old.size !== 1 || from === undefined || to === undefined || sameCurrency(from, to)) return null;
  return `the currency flipped from ${from} to ${to}`;
}
