// Names of one of several items alike, by what only this one holds: a link, or the label that it begins with.
import type { Element } from 'domhandler';
import { isElement, isLargerThan } from '../../reading/html/html-tree.ts';
import {
  childElements,
  isOwnAddress,
  labelText,
  namesOf,
  type PartName,
  quoted,
  tagOf,
} from './part-names.ts';
import { HEADINGS } from './sibling-names.ts';

/** Whose items are seldom told apart by their kind alone. */
const BOXES = new Set(['div', 'span']);

/** One of several alike, by a link or a label that only this one has. */
export function recordNames(element: Element): PartName[] {
  return recordsOf(element, [byClass(element) ?? tagOf(element)]);
}

/** The item itself, also by no class of it. */
export function ownRecordNames(element: Element): PartName[] {
  const named = byClass(element);
  return recordsOf(element, [tagOf(element), ...(named === undefined ? [] : [named])]);
}

function byClass(element: Element): string | undefined {
  const start = `${tagOf(element)}.`;
  return namesOf(element).find(({ selector }) => selector.startsWith(start))?.selector;
}

function recordsOf(element: Element, names: readonly string[]): PartName[] {
  const { parent } = element;
  if (!isElement(parent) || isLargerThan(element, MAX_ELEMENTS)) return [];
  const others = childElements(parent).filter((one) => one !== element && one.name === element.name);
  if (others.length === 0 || others.length > MAX_ALIKE) return [];
  const link = linkOf(element, others);
  const label = firstLabel(element);
  return names.flatMap((name) => [
    ...(link === null ? [] : [{ selector: `${name}:has(${link})`, strength: BOXES.has(name) ? 0.76 : 0.83 }]),
    ...(label === null ? [] : [{ selector: `${name}:has(${label})`, strength: 0.8 }]),
  ]);
}

const MAX_ALIKE = 300;
/** What an item holds is looked through again for each element in it: for an item of half a page that takes seconds. */
const MAX_ELEMENTS = 300;
const MAX_LINK_LEVELS = 4;

interface Link {
  readonly href: string;
  /** From the item down to it: "> div > a". */
  readonly path: string;
}

function linksOf(element: Element, path = '', levels = MAX_LINK_LEVELS): Link[] {
  return childElements(element).flatMap((child) => {
    const at = `${path} > ${tagOf(child)}`;
    const own = child.name === 'a' ? [{ href: child.attribs['href'] ?? '', path: at.trim() }] : [];
    return levels > 1 ? [...own, ...linksOf(child, at, levels - 1)] : own;
  });
}

/** Step by step: asking every box of a large page for a link somewhere inside takes seconds. */
function linkOf(element: Element, others: readonly Element[]): string | null {
  const own = linksOf(element).filter(({ href }) => isOwnAddress(href));
  if (own.length === 0) return null;
  const theirs = new Set(others.flatMap((one) => linksOf(one).map(({ href }) => href)));
  const link = own.find(({ href }) => !theirs.has(href));
  return link === undefined ? null : `${link.path}[href=${quoted(link.href)}]`;
}

/** The label that a row or an item begins with. */
function firstLabel(element: Element): string | null {
  const [first] = childElements(element);
  if (first === undefined) return null;
  const isLabel = HEADINGS.has(first.name) || element.name === 'tr';
  const text = isLabel ? labelText(first) : null;
  return text === null ? null : `> ${tagOf(first)}:icontains(${quoted(text)})`;
}
