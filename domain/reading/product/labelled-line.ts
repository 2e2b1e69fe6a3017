// What stands behind a label in a line of a page: "SKU: AB-12", "Ref. 1002", two cells, several labels in one line.
import type { Element } from 'domhandler';
import { foldSpace } from '../html/copy-text.ts';
import { isElement, textOf } from '../html/html-tree.ts';
import type { BlockDraft } from '../scan/page-scan.ts';

/** "Label: value", "Label # value", "Label - value". */
const LABELLED = /^([\p{L}\p{M}#.'’"″״°/ -]{2,36}?)\s*(?:[:：]|#\s*:?|\bis\b|\s[-–—]\s?)\s*(\S.{0,80})$/u;
/** "Ref. 1002/710", "SKU AB-12": no sign between, so the value must have a digit. */
const LABEL_AND_NUMBER = /^(\p{L}[\p{L}\p{M}.'’# -]{1,24}?)\s+(\S*\d\S*)$/u;
const LINE_MAX = 120;
const VALUE_MAX = 60;
const LABEL_MAX = 40;
const MAX_PARTS = 8;
/** A sign behind a label. */
const MAY_HOLD_LABEL = /[:：#]/;
/** "SKU: AB-12 | Brand: Ondine", "(Art.-Nr. 12)", "Art. 12, EAN 40…": where another label may begin. */
const BETWEEN = /\s*[|•·;]\s*|,\s+(?=\p{L})|[()[\]]/u;

/** Values behind the label in the line `at`, the surest first: in its text, its parts, its elements, or the next line. */
export function labelledValues(blocks: readonly BlockDraft[], at: number, label: RegExp): string[] {
  const block = blocks[at];
  if (block === undefined || block.text.length > LINE_MAX) return [];
  const { text } = block;
  const cell = cellValue(block.element, label);
  if (cell !== undefined) return [cell];
  const whole = valueIn(text, label);
  if (whole !== undefined) return [whole, ...partValues(text, label)];
  const inside = [...partValues(text, label), ...elementValues(block, label)];
  if (inside.length > 0) return inside;
  const next = blocks[at + 1];
  const isLabel = label.test(text) || label.test(withoutColon(text));
  return isLabel && next !== undefined && next.text.length <= VALUE_MAX ? [next.text] : [];
}

function withoutColon(text: string): string {
  return text.replace(/\s*[:：#]$/, '');
}

function valueIn(text: string, label: RegExp): string | undefined {
  const inline = LABELLED.exec(text);
  if (inline?.[1] !== undefined && inline[2] !== undefined && label.test(inline[1].trim()))
    return inline[2].trim();
  const numbered = LABEL_AND_NUMBER.exec(text);
  const isNumbered =
    numbered?.[1] !== undefined && numbered[2] !== undefined && label.test(numbered[1].trim());
  return isNumbered ? numbered[2] : undefined;
}

function partValues(text: string, label: RegExp): string[] {
  const parts = text.split(BETWEEN).map((part) => part.trim());
  if (parts.length < 2) return [];
  return parts
    .slice(0, MAX_PARTS)
    .map((part) => valueIn(part, label))
    .filter((value) => value !== undefined);
}

/** Text of the first elements and texts inside, without the blank ones. */
function shownParts(element: Element, limit: number): string[] {
  const shown: string[] = [];
  for (const child of element.children.slice(0, 4 * MAX_PARTS)) {
    const text = isElement(child) ? textOf(child, LINE_MAX) : 'data' in child ? child.data : '';
    const folded = foldSpace(text).trim();
    if (folded !== '' && shown.push(folded) >= limit) break;
  }
  return shown;
}

/** `<span>Brand</span><span>Ondine</span>`: the text of the line has no space between them. */
function cellValue(element: Element, label: RegExp): string | undefined {
  if (element.children.length < 2) return undefined;
  // Most lines do not begin with a label; the rest of them is not read.
  const [first = ''] = shownParts(element, 1);
  if (first.length > LABEL_MAX || !label.test(withoutColon(first))) return undefined;
  const [, ...rest] = shownParts(element, MAX_PARTS);
  return rest.length > 0 && rest.length < 4 ? rest.join(' ') : undefined;
}

/** `<span>Item # 12</span> <span>Model # X-5</span>`. */
function elementValues({ element, text }: BlockDraft, label: RegExp): string[] {
  if (element.children.length < 2 || !MAY_HOLD_LABEL.test(text)) return [];
  const parts = shownParts(element, MAX_PARTS);
  if (parts.length < 2) return [];
  return parts.map((part) => valueIn(part, label)).filter((value) => value !== undefined);
}
