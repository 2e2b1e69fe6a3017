// The readable parts of a page in order, each with the number of its element: what can be picked without a pointer.
import type { Element } from 'domhandler';
import { copyText } from '../../reading/html/copy-text.ts';
import { parseHtml } from '../../reading/html/html-tree.ts';
import { linePlaces, NO_PLACE_RULES, type PlaceRules } from '../../reading/part/page-places.ts';
import type { BlockPlace } from '../../reading/scan/block-place.ts';
import { walkPage } from '../../reading/scan/page-walk.ts';

interface OutlinePart {
  readonly node: number;
  /** The element as a selector would begin: `h1`, `div.price`. */
  readonly label: string;
  readonly text: string;
  /** Where it stands, as a run reads it. */
  readonly place: BlockPlace;
}

export interface PageOutline {
  readonly parts: readonly OutlinePart[];
  /** Parts of the page, of which the first are listed. */
  readonly total: number;
}

const MAX_PARTS = 500;
const MAX_TEXT = 160;

/** `rules`: null where nothing has a frame. */
export function pageOutline(html: string, rules: PlaceRules | null = NO_PLACE_RULES): PageOutline {
  const places = rules === null ? null : linePlaces(html, rules);
  const tree = parseHtml(html);
  const numbers = new Map(tree.all.map((element, at): [Element, number] => [element, at]));
  const { blocks } = walkPage(tree);
  const parts = blocks.slice(0, MAX_PARTS).flatMap(({ element, text }) => {
    const node = numbers.get(element);
    return node === undefined
      ? []
      : [
          {
            node,
            label: labelOf(element),
            text: copyText(text.slice(0, MAX_TEXT)),
            place: places === null ? 'body' : (places.get(node) ?? 'left-out'),
          },
        ];
  });
  return { parts, total: blocks.length };
}

export function labelOf({ name, attribs }: Element): string {
  const id = attribs['id'];
  const [firstClass = ''] = (attribs['class'] ?? '').trim().split(/\s+/);
  const named = id !== undefined && id !== '' ? `#${id}` : firstClass === '' ? '' : `.${firstClass}`;
  return copyText(`${name}${named}`.slice(0, 80));
}
