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
} from './stock-word.ts';
import { anyOf } from './word-lists.ts';
import { wordTest } from './word-test.ts';

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

/** Most texts say nothing about stock, and are found not to in one search. */
const saysStock = wordTest([OUT, LIMITED, PRE, BACK, IN].map(({ source }) => source).join('|'));

/** Words that limit a statement to some sizes or to a condition ("if"). */
const PARTIAL = new RegExp(String.raw`\b(?:${anyOf(ONLY_PARTLY)})\b`, 'i');

/** The stock that a phrase states. A negative phrase counts before a positive one inside it: "not in stock". */
export function availabilityPhrase(text: string): Availability | undefined {
  if (!saysStock(text)) return undefined;
  if (OUT.test(text)) return 'OutOfStock';
  if (LIMITED.test(text)) return 'LimitedAvailability';
  if (PRE.test(text)) return 'PreOrder';
  if (BACK.test(text)) return 'BackOrder';
  return IN.test(text) ? 'InStock' : undefined;
}

/** Whether a stock phrase is most of the text, at least 60 %. */
export function isWholePhrase(text: string): boolean {
  const hit = OUT.exec(text) ?? IN.exec(text);
  return hit !== null && hit[0].length >= text.length * 0.6;
}

/** Whether a sentence begins by saying, without a condition, that the product is out of stock. */
export function isOutSentence(text: string): boolean {
  const start = text.slice(0, 90);
  return OUT.test(start) && !PARTIAL.test(start);
}

/** Whether a button says that the product is out of stock, in place of "add to cart". */
export function isSoldOutButton(text: string): boolean {
  return SOLD_OUT_BUTTON.test(text);
}

/** Whether a text is the label of a statement about stock: "Availability", "Lagerbestand". */
export function isStockLabel(text: string): boolean {
  return LABEL.test(text);
}
