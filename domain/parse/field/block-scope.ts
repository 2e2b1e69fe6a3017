// The part of a page that is compared: blocks inside the elements a job includes, without those it excludes.
// Everything else of the page (links, prices, fields, its type) is read as without a scope.
import type { Document, Element } from 'domhandler';
import { foldSpace } from '../html/copy-text.ts';
import { selectCss } from '../html/css.ts';
import { isElement, textOf } from '../html/html-tree.ts';
import type { BlockDraft } from '../scan/page-scan.ts';

export interface ScopeRule {
  /** CSS; empty = the whole page. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** At most this many matches of a list are used; a selector that matches more is meant for the whole page. */
const MAX_MATCHES = 5_000;

/** The blocks in scope, in their order. A selected inline element inside a block is kept or cut out as text. */
export function applyScope(
  { include, exclude }: ScopeRule,
  blocks: readonly BlockDraft[],
  root: Document,
): BlockDraft[] {
  let kept = [...blocks];
  if (include.length > 0) kept = keepIncluded(kept, matches(include, root));
  if (exclude.length > 0) kept = dropExcluded(kept, matches(exclude, root));
  return kept;
}

function matches(selectors: readonly string[], root: Document): Set<Element> {
  return new Set(selectCss(root, selectors.join(', ')).slice(0, MAX_MATCHES));
}

function keepIncluded(blocks: readonly BlockDraft[], wanted: ReadonlySet<Element>): BlockDraft[] {
  const isWithin = withinMatcher(wanted);
  const inline = inlineTexts(blocks, wanted);
  return blocks.flatMap((block) => {
    if (isWithin(block.element)) return [block];
    const texts = inline.get(block.element);
    // Several blocks may share one element; its inline texts are given once.
    inline.delete(block.element);
    return texts === undefined ? [] : [{ ...block, text: texts.join(' ') }];
  });
}

function dropExcluded(blocks: readonly BlockDraft[], unwanted: ReadonlySet<Element>): BlockDraft[] {
  const isWithin = withinMatcher(unwanted);
  const inline = inlineTexts(blocks, unwanted);
  return blocks.flatMap((block) => {
    if (isWithin(block.element)) return [];
    const texts = inline.get(block.element);
    if (texts === undefined) return [block];
    const text = texts.reduce((left, part) => foldSpace(left.replace(part, () => ' ')), block.text);
    return text === '' ? [] : [{ ...block, text }];
  });
}

/** Whether an element is in the set or inside an element of it; answers are kept, so no ancestor is visited twice. */
function withinMatcher(set: ReadonlySet<Element>): (element: Element) => boolean {
  const known = new Map<Element, boolean>();
  return (element) => {
    const climbed: Element[] = [];
    let here: Element | null = element;
    let within = false;
    while (here !== null) {
      const before = known.get(here);
      within = before ?? set.has(here);
      if (before !== undefined || within) break;
      climbed.push(here);
      here = isElement(here.parent) ? here.parent : null;
    }
    for (const one of climbed) known.set(one, within);
    return within;
  };
}

/** Texts of the set's elements that stand inside a block, by the element of that block. */
function inlineTexts(blocks: readonly BlockDraft[], set: ReadonlySet<Element>): Map<Element, string[]> {
  const owners = new Set(blocks.map(({ element }) => element));
  const containers = new Set<Element>();
  for (const owner of owners) {
    for (let up = owner.parent; isElement(up) && !containers.has(up); up = up.parent) containers.add(up);
  }
  const texts = new Map<Element, string[]>();
  for (const element of set) {
    if (owners.has(element) || containers.has(element)) continue;
    let up = element.parent;
    while (isElement(up) && !owners.has(up)) up = up.parent;
    const text = isElement(up) ? foldSpace(textOf(element)) : '';
    if (!isElement(up) || text === '') continue;
    const list = texts.get(up);
    if (list === undefined) texts.set(up, [text]);
    else list.push(text);
  }
  return texts;
}
