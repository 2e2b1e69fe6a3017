// An element's text as a reader sees it: spaces stand between the texts of inner elements, and text for screen readers
// only is left out.
import { type Element, Text } from 'domhandler';
import { foldSpace } from './copy-text.ts';
import { isElement, nextNode } from './html-tree.ts';

const UNSEEN =
  /(?:^|[\s_-])(?:visually-?hidden|sr-only|screen-?reader\S*|g-hdn|off-?screen|off-?left|assistive|a11y)(?:$|[\s_-])/i;
const MAX_CHARS = 600;

/** Scripts, elements with a style of their own that hides them, and text for screen readers only. */
export function isUnseen({ name, attribs }: Element): boolean {
  if (name === 'script' || name === 'style' || attribs['hidden'] !== undefined) return true;
  return UNSEEN.test(attribs['class'] ?? '') || /display\s*:\s*none/i.test(attribs['style'] ?? '');
}

/** The text ends before the first inner element for which `endsAt` is true. */
export function spacedText(element: Element, endsAt: (inner: Element) => boolean = () => false): string {
  let text = '';
  let node = element.firstChild ?? undefined;
  while (node !== undefined && text.length < MAX_CHARS) {
    if (node instanceof Text) text += ` ${node.data}`;
    if (isElement(node) && endsAt(node)) break;
    node = nextNode(node, element, isElement(node) && isUnseen(node));
  }
  return foldSpace(text)
    .trim()
    .replace(/ (?=[,.;:!?)\]])/g, '');
}
