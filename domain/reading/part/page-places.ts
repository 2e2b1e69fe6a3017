// Where the parts of a page stand, by the numbers of its elements: body and frame as a run of a job reads them, for pictures and
// lists of its parts.
import type { Element } from 'domhandler';
import { type HtmlTree, isElement, parseHtml } from '../html/html-tree.ts';
import { type BlockPlace, keptBlocks, placeOf } from '../scan/block-place.ts';
import type { BlockDraft } from '../scan/page-scan.ts';
import { walkPage } from '../scan/page-walk.ts';
import { removeExcluded } from './markup-part.ts';
import { type NamedParts, nameParts } from './named-parts.ts';
import { hasFrame, watchRulesOf, type WatchSettings, WHOLE_PAGE } from './watch-rules.ts';

/** What of a job decides where a part stands. */
export interface PlaceRules {
  readonly exclude: readonly string[];
  readonly named: NamedParts;
}

/** Elements of which all lines stand alike, the outermost alone. */
export interface PagePlaces {
  readonly body: readonly number[];
  readonly frame: readonly number[];
  /** Of these, those that hold lines of their own beside parts that stand elsewhere: they say it of their own lines alone. */
  readonly own: readonly number[];
  /** No body would be left by what the job names, so its names do not count on this page. */
  readonly allFrame: boolean;
}

const MAX_NODES = 5_000;

export const NO_PLACE_RULES: PlaceRules = { exclude: [], named: { body: [], frame: [] } };

/** Null: the job watches a part, a source or data, which have no frame. */
export function placeRulesOf(settings: WatchSettings): PlaceRules | null {
  const { exclude, named } = watchRulesOf(settings) ?? WHOLE_PAGE;
  return hasFrame(settings) ? { exclude, named: named ?? NO_PLACE_RULES.named } : null;
}

export interface Placed {
  readonly element: Element;
  readonly place: BlockPlace;
}

interface PlacedPage {
  readonly lines: readonly Placed[];
  readonly allFrame: boolean;
}

/** The lines of the page as a run reads them; it changes the tree. */
function placedLines(tree: HtmlTree, { exclude, named }: PlaceRules): PlacedPage {
  removeExcluded(tree.root, exclude, 'html');
  const { blocks } = walkPage(tree);
  const allFrame = !nameParts(blocks, tree.root, named);
  const kept = new Set(keptBlocks(blocks));
  const placed = (block: BlockDraft): Placed => ({
    element: block.element,
    place: kept.has(block) ? placeOf(block) : 'left-out',
  });
  return { lines: blocks.map(placed), allFrame };
}

/** The place of each element that holds a line; what is left out by the rules has none. */
export function linePlaces(html: string, rules: PlaceRules): ReadonlyMap<number, BlockPlace> {
  const tree = parseHtml(html);
  const numbers = numbersOf(tree);
  const places = new Map<number, BlockPlace>();
  for (const { element, place } of placedLines(tree, rules).lines) {
    const node = numbers.get(element);
    if (node !== undefined && !places.has(node)) places.set(node, place);
  }
  return places;
}

export function pagePlaces(html: string, rules: PlaceRules): PagePlaces {
  const tree = parseHtml(html);
  const { lines, allFrame } = placedLines(tree, rules);
  return { ...gatheredPlaces(tree, lines), allFrame };
}

/** Of all lines of a page, where the outermost elements stand whose lines stand alike. */
export function gatheredPlaces(tree: HtmlTree, lines: readonly Placed[]): Omit<PagePlaces, 'allFrame'> {
  const numbers = numbersOf(tree);
  const known = placesWithin(lines);
  const found = { body: new Set<number>(), frame: new Set<number>(), own: new Set<number>() };
  for (const { element, place } of lines) {
    if (place !== 'body' && place !== 'frame') continue;
    const node = numbers.get(outermost(element, place, known));
    if (node === undefined) continue;
    found[place].add(node);
    if (known.get(element) !== place) found.own.add(node);
  }
  const list = (nodes: ReadonlySet<number>): number[] => [...nodes].slice(0, MAX_NODES);
  return { body: list(found.body), frame: list(found.frame), own: list(found.own) };
}

function numbersOf({ all }: HtmlTree): ReadonlyMap<Element, number> {
  return new Map(all.map((element, at): [Element, number] => [element, at]));
}

/** Of each element around a line the place of all lines in it; null: they stand in several. */
function placesWithin(blocks: readonly Placed[]): ReadonlyMap<Element, BlockPlace | null> {
  const known = new Map<Element, BlockPlace | null>();
  for (const { element, place } of blocks) {
    for (let up: Element['parent'] | Element = element; isElement(up); up = up.parent) {
      const before = known.get(up);
      if (before === null || before === place) break;
      known.set(up, before === undefined ? place : null);
    }
  }
  return known;
}

function outermost(
  element: Element,
  place: BlockPlace,
  known: ReadonlyMap<Element, BlockPlace | null>,
): Element {
  let top = element;
  for (let up = element.parent; isElement(up) && known.get(up) === place; up = up.parent) top = up;
  return top;
}
