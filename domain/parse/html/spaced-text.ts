// An element's text as a reader sees it: lines of their own are apart, what is meant for screen readers only is left out.
import { type Element, Text } from 'domhandler';
import { foldSpace } from './copy-text.ts';
import { isElement, nextNode } from './html-tree.ts';

const UNSEEN =
  /(?:^|[\s_-])(?:visually-?hidden|sr-only|screen-?reader\S*|g-hdn|off-?screen|assistive|a11y)(?:$|[\s_-])/i;
const MAX_CHARS = 600;

/** Scripts, what is hidden by a style of its own, and what is for screen readers only. */
export function isUnseen({ name, attribs }: Element): boolean {
  if (name === 'script' || name === 'style' || attribs['hidden'] !== undefined) return true;
  return UNSEEN.test(attribs['class'] ?? '') || /display\s*:\s*none/i.test(attribs['style'] ?? '');
}

/** `endsAt` = an element before which the text ends. */
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
