// What becomes of a page under a selector: each changes the tree of a page around one element and takes nothing else away.
import { Element, Text } from 'domhandler';
import { appendChild, prepend, prependChild } from 'domutils';
import type { HtmlTree } from '../../domain/reading/html/html-tree.ts';

export interface Alteration {
  readonly name: string;
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
