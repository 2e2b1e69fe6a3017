// The readable parts of a page in order, each with the number of its element: what can be picked without a pointer.
import type { Element } from 'domhandler';
import { copyText } from '../../reading/html/copy-text.ts';
import { parseHtml } from '../../reading/html/html-tree.ts';
import { walkPage } from '../../reading/scan/page-walk.ts';
import { labelOf } from './pick-part.ts';

interface OutlinePart {
  readonly node: number;
  /** The element as a selector would begin: `h1`, `div.price`. */
  readonly label: string;
  readonly text: string;
}

export interface PageOutline {
  readonly parts: readonly OutlinePart[];
  /** Parts of the page, of which the first are listed. */
  readonly total: number;
}

const MAX_PARTS = 500;
const MAX_TEXT = 160;

export function pageOutline(html: string): PageOutline {
  const tree = parseHtml(html);
  const numbers = new Map(tree.all.map((element, at): [Element, number] => [element, at]));
  const { blocks } = walkPage(tree);
  const parts = blocks.slice(0, MAX_PARTS).flatMap(({ element, text }) => {
    const node = numbers.get(element);
    return node === undefined
      ? []
      : [{ node, label: labelOf(element), text: copyText(text.slice(0, MAX_TEXT)) }];
  });
  return { parts, total: blocks.length };
}
