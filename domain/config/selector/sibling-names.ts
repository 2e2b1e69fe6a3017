// Names of an element by what stands beside it: its label, a heading with an id, the texts before and after it, how many of its kind
// stand on each side. Each says between what it stands and never at which place: of what is put in beside it they find both, and they
// find nothing where what they go by is gone, so that no other element is taken for it.
import type { Element } from 'domhandler';
import { elementsIn, isElement, textOf } from '../../reading/html/html-tree.ts';
import { anchorsOf, firstText, labelText, type PartName, quoted, tagOf } from './part-names.ts';

export const HEADINGS = new Set(['h2', 'h3', 'h4', 'h5', 'h6', 'th', 'dt', 'legend', 'caption', 'summary']);
const LABELS = new Set([...HEADINGS, 'h1', 'td', 'label', 'b', 'strong', 'span', 'div', 'p']);
/** Strength of a label that is none by its kind. */
export const BOX_LABEL = 0.78;
/** Rows of a table have the same number of them, whatever they say. */
const CELLS = new Set(['td', 'th']);
/** Whether one of more siblings stands before another is asked for each pair of them. */
const MAX_SIBLINGS = 300;
const MAX_START = 24;
const MAX_TEXT = 5_000;

/** The element after a heading with an id, or after its label: "Price". */
export function besideNames(element: Element): PartName[] {
  const prev = beside(element, 'prev');
  if (prev === null) return [];
  const named = anchorsOf(prev).find(({ selector }) => selector.startsWith('#'));
  const text = LABELS.has(prev.name) ? labelText(prev) : null;
  const labels: PartName[] = named === undefined ? [] : [{ ...named, strength: 0.86 }];
  if (text !== null) labels.push({ selector: saying(prev, text), strength: strengthOfLabel(prev) });
  return labels.flatMap((label) => afterLabel(label, prev, element));
}

/** What leads to a page is the name of an item more than a label: its address tells the item better. */
function strengthOfLabel(label: Element): number {
  if (elementsIn(label, 'a', 1).length > 0) return 0.48;
  return HEADINGS.has(label.name) ? 0.85 : BOX_LABEL;
}

/** All of its kind after the label that belong to it: to the end, to the next label, or to what now follows. */
function afterLabel({ selector, strength }: PartName, label: Element, element: Element): PartName[] {
  const tag = tagOf(element);
  const after = `${selector} ~ ${tag}`;
  const { later } = alike(element);
  if (later.length === 0) return [{ selector: after, strength }];
  const end = endOfLabel(label, element);
  if (end !== null) {
    const afterEnd = `${selector} ~ ${tagOf(end)} ~ ${tag}`;
    return [{ selector: `${after}:not(${afterEnd})`, strength: strength - 0.005 }];
  }
  const counted = `${after}${atLeast('nth-last-of-type', later.length)}`;
  if (CELLS.has(element.name)) return [{ selector: counted, strength }];
  const next = endText(element);
  return [
    ...(next === null ? [] : [{ selector: `${after}${next}`, strength: strength - 0.04 }]),
    { selector: counted, strength: strength - lossOfCount(later.length) },
  ];
}

/** What ends the values of a label that has one: the next label, or else the element of another kind right after it. */
function endOfLabel(label: Element, element: Element): Element | null {
  const next = beside(element, 'next');
  if (next === null || next.name === element.name) return null;
  if (label.name === element.name) return next;
  for (let here: Element | null = next; here !== null; here = beside(here, 'next')) {
    if (here.name === label.name) return here;
    if (here.name === element.name) break;
  }
  return next;
}

/** The more are counted, the sooner one of them goes. */
function lossOfCount(others: number): number {
  return 0.06 + Math.min(others, 50) * 0.004;
}

/** "Updated on: 3 June": by the label that its own text begins with. */
export function ownLabel(element: Element): PartName[] {
  const label = /^(\p{L}[\p{L} ]{1,30}:)/u.exec(firstText(element))?.[1];
  return label === undefined ? [] : [{ selector: saying(element, label), strength: 0.8 }];
}

/** Between the two beside it, by how their texts begin; where one says nothing of its own, by how many stand on that side. */
export function betweenNames(element: Element): PartName[] {
  const [start, end] = [startText(element), endText(element)];
  const { earlier, later } = alike(element);
  const counted = (start === null ? earlier.length : 0) + (end === null ? later.length : 0);
  const names = nextTo(element);
  if ((start ?? '') !== '' || (end ?? '') !== '')
    names.push({
      selector: [
        start ?? '',
        tagOf(element),
        start === null ? atLeast('nth-of-type', earlier.length) : '',
        end ?? atLeast('nth-last-of-type', later.length),
      ].join(''),
      strength: 0.6 - (counted === 0 ? 0 : lossOfCount(counted)),
    });
  return names.toSorted((a, b) => b.strength - a.strength);
}

/** Where others say what the two beside it say: right between them. What is put in there makes it lost. */
function nextTo(element: Element): PartName[] {
  const [prev, next] = [beside(element, 'prev'), beside(element, 'next')];
  if (prev === null || next === null) return [];
  const [before, after] = [startOf(prev), startOf(next)];
  if (before === null || after === null) return [];
  return [
    {
      selector: `${saying(prev, before)} + ${tagOf(element)}:has(+ ${saying(next, after)})`,
      strength: 0.55,
    },
  ];
}

/** By counting: it has at least so many of its kind before it and after it. Null: it is the only one of its kind there. */
export function rangeOf(element: Element): PartName | null {
  const { earlier, later } = alike(element);
  const others = earlier.length + later.length;
  if (others === 0) return null;
  const from = atLeast('nth-of-type', earlier.length);
  const selector = `${tagOf(element)}${from}${atLeast('nth-last-of-type', later.length)}`;
  return { selector, strength: 0.6 - lossOfCount(others) };
}

function atLeast(pseudo: 'nth-of-type' | 'nth-last-of-type', others: number): string {
  return others === 0 ? '' : `:${pseudo}(n+${others + 1})`;
}

/** Empty: it is the first there. Null: the one before it can't be asked for. */
function startText(element: Element): string | null {
  const prev = beside(element, 'prev');
  if (prev === null) return '';
  const said = ownStart(prev, 'prev');
  return said === null ? null : `${said} ~ `;
}

function endText(element: Element): string | null {
  const next = beside(element, 'next');
  if (next === null) return '';
  const said = ownStart(next, 'next');
  return said === null ? null : `:has(~ ${said})`;
}

/** By how its text begins, unless one of its kind further on says that too, from where more would be found. */
function ownStart(element: Element, way: 'prev' | 'next'): string | null {
  const text = startOf(element);
  if (text === null || (element.parent?.children.length ?? 0) > MAX_SIBLINGS * 2) return null;
  const lower = text.toLowerCase();
  for (let here = beside(element, way); here !== null; here = beside(here, way))
    if (here.name === element.name && textOf(here, MAX_TEXT).toLowerCase().includes(lower)) return null;
  return saying(element, text);
}

/** What its first text begins with, to the end of a word; null: a selector can't ask for it. */
function startOf(element: Element): string | null {
  const [text = ''] = /^[^"\\()\n]{3,}/.exec(firstText(element)) ?? [];
  const start = text.length <= MAX_START ? text : text.slice(0, MAX_START).replace(/\s+\S*$/, '');
  return start.trim().length < 3 ? null : start.trim();
}

function saying(element: Element, text: string): string {
  return `${tagOf(element)}:icontains(${quoted(text)})`;
}

function beside(element: Element, way: 'prev' | 'next'): Element | null {
  let here = element[way];
  while (here !== null && !isElement(here)) here = here[way];
  return here;
}

/** Those of its kind beside it. */
function alike(element: Element): {
  readonly earlier: readonly Element[];
  readonly later: readonly Element[];
} {
  const all = element.parent?.children.filter(isElement).filter(({ name }) => name === element.name) ?? [];
  const at = all.indexOf(element);
  return { earlier: all.slice(0, at), later: all.slice(at + 1) };
}
