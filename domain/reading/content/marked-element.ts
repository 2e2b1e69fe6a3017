// The elements of a page whose text is one of some texts: the smallest ones, in the order of the page. The inert copy marks
// them, so that it opens where a change is.
import type { Element } from 'domhandler';
import { foldSpace } from '../html/copy-text.ts';
import { type HtmlTree, isElement, textOf } from '../html/html-tree.ts';

/** What is looked for at most; a change with more lines is found by its first ones. */
const MAX_TEXTS = 100;
const MAX_CHARS = 2_000;
/** Blanks that folding takes away. */
const BLANKS = 2_000;

export function markedElements({ all }: HtmlTree, texts: readonly string[]): ReadonlySet<Element> {
  const wanted = texts
    .slice(0, MAX_TEXTS)
    .map((text) => foldSpace(text).slice(0, MAX_CHARS))
    .filter((text) => text !== '');
  const found = new Set<Element>();
  if (wanted.length === 0) return found;
  const longest = Math.max(...wanted.map((text) => text.length));
  const exact = new Set(wanted);
  const begun = wanted.filter((text) => text.endsWith('…')).map((text) => text.slice(0, -1));
  for (const element of all) {
    const text = foldSpace(textOf(element, longest + BLANKS));
    if (!exact.has(text) && !begun.some((begin) => text.startsWith(begin) && text.length < begin.length * 4))
      continue;
    // A box around the same text comes before it, and gives way to it.
    for (let up = element.parent; isElement(up); up = up.parent) found.delete(up);
    found.add(element);
  }
  return found;
}
