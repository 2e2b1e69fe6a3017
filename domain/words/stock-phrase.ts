// Understands what shop pages say about stock, on their buttons and in their notes.
import type { Availability } from '../page/parsed-page.ts';
import {
  BACK_ORDER,
  IN_STOCK,
  LOW_STOCK,
  ONLY_PARTLY,
  ONLY_ON_BUTTONS,
  OUT_OF_STOCK,
  PRE_ORDER,
  SOLD,
  STOCK_LABELS,
} from './stock.ts';
import { anyOf } from './word-lists.ts';

function pattern(source: string): RegExp {
  return new RegExp(source, 'iu');
}

const OUT_WORDS = `${anyOf(OUT_OF_STOCK)}|^(?:${anyOf(SOLD)})[.!]?$`;
const OUT = pattern(OUT_WORDS);
const LIMITED = pattern(anyOf(LOW_STOCK));
const PRE = pattern(anyOf(PRE_ORDER));
const BACK = pattern(anyOf(BACK_ORDER));
const IN = pattern(anyOf(IN_STOCK));
const SOLD_OUT_BUTTON = pattern(`^(?:${OUT_WORDS}|${anyOf(ONLY_ON_BUTTONS)})`);
const LABEL = pattern(`^(?:${anyOf(STOCK_LABELS)})$`);

/** A phrase that says so only of some sizes, or only in case of. */
const PARTIAL = new RegExp(String.raw`\b(?:${anyOf(ONLY_PARTLY)})\b`, 'i');

/** What a stock phrase says; a negative phrase wins over a positive one inside it. */
export function availabilityPhrase(text: string): Availability | undefined {
  if (OUT.test(text)) return 'OutOfStock';
  if (LIMITED.test(text)) return 'LimitedAvailability';
  if (PRE.test(text)) return 'PreOrder';
  if (BACK.test(text)) return 'BackOrder';
  return IN.test(text) ? 'InStock' : undefined;
}

/** A text that is nothing but a stock phrase, give or take a word. */
export function isWholePhrase(text: string): boolean {
  const hit = OUT.exec(text) ?? IN.exec(text);
  return hit !== null && hit[0].length >= text.length * 0.6;
}

/** A sentence that begins by saying that the thing can't be had, without ifs. */
export function isOutSentence(text: string): boolean {
  const start = text.slice(0, 90);
  return OUT.test(start) && !PARTIAL.test(start);
}

/** Whether a button says that the thing can't be had, in place of "add to cart". */
export function isSoldOutButton(text: string): boolean {
  return SOLD_OUT_BUTTON.test(text);
}

/** What a statement about stock is called: "Availability", "Lagerbestand". */
export function isStockLabel(text: string): boolean {
  return LABEL.test(text);
}
