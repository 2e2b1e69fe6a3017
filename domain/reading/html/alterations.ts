// What may become of a page around one element: something comes before or after it or before its item, a box around it, a banner on
// top; a class, what stands beside it or the element itself goes. Each changes the tree in place and says how to put it back.
import { type ChildNode, cloneNode, Element, Text } from 'domhandler';
import { append, appendChild, prepend, prependChild, removeElement, replaceElement } from 'domutils';
import { isElement, isLargerThan } from './html-tree.ts';

type Undo = () => void;

/** Null: it can't be done to this element. */
type Change = (element: Element) => Undo | null;

export interface Alteration {
  readonly change: Change;
  /** Whether the element is on the page after it. */
  readonly stays: boolean;
}

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
): Change {
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
function dropClass({ attribs }: Element): Undo | null {
  const { class: classes } = attribs;
  if (classes === undefined || classes.trim() === '') return null;
  attribs['class'] = classes.trim().replace(/^\S+\s*/, '');
  return () => {
    attribs['class'] = classes;
  };
}

/** Nothing is left in its place but an empty text, which no selector can see. */
function remove(element: Element): Undo {
  const empty = new Text('');
  replaceElement(element, empty);
  return () => replaceElement(empty, element);
}

function removeBeside(way: 'prev' | 'next'): Change {
  return (element) => {
    let here = element[way];
    while (here !== null && !isElement(here)) here = here[way];
    return here === null ? null : remove(here);
  };
}

/** Another item comes before the one that the element is in: made as one of the others is, with other texts and addresses. */
function itemBefore(element: Element): Undo | null {
  for (let item = element.parent; isElement(item); item = item.parent) {
    const other = itemLike(item);
    if (other === null) continue;
    const copy = cloneNode(other, true);
    renew(copy);
    prepend(item, copy);
    return () => removeElement(copy);
  }
  return null;
}

/** One beside it of the same name and classes, unless it is a large part of the page. */
function itemLike(item: Element): Element | null {
  const isAlike = (one: ChildNode): one is Element =>
    isElement(one) && one.name === item.name && one.attribs['class'] === item.attribs['class'];
  const others = item.parent?.children.filter(isAlike) ?? [];
  return others.find((one) => one !== item && !isLargerThan(one, MAX_ITEM)) ?? null;
}

const MAX_ITEM = 300;

function renew(element: Element): void {
  delete element.attribs['id'];
  if (element.attribs['href'] !== undefined) element.attribs['href'] = '/something-new';
  for (const child of element.children) {
    if (isElement(child)) renew(child);
    else if (child instanceof Text && child.data.trim() !== '') child.data = 'Something new';
  }
}

/** Those first that tell most selectors apart. */
export const ALTERATIONS: readonly Alteration[] = [
  { stays: true, change: put(prepend, ({ name }) => newElement(name)) },
  { stays: true, change: put(append, likeIt) },
  { stays: false, change: remove },
  { stays: true, change: wrap },
  { stays: true, change: removeBeside('prev') },
  { stays: true, change: removeBeside('next') },
  { stays: true, change: itemBefore },
  { stays: true, change: put(prepend, likeIt) },
  { stays: true, change: bannerOnTop },
  { stays: true, change: dropClass },
];
