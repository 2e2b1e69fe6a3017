// What may become of a page around one element: something comes before or after it, a box around it, a banner on top, a class goes.
// Each changes the tree in place and says how to put it back.
import { type ChildNode, Element, Text } from 'domhandler';
import { append, appendChild, prepend, prependChild, removeElement, replaceElement } from 'domutils';
import { isElement } from './html-tree.ts';

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

export const ALTERATIONS: readonly Alteration[] = [
  put(prepend, ({ name }) => newElement(name)),
  put(prepend, likeIt),
  put(append, likeIt),
  wrap,
  bannerOnTop,
  dropClass,
];
