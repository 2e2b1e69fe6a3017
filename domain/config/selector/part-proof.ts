// Tries selectors of one element on altered copies of its page: something comes before or after it, a box around it, a banner on top, a
// class goes. The tree is altered in place and put back. Which selectors still find it alone, and which find something else.
import { type ChildNode, Element, Text } from 'domhandler';
import { append, appendChild, prepend, prependChild, removeElement, replaceElement } from 'domutils';
import { isElement } from '../../reading/html/html-tree.ts';
import type { Find, PartSelector } from './part-selectors.ts';

/** What a selector loses of its strength for each altered copy on which it fails. */
const PENALTY = { others: 0.04, lost: 0.07, wrong: 0.16 } as const;

type Undo = () => void;

/** Null: it can't be done to this element. */
type Alteration = (element: Element) => Undo | null;

const INNER = new Set(['li', 'tr', 'td', 'th', 'dd', 'dt', 'tbody', 'thead', 'option']);

function newElement(name: string, attribs: Record<string, string> = {}): Element {
  const element = new Element(name, attribs);
  appendChild(element, new Text('Something new'));
  return element;
}

/** Another one with the same classes, as the next item of a list. */
function likeIt({ name, attribs }: Element): Element {
  const { class: classes } = attribs;
  return newElement(name, classes === undefined ? {} : { class: classes });
}

function put(
  place: (element: Element, added: ChildNode) => void,
  added: (element: Element) => Element,
): Alteration {
  return (element) => {
    const one = added(element);
    place(element, one);
    return () => removeElement(one);
  };
}

function wrap(element: Element): Undo | null {
  if (INNER.has(element.name)) return null;
  const box = new Element('div', {});
  replaceElement(element, box);
  appendChild(box, element);
  return () => replaceElement(box, element);
}

function bannerOnTop(element: Element): Undo | null {
  let top = element;
  while (isElement(top.parent)) top = top.parent;
  const body =
    top.children.find((child): child is Element => isElement(child) && child.name === 'body') ?? top;
  const banner = new Element('div', {});
  for (const name of ['div', 'p', 'span', 'a', 'h2', 'ul']) appendChild(banner, newElement(name));
  prependChild(body, banner);
  return () => removeElement(banner);
}

/** Without the first of its classes; the others stay. */
function dropClass(element: Element): Undo | null {
  const classes = element.attribs['class'];
  if (classes === undefined || !classes.trim().includes(' ')) return null;
  element.attribs['class'] = classes.trim().replace(/^\S+\s+/, '');
  return () => {
    element.attribs['class'] = classes;
  };
}

const ALTERATIONS: readonly Alteration[] = [
  put(prepend, ({ name }) => newElement(name)),
  put(prepend, likeIt),
  put(append, likeIt),
  wrap,
  bannerOnTop,
  dropClass,
];

/** The selectors with what their strength is after that, best first. */
export function proved(element: Element, selectors: readonly PartSelector[], find: Find): PartSelector[] {
  const loss = new Map<string, number>();
  for (const alter of ALTERATIONS) {
    const undo = alter(element);
    if (undo === null) continue;
    try {
      for (const { selector } of selectors)
        loss.set(selector, (loss.get(selector) ?? 0) + lossOf(find(selector), element));
    } finally {
      undo();
    }
  }
  return selectors
    .map((one) => ({ ...one, strength: one.strength - (loss.get(one.selector) ?? 0) }))
    .toSorted((a, b) => b.strength - a.strength);
}

function lossOf(found: readonly Element[], element: Element): number {
  if (found.length === 0) return PENALTY.lost;
  if (!found.includes(element)) return PENALTY.wrong;
  return found.length === 1 ? 0 : PENALTY.others;
}
