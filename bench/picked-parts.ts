// Selectors from a click: for elements of real pages that people would click on, what the first suggestion finds on the page as it is, and
// after changes around the element: exactly it, others too, something else, or nothing. And how many are right on the next real version of
// the page. `npx tsx bench/picked-parts.ts [FOLDER]`; FOLDER holds data/pages and real/ (default: ../shared/quality). `PICKS=all` prints
// the suggestions of each click, and what the first of them finds after each change.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Element } from 'domhandler';
import { pickPart } from '../domain/job/preview/pick-part.ts';
import { foldSpace } from '../domain/reading/html/copy-text.ts';
import { type HtmlTree, parseHtml, textOf } from '../domain/reading/html/html-tree.ts';
import { findNodes } from '../domain/reading/part/markup-part.ts';
import { childElements } from '../domain/config/selector/part-names.ts';
import { ALTERATIONS } from './picked-parts/alterations.ts';
import { printRows, title } from './measure/print-rows.ts';

const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '../../shared/quality'));
const PICKS_OF_PAGE = 6;
/** Each kind of element that people click on, and how it is told. */
const KINDS: readonly (readonly [string, (element: Element, text: string) => boolean])[] = [
  ['heading', ({ name }) => name === 'h1' || name === 'h2'],
  ['price', (_, text) => /^(?:[$€£¥]|EUR|USD)\s?\d[\d.,]*$|^\d[\d.,]*\s?(?:[$€£¥]|EUR|USD)$/.test(text)],
  ['date', ({ name }, text) => name === 'time' || /^\w+ \d{1,2}, 20\d\d$/.test(text)],
  ['item', ({ name }) => name === 'li'],
  ['cell', ({ name }) => name === 'td' || name === 'dd'],
  ['paragraph', ({ name }) => name === 'p'],
];
const HIDDEN = new Set(['nav', 'footer', 'header', 'script', 'style', 'noscript', 'head', 'template']);

interface Page {
  readonly name: string;
  readonly text: string;
  readonly next?: string | undefined;
}

function* pagesOf(): Generator<Page> {
  const read = (path: string): string => gunzipSync(readFileSync(path)).toString('utf8');
  for (const set of ['products', 'articles', 'restock']) {
    const at = join(folder, 'data/pages', set, 'html');
    if (!existsSync(at)) continue;
    for (const file of readdirSync(at).toSorted()) yield { name: file, text: read(join(at, file)) };
  }
  for (const set of ['changes-mkdocs', 'changes-ota']) {
    const at = join(folder, 'real', set, 'html');
    if (!existsSync(at)) continue;
    const first = readdirSync(at).filter((file) => file.includes('.0.html'));
    for (const file of first.toSorted())
      yield {
        name: file,
        text: read(join(at, file)),
        next: read(join(at, file.replace('.0.html', '.1.html'))),
      };
  }
}

function ownText(element: Element): string {
  return foldSpace(textOf(element, 400)).trim();
}

function isShown(element: Element): boolean {
  for (let here: unknown = element; here !== null && typeof here === 'object' && 'name' in here; ) {
    const one = here as Element;
    if (HIDDEN.has(one.name)) return false;
    here = one.parent;
  }
  return true;
}

/** Of each kind one in the middle of those there are, then the second of each, spread over the page. */
function picksOf(tree: HtmlTree): Element[] {
  const shown = tree.all.filter((element) => {
    const text = ownText(element);
    return text.length >= 3 && text.length <= 200 && childElements(element).length <= 3 && isShown(element);
  });
  const picks = new Set<Element>();
  for (const share of [0.4, 0.8])
    for (const [, fits] of KINDS) {
      const found = shown.filter((element) => fits(element, ownText(element)));
      const one = found[Math.floor(found.length * share)];
      if (one !== undefined && picks.size < PICKS_OF_PAGE) picks.add(one);
    }
  return [...picks];
}

type Verdict = 'exact' | 'others too' | 'WRONG' | 'lost' | 'does not apply';

function verdictOf(found: readonly unknown[], element: Element): Verdict {
  if (found.length === 0) return 'lost';
  if (!found.includes(element)) return 'WRONG';
  return found.length === 1 ? 'exact' : 'others too';
}

function afterChange(
  text: string,
  { at, selector }: { readonly at: number; readonly selector: string },
  change: number,
): Verdict {
  const tree = parseHtml(text);
  const element = tree.all[at];
  const alteration = ALTERATIONS[change];
  if (element === undefined || alteration === undefined || !alteration.apply(tree, element))
    return 'does not apply';
  const found = findNodes(tree.root, selector, 'html').nodes;
  const isRight = alteration.isGone === true && found.length === 0;
  return isRight ? 'exact' : verdictOf(found, element);
}

/** On the next version, the element with the same text and name, where both versions have one alone. */
function onNext(
  { next }: Page,
  tree: HtmlTree,
  { element, selector }: { readonly element: Element; readonly selector: string },
): Verdict {
  if (next === undefined) return 'does not apply';
  const same = (other: HtmlTree): Element[] =>
    other.all.filter((one) => one.name === element.name && ownText(one) === ownText(element));
  const later = parseHtml(next);
  const [twin, another] = same(later);
  if (twin === undefined || another !== undefined || same(tree).length !== 1) return 'does not apply';
  return verdictOf(findNodes(later.root, selector, 'html').nodes, twin);
}

const counts = new Map<string, Map<Verdict, number>>();
function count(change: string, verdict: Verdict): void {
  const row = counts.get(change) ?? new Map<Verdict, number>();
  row.set(verdict, (row.get(verdict) ?? 0) + 1);
  counts.set(change, row);
}

let picks = 0;
let slowest = 0;
const startedAt = performance.now();
for (const page of pagesOf()) {
  const tree = parseHtml(page.text);
  for (const element of picksOf(tree)) {
    const at = tree.all.indexOf(element);
    const began = performance.now();
    const { suggestions } = pickPart(
      { text: page.text, contentType: 'text/html', url: 'https://example.com/' } as Parameters<
        typeof pickPart
      >[0],
      { nodes: [at], selector: null, exclude: [] },
    );
    const ms = performance.now() - began;
    slowest = Math.max(slowest, ms);
    picks += 1;
    const selector = suggestions[0]?.selector;
    const verdicts = ALTERATIONS.map(({ name }, change): readonly [string, Verdict] => [
      name,
      selector === undefined ? 'lost' : afterChange(page.text, { at, selector }, change),
    ]);
    const next = selector === undefined ? 'lost' : onNext(page, tree, { element, selector });
    const all: typeof verdicts = [...verdicts, ['next version of the page', next]];
    for (const [name, verdict] of all) count(name, verdict);
    if (process.env['PICKS'] === 'all')
      console.error(
        page.name,
        element.name,
        JSON.stringify(ownText(element).slice(0, 40)),
        `${ms.toFixed(0)} ms`,
        suggestions.map((one) => `${one.selector} (${one.matches})`).join('  |  '),
        all.map(([name, verdict]) => `  [${name}: ${verdict}]`).join(''),
      );
  }
}
title(`Selectors from ${picks} clicks`);
printRows(
  ['the page', 'exact', 'others too', 'WRONG', 'lost', 'of'],
  [...counts].map(([change, row]) => {
    const of = (verdict: Verdict): number => row.get(verdict) ?? 0;
    return [change, of('exact'), of('others too'), of('WRONG'), of('lost'), picks - of('does not apply')];
  }),
);
console.log(
  `\nslowest ${slowest.toFixed(0)} ms, all ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`,
);
