// Selectors for an element that somebody points at. Those that find it alone come first: its own names, a name within a sturdy part of
// the page, the one beside its label or in the item with that link; by its position only where nothing else tells it apart. Each is
// tried on altered copies of the page before it is offered (`part-proof.ts`).
import type { Element } from 'domhandler';
import { isElement } from '../../reading/html/html-tree.ts';
import {
  addressNames,
  anchorsOf,
  childElements,
  firstText,
  isOwnAddress,
  labelText,
  namesOf,
  type PartName,
  pathUp,
  quoted,
  tagOf,
} from './part-names.ts';

export interface PartSelector {
  readonly selector: string;
  /** 0 to 1: how well its kind outlives changes of the site. */
  readonly strength: number;
  readonly found: readonly Element[];
}

/** Throws nothing: a text that is no selector finds nothing. */
export type Find = (selector: string) => readonly Element[];

const MAX_SCOPES = 14;
const MAX_LEAVES = 5;
const MAX_LEVELS = 12;
const NEAR = 0.985;
/** Lookups for one click: a lookup goes through all elements of the page. */
const LOOKUPS = { fewest: 30, most: 160, elements: 400_000 };

/** How many lookups a page of so many elements bears. */
export function lookupsFor(elements: number): number {
  return Math.max(LOOKUPS.fewest, Math.min(LOOKUPS.most, Math.round(LOOKUPS.elements / elements)));
}

export interface Page {
  readonly find: Find;
  readonly lookups: number;
}

class Search {
  readonly #find: Find;
  readonly element: Element;
  readonly found = new Map<string, PartSelector>();
  #left: number;

  constructor(element: Element, { find, lookups }: Page) {
    this.element = element;
    this.#find = find;
    this.#left = lookups;
  }

  /** At least so many lookups are left. */
  bear(lookups: number): void {
    this.#left = Math.max(this.#left, lookups);
  }

  /** Strength of the best that finds it alone. */
  get best(): number {
    const exact = [...this.found.values()].filter(({ found }) => found.length === 1);
    return Math.max(0, ...exact.map(({ strength }) => strength));
  }

  get exact(): number {
    return [...this.found.values()].filter(({ found }) => found.length === 1).length;
  }

  /** Whether the selector finds the element, and nothing else. */
  try({ selector, strength }: PartName): boolean {
    if (this.found.has(selector) || this.#left === 0) return false;
    this.#left -= 1;
    const found = this.#find(selector);
    if (!found.includes(this.element)) return false;
    this.found.set(selector, { selector, strength, found });
    return found.length === 1;
  }
}

/** All that find the element, strongest first; of what finds it alone at least one, unless the page can't be searched. */
export function partSelectors(element: Element, page: Page): PartSelector[] {
  const search = new Search(element, page);
  const path = pathUp(element).slice(0, MAX_LEVELS);
  const leaves = namesOf(element).slice(0, MAX_LEAVES);
  for (const leaf of leaves) search.try(leaf);
  for (const beside of [...besideNames(element), ...betweenNames(element), ...ownLabel(element)])
    search.try(beside);
  const scopes = path.slice(1).flatMap((parent, at) => scopesOf(parent, NEAR ** at));
  const strongest = scopes.toSorted((a, b) => b.strength - a.strength).slice(0, MAX_SCOPES);
  for (const scope of strongest) tryWithin(search, scope, leaves);
  for (const scope of strongest.slice(0, 3))
    for (const beside of [...besideNames(element), ...betweenNames(element)])
      search.try(within(scope, beside));
  if (search.exact === 0) tryTogether(search, scopes);
  if (search.best < SURE)
    for (const parent of path.slice(1, MAX_BETWEEN))
      for (const between of betweenNames(parent)) tryWithin(search, between, leaves);
  tryPositions(search, path, strongest);
  if (search.exact === 0) tryPaths(search, path);
  return [...search.found.values()].toSorted((a, b) => b.strength - a.strength);
}

function within(scope: PartName, { selector, strength }: PartName): PartName {
  return { selector: `${scope.selector} ${selector}`, strength: scope.strength * strength };
}

/** The more telling names of the element come first: once one finds it alone, the weaker ones add nothing. */
function tryWithin(search: Search, scope: PartName, leaves: readonly PartName[]): void {
  for (const leaf of leaves) if (search.try(within(scope, leaf))) return;
}

/** What names an element around the one that was picked: itself, or the one of several alike that holds a certain link or label. */
function scopesOf(element: Element, nearness: number): PartName[] {
  return [
    ...anchorsOf(element),
    ...addressNames(element),
    ...recordNames(element),
    ...besideNames(element),
  ].map(({ selector, strength }) => ({
    selector,
    strength: strength * nearness,
  }));
}

/** Whose items are seldom told apart by their kind alone. */
const BOXES = new Set(['div', 'span']);

/** One of several alike, by a link or a label that only this one has. */
function recordNames(element: Element): PartName[] {
  const { parent, name } = element;
  if (!isElement(parent)) return [];
  const others = childElements(parent).filter((one) => one !== element && one.name === name);
  if (others.length === 0 || others.length > MAX_ALIKE) return [];
  const tag = tagOf(element);
  const itself = namesOf(element).find(({ selector }) => selector.startsWith(`${tag}.`))?.selector ?? tag;
  const link = linkOf(element, others);
  const label = firstLabel(element);
  return [
    ...(link === null
      ? []
      : [{ selector: `${itself}:has(${link})`, strength: BOXES.has(itself) ? 0.76 : 0.83 }]),
    ...(label === null ? [] : [{ selector: `${itself}:has(${label})`, strength: 0.8 }]),
  ];
}

const MAX_ALIKE = 300;
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

const HEADINGS = new Set(['h2', 'h3', 'h4', 'h5', 'h6', 'th', 'dt', 'legend', 'caption', 'summary']);

/** The label that a row or an item begins with. */
function firstLabel(element: Element): string | null {
  const [first] = childElements(element);
  if (first === undefined) return null;
  const isLabel = HEADINGS.has(first.name) || element.name === 'tr';
  const text = isLabel ? labelText(first) : null;
  return text === null ? null : `> ${tagOf(first)}:icontains(${quoted(text)})`;
}

const LABELS = new Set([...HEADINGS, 'h1', 'td', 'label', 'b', 'strong', 'span', 'div', 'p']);

/** The element right after a heading with an id, or after its label: "Price". */
function besideNames(element: Element): PartName[] {
  const prev = beside(element, 'prev');
  if (prev === null) return [];
  const named = anchorsOf(prev).find(({ selector }) => selector.startsWith('#'));
  const text = LABELS.has(prev.name) ? labelText(prev) : null;
  return [
    ...(named === undefined ? [] : [{ selector: `${named.selector} + ${tagOf(element)}`, strength: 0.86 }]),
    ...(text === null
      ? []
      : [
          {
            selector: `${tagOf(prev)}:icontains(${quoted(text)}) + ${tagOf(element)}`,
            strength: HEADINGS.has(prev.name) ? 0.85 : 0.78,
          },
        ]),
  ];
}

/** "Updated on: 3 June": by the label that its own text begins with. */
function ownLabel(element: Element): PartName[] {
  const label = /^(\p{L}[\p{L} ]{1,30}:)/u.exec(firstText(element))?.[1];
  return label === undefined
    ? []
    : [{ selector: `${tagOf(element)}:icontains(${quoted(label)})`, strength: 0.8 }];
}

const MAX_START = 24;

/** What its first text begins with, to the end of a word; null: a selector can't ask for it. */
function startOf(element: Element): string | null {
  const [text = ''] = /^[^"\\()\n]{3,}/.exec(firstText(element)) ?? [];
  const start = text.length <= MAX_START ? text : text.slice(0, MAX_START).replace(/\s+\S*$/, '');
  return start.trim().length < 3 ? null : start.trim();
}

function beside(element: Element, way: 'prev' | 'next'): Element | null {
  let here = element[way];
  while (here !== null && !isElement(here)) here = here[way];
  return here;
}

/** Between the two beside it, by how their texts begin: where one of them goes it is lost, and never another one is taken for it. */
function betweenNames(element: Element): PartName[] {
  const [before, after] = [beside(element, 'prev'), beside(element, 'next')];
  const first = before === null ? ':first-child' : startOf(before);
  const last = after === null ? ':last-child' : startOf(after);
  if (first === null || last === null || (before === null && after === null)) return [];
  const head =
    before === null
      ? `${tagOf(element)}${first}`
      : `${tagOf(before)}:icontains(${quoted(first)}) + ${tagOf(element)}`;
  const tail = after === null ? last : `:has(+ ${tagOf(after)}:icontains(${quoted(last)}))`;
  return [{ selector: `${head}${tail}`, strength: 0.6 }];
}

/** By counting from the nearer end of its list, at one place within a sturdy part; where that fails, from the top of the page. */
function tryPositions(search: Search, path: readonly Element[], scopes: readonly PartName[]): void {
  const { element } = search;
  const everywhere: PartName = { selector: '', strength: 0.9 };
  for (const scope of [...scopes.slice(0, 4), everywhere]) {
    for (const at of path.slice(0, 4)) {
      const step = positionOf(at);
      if (step === null) continue;
      const tail = at === element ? '' : ` ${tagOf(element)}`;
      const selector = `${scope.selector} ${step}${tail}`.trim();
      if (search.try({ selector, strength: scope.strength * 0.55 }) && search.exact > 3) return;
    }
  }
}

/** The last resort, which always finds it alone: each step down from where the page begins. */
function tryPaths(search: Search, path: readonly Element[]): void {
  search.bear(MAX_LEVELS);
  for (let levels = 2; levels < path.length; levels += 1) {
    const steps = path.slice(0, levels).map((one) => positionOf(one) ?? tagOf(one));
    if (search.try({ selector: steps.toReversed().join(' > '), strength: 0.3 })) return;
  }
  const whole = pathUp(search.element).map((one) => positionOf(one) ?? tagOf(one));
  search.bear(1);
  search.try({ selector: whole.toReversed().join(' > '), strength: 0.2 });
}

const MAX_TOGETHER = 12;
/** Below this strength nothing tells the element apart by what it is. */
const SURE = 0.62;
const MAX_BETWEEN = 7;

/** The same item may stand in two lists: those that find few, within another part of the page. */
function tryTogether(search: Search, scopes: readonly PartName[]): void {
  const few = [...search.found.values()]
    .filter(({ strength }) => strength > 0.6)
    .toSorted((a, b) => a.found.length - b.found.length);
  for (const one of few.slice(0, 2))
    for (const scope of scopes.slice(-MAX_TOGETHER))
      if (!one.selector.startsWith(scope.selector) && search.try(within(scope, one))) return;
}

/** Null: it is the only one of its kind there. */
function positionOf(element: Element): string | null {
  const { parent, name } = element;
  const alike = parent?.children.filter((one): one is Element => isElement(one) && one.name === name) ?? [];
  if (alike.length < 2) return null;
  const at = alike.indexOf(element) + 1;
  const fromEnd = alike.length - at + 1;
  const tag = tagOf(element);
  return fromEnd < at ? `${tag}:nth-last-of-type(${fromEnd})` : `${tag}:nth-of-type(${at})`;
}
