// What becomes of a page under a selector: each changes the tree of a page around one element.
import { Element, Text } from 'domhandler';
import { append, appendChild, prepend, prependChild, removeElement } from 'domutils';
import type { HtmlTree } from '../../domain/reading/html/html-tree.ts';

export interface Alteration {
  readonly name: string;
  /** The element itself is taken away: finding nothing is right. */
  readonly isGone?: boolean;
  /** False: it can't be done to this element. */
  readonly apply: (tree: HtmlTree, element: Element) => boolean;
}

function box(name: string, text: string, attribs: Record<string, string> = {}): Element {
  const element = new Element(name, attribs);
  appendChild(element, new Text(text));
  return element;
}

function bodyOf({ all }: HtmlTree): Element | undefined {
  return all.find(({ name }) => name === 'body') ?? all.find(({ name }) => name === 'html');
}

/** Names as build tools make them: with digits inside, or of mixed case without words. */
const BUILT =
  /\d[a-z]|[a-z]\d[a-z]|[a-z][A-Z]{2,}[a-z]|[A-Z][a-z]?[A-Z][a-z]?[A-Z]|^[a-z]{4,6}[A-Z]$|^(?:css|sc|jsx|jss)-/;

function classesOf({ attribs }: Element): string[] {
  return (attribs['class'] ?? '').split(/\s+/).filter((name) => name !== '');
}

function withoutAttributes(element: Element): Element {
  return box(element.name, 'Something that was not there before');
}

function alike(element: Element): Element {
  const { class: classes } = element.attribs;
  return box(element.name, 'Another one like it', classes === undefined ? {} : { class: classes });
}

function removeBefore(element: Element): boolean {
  const siblings = element.parent?.children.filter((one) => one instanceof Element) ?? [];
  const before = siblings[siblings.indexOf(element) - 1];
  if (before === undefined) return false;
  removeElement(before);
  return true;
}

/** The nearest element around it that stands among others of its name. */
function itemOf({ parent }: Element): Element | null {
  if (!(parent instanceof Element) || parent.name === 'body') return null;
  const others = parent.parent?.children.filter((one) => one instanceof Element && one.name === parent.name);
  return (others ?? []).length > 1 ? parent : itemOf(parent);
}

/** As a new record: all texts and addresses are others, the form is the same. */
function withOtherTexts(element: Element): Element {
  const copy = new Element(element.name, {});
  for (const name of ['class', 'itemprop', 'role', 'scope'])
    if (element.attribs[name] !== undefined) copy.attribs[name] = element.attribs[name];
  if (element.attribs['href'] !== undefined) copy.attribs['href'] = '/another';
  for (const child of element.children) {
    if (child instanceof Element) appendChild(copy, withOtherTexts(child));
    else if (child instanceof Text)
      appendChild(copy, new Text(child.data.trim() === '' ? ' ' : 'A text of another'));
  }
  return copy;
}

export const ALTERATIONS: readonly Alteration[] = [
  { name: 'as it is', apply: () => true },
  {
    name: 'banner on top',
    apply(tree) {
      const body = bodyOf(tree);
      if (body === undefined) return false;
      const banner = box('div', '', { class: 'banner', role: 'region' });
      for (const name of ['p', 'span', 'a']) appendChild(banner, box(name, 'We have news for you'));
      prependChild(body, banner);
      return true;
    },
  },
  {
    name: 'wrapped',
    apply(_, element) {
      if (['li', 'tr', 'td', 'th', 'dd', 'dt', 'tbody'].includes(element.name)) return false;
      const wrapper = new Element('div', { class: 'wrap' });
      prepend(element, wrapper);
      appendChild(wrapper, element);
      return true;
    },
  },
  {
    name: 'a sibling before it',
    apply: (_, element) => (prepend(element, withoutAttributes(element)), true),
  },
  { name: 'one like it before it', apply: (_, element) => (prepend(element, alike(element)), true) },
  { name: 'one like it after it', apply: (_, element) => (append(element, alike(element)), true) },
  {
    name: 'two before it and one after',
    apply(_, element) {
      for (const text of ['First', 'Second']) prepend(element, box(element.name, text));
      append(element, alike(element));
      return true;
    },
  },
  { name: 'the one before it gone', apply: (_, element) => removeBefore(element) },
  {
    name: 'one before it gone, one after it new',
    apply(_, element) {
      if (!removeBefore(element)) return false;
      append(element, alike(element));
      return true;
    },
  },
  {
    name: 'its item copied before it',
    apply(_, element) {
      const item = itemOf(element);
      if (item === null) return false;
      prepend(item, withOtherTexts(item));
      return true;
    },
  },
  { name: 'it is gone', isGone: true, apply: (_, element) => (removeElement(element), true) },
  {
    name: 'a class of it dropped',
    apply(_, element) {
      const [, ...rest] = classesOf(element);
      if (element.attribs['class'] === undefined) return false;
      element.attribs['class'] = rest.join(' ');
      return true;
    },
  },
  {
    name: 'built classes renamed',
    apply({ all }) {
      let found = 0;
      for (const one of all) {
        const names = classesOf(one).map((name) =>
          BUILT.test(name) ? `new${name.length}${name.at(-1)}` : name,
        );
        if (one.attribs['class'] !== undefined && names.join(' ') !== classesOf(one).join(' ')) {
          one.attribs['class'] = names.join(' ');
          found += 1;
        }
      }
      return found > 0;
    },
  },
];
