// Stock as a label and its value: "Availability: sold out", "Lagerbestand | 0", in one line or in two cells side by side.
import { foldSpace } from '../html/copy-text.ts';
import type { BlockDraft } from '../scan/page-scan.ts';
import type { Availability } from '../page/parsed-page.ts';
import { availabilityPhrase, isStockLabel } from '../words/read-stock.ts';
import { MORE_THAN, NO, PIECES, YES } from '../words/stock-label-value.ts';
import { anyOf } from '../words/word-lists.ts';

const PAIR = /^(\P{Nd}{2,28}?)\s*[:：]\s*(\S.{0,80})$/u;
const COUNT = new RegExp(
  String.raw`^(?:(?:${anyOf(MORE_THAN)})\s*)?(\d{1,6})\+?(?:\s*(?:${anyOf(PIECES)}))?\.?$`,
  'iu',
);
const SAYS_NO = new RegExp(`^(?:${anyOf(NO)})$`, 'iu');
const SAYS_YES = new RegExp(`^(?:${anyOf(YES)})$`, 'iu');
const MAX_VALUE = 60;

/** The stock that the value of a label means; a bare number is a count of pieces. */
function valueOf(text: string, isPhrase: boolean): Availability | undefined {
  const count = COUNT.exec(text)?.[1];
  if (count !== undefined) return Number(count) === 0 ? 'OutOfStock' : 'InStock';
  if (SAYS_NO.test(text)) return 'OutOfStock';
  if (SAYS_YES.test(text)) return 'InStock';
  return isPhrase ? undefined : availabilityPhrase(text);
}

/** The text of the block after a label, if it is close and short enough to be its value. */
function textBeside(label: BlockDraft, next: BlockDraft | undefined): string | undefined {
  if (next === undefined || next.order - label.order > 4) return undefined;
  return next.text.length <= MAX_VALUE ? next.text : undefined;
}

/** The stock that the block at `at` states: label and value in one block, or the value in the next block. */
export function labelledStock(
  blocks: readonly BlockDraft[],
  at: number,
): { readonly availability: Availability; readonly evidence: string } | undefined {
  const block = blocks[at];
  if (block === undefined || block.text.length > 100) return undefined;
  const pair = PAIR.exec(block.text);
  const label = (pair?.[1] ?? block.text.replace(/\s*[:：]$/u, '')).trim();
  if (label.length > 28 || !isStockLabel(label)) return undefined;
  const value = pair === null ? textBeside(block, blocks[at + 1]) : pair[2];
  if (value === undefined) return undefined;
  // "In stock" is the label of the line below it only if that line is a count, a yes or a no.
  const isPhrase = pair === null && availabilityPhrase(label) !== undefined;
  const availability = valueOf(value.trim(), isPhrase);
  return availability === undefined ? undefined : { availability, evidence: foldSpace(`${label}: ${value}`) };
}
