// Two amounts side by side, without a word: the former price and the price, or two things.
import type { Element } from 'domhandler';
import { isElement } from '../html/html-tree.ts';
import { isNetText } from '../money/role.ts';
import { FROM_PRICE } from '../words/from-price.ts';
import { anyOf } from '../words/word-lists.ts';

interface Shown {
  readonly element: Element;
  readonly raw: string;
  readonly netText: string | undefined;
  readonly isRangeEnd: boolean;
}

/** "from € 45": the higher price beside it is of another size. */
const FROM = new RegExp(String.raw`^\s*(?:${anyOf(FROM_PRICE)})\s*:?\s*[^\p{L}\d]*\d`, 'iu');
const ROWS: ReadonlySet<string> = new Set(['li', 'option', 'tr', 'label', 'dd']);

function rowOf(element: Element): Element | undefined {
  let here: Element | undefined = element;
  for (let steps = 0; here !== undefined && steps < 4; steps++) {
    if (ROWS.has(here.name)) return here;
    here = isElement(here.parent) ? here.parent : undefined;
  }
  return undefined;
}

/** Two entries of a list name two things, two sizes for example. */
function areOfTwoRows(a: Element, b: Element): boolean {
  const [first, second] = [rowOf(a), rowOf(b)];
  return first !== undefined && second !== undefined && first !== second;
}

/** Not where one is the end of a range, the lowest of several prices, or without tax. */
export function mayBeTwoPricesOfOne(one: Shown, other: Shown): boolean {
  const isPlain = ({ raw, netText, isRangeEnd }: Shown): boolean =>
    !isRangeEnd && netText === undefined && !isNetText(raw) && !FROM.test(raw);
  return isPlain(one) && isPlain(other) && !areOfTwoRows(one.element, other.element);
}
