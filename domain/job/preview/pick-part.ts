// A part of a page that somebody points at, by element or by selector: selectors that find it, how sturdy each is, what it
// matches, and the text that a job would watch with it.
import type { Element } from 'domhandler';
import { NO_FIELDS } from '../../reading/part/field/field-rule.ts';
import { bodyFormat } from '../../reading/content/body-format.ts';
import { copyText, foldSpace } from '../../reading/html/copy-text.ts';
import { markedPlace } from '../../reading/html/place-mark.ts';
import { type HtmlTree, isElement, parseHtml, textOf } from '../../reading/html/html-tree.ts';
import { proved } from '../../config/selector/part-proof.ts';
import {
  lookupsFor,
  type Page,
  type PartSelector,
  partSelectors,
} from '../../config/selector/part-selectors.ts';
import { type SelectorJudgement, judgeSelector } from '../../config/selector/sturdiness.ts';
import { findNodes } from '../../reading/part/markup-part.ts';
import type { NamedParts } from '../../reading/part/named-parts.ts';
import { NO_PLACE_RULES, type PagePlaces, pagePlaces } from '../../reading/part/page-places.ts';
import { readVersion, type VersionSource } from '../../reading/part/read-version.ts';
import { WHOLE_PAGE } from '../../reading/part/watch-rules.ts';
import type { BlockPlace } from '../../reading/scan/block-place.ts';
import { given } from '../../system/given.ts';
import { labelOf, pageOutline } from './page-outline.ts';

export interface PartRequest {
  /** Numbers of elements, as the inert copy of the page has them. */
  readonly nodes: readonly number[];
  /** Looked up as it is; the elements are then left aside. */
  readonly selector: string | null;
  readonly exclude: readonly string[];
  /** What is called body and frame, which is answered only where nothing is picked; null: nothing has a frame. */
  readonly named?: NamedParts | null;
}

/** Where the parts of the whole page stand. */
interface ShownPlaces extends PagePlaces {
  /** Of the parts that the outline lists, in its order. */
  readonly parts: readonly BlockPlace[];
}

interface PartSelectorChoice extends SelectorJudgement {
  readonly selector: string;
  readonly matches: number;
}

export interface PickedPart {
  /** Best first; the first is the one that is watched below. */
  readonly suggestions: readonly PartSelectorChoice[];
  readonly selector: string | null;
  readonly matches: number;
  readonly nodes: readonly number[];
  readonly excluded: readonly number[];
  readonly values: readonly string[];
  /** The lines that a job would watch. */
  readonly lines: readonly string[];
  /** Where each of them stands. */
  readonly linePlaces: readonly ReturnType<typeof markedPlace>[];
  readonly lineCount: number;
  /** Why nothing is watched, in words. */
  readonly fault: string | null;
  /** The elements around the picked one, nearest first, to widen the choice. */
  readonly around: readonly { readonly node: number; readonly label: string }[];
  /** Null: something is picked, and a part has no frame; or the body is no web page. */
  readonly places: ShownPlaces | null;
}

/** Selectors offered that find what was picked alone, and those that find more like it. */
const MAX_ALONE = 3;
const MAX_LIKE = 3;
const MAX_NODES = 200;
const MAX_VALUES = 10;
const MAX_LINES = 100;
const MAX_TEXT = 300;
const MAX_AROUND = 6;

export function pickPart(source: VersionSource, request: PartRequest): PickedPart {
  const tree = parseHtml(source.text);
  const numbers = new Map(tree.all.map((element, at): [Element, number] => [element, at]));
  const picked = request.nodes.flatMap((node) => tree.all[node] ?? []);
  const suggestions = request.selector === null ? suggest(tree, picked) : [judged(tree, request.selector)];
  const chosen = request.selector ?? suggestions[0]?.selector ?? null;
  const found = chosen === null ? [] : elementsOf(tree, chosen);
  const first = picked[0] ?? found[0];
  return {
    suggestions,
    selector: chosen,
    matches: found.length,
    nodes: numbersOf(numbers, found),
    excluded: numbersOf(
      numbers,
      request.exclude.flatMap((selector) => elementsOf(tree, selector)),
    ),
    values: found.slice(0, MAX_VALUES).map((element) => shown(textOf(element, MAX_TEXT * 2))),
    ...watchedLines(source, chosen, request),
    around: first === undefined ? [] : around(first, numbers),
    places: chosen === null && request.named !== null ? placesOf(source, request) : null,
  };
}

function placesOf({ text, contentType }: VersionSource, { exclude, named }: PartRequest): ShownPlaces | null {
  if (bodyFormat(contentType, text) !== 'html') return null;
  const rules = { exclude, named: named ?? NO_PLACE_RULES.named };
  const parts = pageOutline(text, rules).parts.map(({ place }) => place);
  return { ...pagePlaces(text, rules), parts };
}

function numbersOf(numbers: ReadonlyMap<Element, number>, elements: readonly Element[]): number[] {
  return elements.slice(0, MAX_NODES).flatMap((element) => numbers.get(element) ?? []);
}

function elementsOf({ root }: HtmlTree, selector: string): Element[] {
  const { nodes } = findNodes(root, selector, 'html');
  return nodes.filter((node): node is Element => 'attribs' in node);
}

function judged(tree: HtmlTree, selector: string): PartSelectorChoice {
  return { selector, ...judgeSelector(selector), matches: elementsOf(tree, selector).length };
}

/** Selectors that find all picked elements: those that find nothing else, then those that find all like them. */
function suggest(tree: HtmlTree, picked: readonly Element[]): PartSelectorChoice[] {
  const [first] = picked;
  if (first === undefined) return [];
  const page = { find: (selector: string) => foundBy(tree, selector), lookups: lookupsFor(tree.elements) };
  const common = partSelectors(first, page).filter(({ found }) =>
    picked.every((element) => found.includes(element)),
  );
  const exact = common.filter(({ found }) => found.length === picked.length);
  const alone = picked.length === 1 ? proved(first, exact, page) : exact;
  const chosen = [...alone.slice(0, MAX_ALONE), ...manyLike(common, picked.length)];
  // Elements that have no selector in common are named one by one.
  const own = chosen.length > 0 ? chosen : picked.flatMap((one) => bestOf(one, page));
  return own.map(({ selector, found }) => ({ selector, ...judgeSelector(selector), matches: found.length }));
}

function bestOf(element: Element, page: Page): PartSelector[] {
  const exact = partSelectors(element, page).filter(({ found }) => found.length === 1);
  return proved(element, exact, page).slice(0, 1);
}

/** One for each number of elements, the strongest. */
function manyLike(common: readonly PartSelector[], picked: number): PartSelector[] {
  const bySize = new Map<number, PartSelector>();
  for (const one of common)
    if (one.found.length > picked && !bySize.has(one.found.length)) bySize.set(one.found.length, one);
  return [...bySize.values()].slice(0, MAX_LIKE);
}

/** A selector that is made of the page and can not be read finds nothing. */
function foundBy(tree: HtmlTree, selector: string): Element[] {
  try {
    return elementsOf(tree, selector);
  } catch {
    return [];
  }
}

function watchedLines(
  source: VersionSource,
  selector: string | null,
  { exclude, named }: PartRequest,
): Pick<PickedPart, 'lines' | 'linePlaces' | 'lineCount' | 'fault'> {
  const include = selector === null ? [] : [selector];
  const watched = { ...WHOLE_PAGE, include, exclude, ...given({ named: named ?? undefined }) };
  const page = readVersion(source, { fields: NO_FIELDS, watched });
  const fault = page.misread ?? (page.lostPart === true ? 'Nothing on the page fits the selector.' : null);
  const first = page.blocks.slice(0, MAX_LINES);
  const lines = first.map(({ text }) => shown(text));
  return { lines, linePlaces: first.map(markedPlace), lineCount: page.blocks.length, fault };
}

function around(element: Element, numbers: ReadonlyMap<Element, number>): PickedPart['around'] {
  const found: { node: number; label: string }[] = [];
  for (let up = element.parent; isElement(up) && found.length < MAX_AROUND; up = up.parent) {
    if (up.name === 'html') break;
    found.push({ node: numbers.get(up) ?? -1, label: labelOf(up) });
  }
  return found;
}

function shown(text: string): string {
  return copyText(foldSpace(text).slice(0, MAX_TEXT));
}
