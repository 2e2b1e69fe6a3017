// The name of a product in the page's main heading: without hidden parts, a price, or what else a template puts into it.
import { type Element, Text } from 'domhandler';
import { elementsIn, isElement, textOf } from '../html/html-tree.ts';
import { spacedText } from '../html/spaced-text.ts';
import { letters } from '../words/letters.ts';
import type { HeadingDraft } from '../scan/page-scan.ts';

/** Whether an element is a price: a heading is read up to its price. */
function isPriceElement({ attribs }: Element): boolean {
  return attribs['itemprop'] === 'price' || /(?:^|[\s_-])price(?:$|[\s_-])/i.test(attribs['class'] ?? '');
}

const BOX = /^(?:button|form|ul|dialog|svg|table)$/;

/** Whether an inner element may be a box beside the name: it holds buttons or links, or is a bare number. */
function mayStandBeside(element: Element): boolean {
  if (BOX.test(element.name) || !/\p{L}/u.test(textOf(element, 100))) return true;
  return (
    element.name === 'div' && ['a', 'button', 'ul'].some((name) => elementsIn(element, name, 1).length > 0)
  );
}

/** The boxes that end the heading, if the page's title has the text before them and not theirs. */
function boxesBeside({ element }: HeadingDraft, title: string): ReadonlySet<Element> {
  const known = letters(title);
  const boxes = new Set<Element>();
  for (const child of element.children.toReversed()) {
    if (child instanceof Text && child.data.trim() === '') continue;
    if (!isElement(child) || !mayStandBeside(child)) break;
    const own = letters(textOf(child, 400));
    if (own !== '' && known.includes(own)) break;
    boxes.add(child);
  }
  const rest = letters(spacedText(element, (inner) => boxes.has(inner)));
  return rest.length >= 4 && known.includes(rest) ? boxes : NO_BOXES;
}

const NO_BOXES: ReadonlySet<Element> = new Set();

/** The heading with spaces between its elements. */
export function spacedHeading(heading: HeadingDraft, title: string): string {
  const boxes = boxesBeside(heading, title);
  return spacedText(heading.element, (inner) => isPriceElement(inner) || boxes.has(inner)).replace(
    /[\s|–—-]+$/,
    '',
  );
}

/** Whether elements that stand on lines of their own make up the heading: their texts touch where it is read as one. */
function isInBlocks({ element }: HeadingDraft): boolean {
  return element.children.some((child) => isElement(child) && /^(?:div|p|section|h\d)$/.test(child.name));
}

/** The text of the heading without hidden parts, without a price and without boxes beside the name. */
export function headingName(heading: HeadingDraft, title: string): string {
  // A line that is no heading was cut to the name already.
  if (heading.level === 0) return heading.text;
  const name = spacedHeading(heading, title);
  if (name.length < 3) return heading.text;
  return letters(name) === letters(heading.text) && !isInBlocks(heading) ? heading.text : name;
}
