// Selectors for an element that somebody points at. Those that find it alone come first: its own names, a name within a sturdy part of
// the page, the one beside its label or in the item with that link; by its place among others only where nothing else tells it apart.
// Each is tried on altered copies of the page before it is offered (`part-proof.ts`).
import type { Element } from 'domhandler';
import { addressNames, anchorsOf, namesOf, type PartName, pathUp, tagOf } from './part-names.ts';
import { ownRecordNames, recordNames } from './record-names.ts';
import { besideNames, betweenNames, BOX_LABEL, ownLabel, rangeOf } from './sibling-names.ts';

export interface PartSelector {
  readonly selector: string;
  /** 0 to 1: how well its kind outlives changes of the site. */
  readonly strength: number;
  readonly found: readonly Element[];
}

/** Throws nothing: a text that is no selector finds nothing. */
type Find = (selector: string) => readonly Element[];

const MAX_SCOPES = 14;
const MAX_LEAVES = 5;
const MAX_LEVELS = 12;
const NEAR = 0.985;
/** Lookups for one click: a lookup goes through all elements of the page. */
const LOOKUPS = { fewest: 30, most: 160, elements: 400_000 };

/** A page that bears no more is a large one. */
const LOOKUPS_OF_LARGE = 60;

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
  const beside = [...besideNames(element), ...betweenNames(element)];
  for (const name of [...ownRecordNames(element), ...beside, ...ownLabel(element)]) search.try(name);
  const scopes = path.slice(1).flatMap((parent, at) => scopesOf(parent, NEAR ** at, page));
  const strongest = scopes.toSorted((a, b) => b.strength - a.strength).slice(0, MAX_SCOPES);
  for (const scope of strongest) tryWithin(search, scope, leaves);
  for (const scope of strongest.slice(0, 3)) for (const name of beside) search.try(within(scope, name));
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

/**
 * What names an element around the one that was picked: itself, the one of several alike that holds a certain link or label, or the one
 * after its label. Whether one of its many boxes says a label is not asked on a large page: it takes most of a second.
 */
function scopesOf(element: Element, nearness: number, { lookups }: Page): PartName[] {
  const labels = besideNames(element).filter(
    ({ strength }) => lookups > LOOKUPS_OF_LARGE || strength > BOX_LABEL,
  );
  return [...anchorsOf(element), ...addressNames(element), ...recordNames(element), ...labels].map(
    ({ selector, strength }) => ({
      selector,
      strength: strength * nearness,
    }),
  );
}

/** By how many stand around it or around an item that it is in, within a sturdy part; where that fails, in the whole page. */
function tryPositions(search: Search, path: readonly Element[], scopes: readonly PartName[]): void {
  const { element } = search;
  const everywhere: PartName = { selector: '', strength: 0.9 };
  for (const scope of [...scopes.slice(0, 4), everywhere]) {
    for (const at of path.slice(0, 4)) {
      const step = rangeOf(at);
      if (step === null) continue;
      const tail = at === element ? '' : ` ${tagOf(element)}`;
      const selector = `${scope.selector} ${step.selector}${tail}`.trim();
      if (search.try({ selector, strength: scope.strength * step.strength }) && search.exact > 3) return;
    }
  }
}

/** The last resort, which always finds it alone: by the place of each element around it, from where the page begins. */
function tryPaths(search: Search, path: readonly Element[]): void {
  search.bear(MAX_LEVELS);
  for (let levels = 2; levels < path.length; levels += 1) {
    const steps = path.slice(0, levels).map((one) => rangeOf(one)?.selector ?? tagOf(one));
    if (search.try({ selector: steps.toReversed().join(' > '), strength: 0.3 })) return;
  }
  const whole = pathUp(search.element).map((one) => rangeOf(one)?.selector ?? tagOf(one));
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
