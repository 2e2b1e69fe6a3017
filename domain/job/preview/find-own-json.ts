// Finds what is wanted of a page in the JSON that it got from its site while a browser opened it, in JSON that stands in its
// scripts, and in what they assign to variables. Nothing is asked of the site here: what is found is a candidate, to be proved.
import type { Document as PageRoot } from 'domhandler';
import type { JobInput } from '../../config/schema.ts';
import { jsonBlocks } from '../../reading/content/json-blocks.ts';
import { foldSpace } from '../../reading/html/copy-text.ts';
import { selectCss } from '../../reading/html/css.ts';
import { parseHtml } from '../../reading/html/html-tree.ts';
import { findList, MIN_LIST } from '../../reading/json/find-list.ts';
import { findValue, type ShownPage, type ValueSearch } from '../../reading/json/find-value.ts';
import { type ShownValue, shownValue } from '../../reading/json/shown-value.ts';
import { scriptVariables } from '../../reading/markup/script-variable.ts';
import { NO_FIELDS } from '../../reading/part/field/field-rule.ts';
import { chooseJson, jsonInPage, ownJsonInPage, parseJsonText } from '../../reading/part/json-part.ts';
import { readVersion, type VersionSource } from '../../reading/part/read-version.ts';
import type { NotedAnswer } from '../../web/fetch/noted-answer.ts';
import { whyNotSent } from '../../web/fetch/posted-question.ts';
import { withoutQuery } from '../../web/page-step/page-step.ts';
import { given } from '../../system/given.ts';
import { whatPasses } from '../../web/url/passing-address.ts';

/** What is looked for, as the page shows it. */
export interface WantedInJson {
  readonly what: 'part' | 'fields' | 'price' | 'list';
  readonly values: readonly string[];
  /** Of the page, or the name of what it sells. */
  readonly title: string;
}

export interface JsonCandidate {
  /** `page`: it stands in a script of the page itself. */
  readonly from: 'answer' | 'page';
  readonly url: string;
  /** JSON that is sent with it by POST; absent: it is asked by GET. */
  readonly sent?: string;
  /** As parts of a job name them: JSONPath, or a variable with one. */
  readonly paths: readonly string[];
  /** The lines that a job would watch, the first of many. */
  readonly lines: readonly string[];
}

interface PassedJson {
  /** Without its query, which may say what only its owner may know. */
  readonly url: string;
  readonly why: string;
}

export interface OwnJson {
  /** The most fitting first: answers before the page itself, then by what else the page shows of them. */
  readonly candidates: readonly JsonCandidate[];
  readonly passed: readonly PassedJson[];
}

/** A candidate that was proved. */
interface JsonOffer extends Omit<JsonCandidate, 'lines'> {
  /** The first of what it says. */
  readonly values: readonly string[];
  /** Size of the answer. */
  readonly bytes: number;
  readonly job: JobInput;
}

export interface OwnJsonFound {
  /** Null: none could be proved. */
  readonly offer: JsonOffer | null;
  /** What spoke against others, and those that no job can watch. */
  readonly passed: readonly PassedJson[];
}

const MAX_WANTED = 200;
const MAX_LINES = 200;
const MAX_LINE = 300;

/** A document that may say it. */
interface Document {
  readonly from: JsonCandidate['from'];
  readonly url: string;
  readonly sent?: string;
  readonly values: readonly unknown[];
  /** All in which its paths are followed. */
  readonly all: readonly unknown[];
  /** Scripts assign the values to it. */
  readonly variable?: string;
}

export function findOwnJson(
  source: VersionSource,
  { wanted, answers }: { readonly wanted: WantedInJson; readonly answers: readonly NotedAnswer[] },
): OwnJson {
  const page = shownPage(source, wanted);
  const values = distinct(wanted.values).slice(0, MAX_WANTED).map(shownValue);
  const candidates: (JsonCandidate & { readonly evidence: number })[] = [];
  const passed: PassedJson[] = [];
  for (const document of documentsOf(source, answers)) {
    const search = searchIn(document, { wanted, values, page });
    if (search.kind === 'absent') continue;
    const { from, url, sent } = document;
    const why = search.kind === 'unclear' ? search.why : whatSpeaksAgainst(document);
    if (search.kind === 'unclear' || (from === 'answer' && why !== null))
      passed.push({ url: withoutQuery(url), why: why ?? '' });
    else {
      const { lines, evidence } = search.found;
      const paths = search.found.paths.map((path) => partIn(document, path));
      candidates.push({ from, url, ...given({ sent }), paths, lines, evidence });
    }
  }
  const asked = answers.filter(({ kind }) => kind === 'graphql');
  return {
    candidates: candidates.toSorted(byFit).map(({ evidence: _evidence, ...candidate }) => candidate),
    passed: [...passed, ...asked.map(({ url }) => ({ url: withoutQuery(url), why: GRAPHQL }))],
  };
}

const GRAPHQL = 'it is asked by POST (GraphQL), and what is sent with it is too long';

function whatSpeaksAgainst({ url, sent }: Document): string | null {
  return whatPasses(url) ?? (sent === undefined ? null : whyNotSent(sent));
}

function byFit(
  one: JsonCandidate & { readonly evidence: number },
  other: JsonCandidate & { readonly evidence: number },
): number {
  if (one.from !== other.from) return one.from === 'answer' ? -1 : 1;
  return other.evidence - one.evidence;
}

function shownPage(source: VersionSource, { title }: WantedInJson): ShownPage {
  const { blocks } = readVersion(source, { fields: NO_FIELDS, watched: null });
  return { title: title.toLowerCase(), text: blocks.map(({ text }) => text.toLowerCase()).join('\n') };
}

function documentsOf({ text, url }: VersionSource, answers: readonly NotedAnswer[]): Document[] {
  const calls = new Map(
    answers.filter(({ kind }) => kind === 'json').map((one) => [`${one.url} ${one.sent ?? ''}`, one]),
  );
  const asked = [...calls.values()].map((one) => {
    const values = [parseJsonText(one.text)];
    return { from: 'answer' as const, url: one.url, ...given({ sent: one.sent }), values, all: values };
  });
  const { root } = parseHtml(text);
  // All text of a page without such scripts would be read as JSON.
  const values = /<script[^>]+json/i.test(text) ? ownJsonInPage(root) : [];
  const inScripts: Document[] =
    values.length === 0 ? [] : [{ from: 'page', url, values, all: jsonInPage(root) }];
  return [...asked, ...inScripts, ...variablesOf(root, url)];
}

function variablesOf(root: PageRoot, url: string): Document[] {
  const byName = new Map<string, unknown[]>();
  for (const { name, value } of scriptVariables(selectCss(root, 'script')))
    byName.set(name, [...(byName.get(name) ?? []), value]);
  return [...byName].flatMap(([name, values]): Document[] => {
    const state = values.filter((value) => typeof value === 'object' && value !== null);
    const isKept = state.length > 0 && isLastingName(name);
    return isKept ? [{ from: 'page', url, values: state, all: values, variable: name }] : [];
  });
}

/** Tools that build a page give short names, and names with numbers, anew each time. */
function isLastingName(name: string): boolean {
  const own = name.slice(name.lastIndexOf('.') + 1);
  return own.length >= 3 && !/\d{4}|[\da-f]{8}/i.test(name);
}

function partIn({ variable }: Document, path: string): string {
  return variable === undefined ? path : `variable:${variable} ${path}`;
}

interface Search {
  readonly wanted: WantedInJson;
  readonly values: readonly ShownValue[];
  readonly page: ShownPage;
}

type DocumentSearch =
  | Exclude<ValueSearch, { kind: 'found' }>
  | { readonly kind: 'found'; readonly found: Pick<JsonCandidate, 'paths' | 'lines'> & { evidence: number } };

/** A page may hold several documents: one of them has to say it, and its path may find nothing in the others. */
function searchIn({ values: roots, all }: Document, search: Search): DocumentSearch {
  let told: DocumentSearch = { kind: 'absent' };
  for (const root of roots) {
    const found =
      search.wanted.what === 'fields' || search.values.length < MIN_LIST
        ? eachIn(root, search)
        : asFound(findList(root, search.values, search.page));
    if (found.kind === 'absent') continue;
    if (found.kind === 'unclear') told = found;
    else {
      const lines = linesOf([root], found.paths);
      const isAlone = linesOf(all, found.paths).length === lines.length;
      if (isAlone) return { kind: 'found', found: { ...found, lines } };
      told = { kind: 'unclear', why: 'its path finds something in another script of the page, too' };
    }
  }
  return told;
}

type Found =
  | Exclude<ValueSearch, { kind: 'found' }>
  | { readonly kind: 'found'; readonly paths: readonly string[]; readonly evidence: number };

function asFound(search: ValueSearch): Found {
  if (search.kind !== 'found') return search;
  return { kind: 'found', paths: [search.found.path], evidence: search.found.evidence };
}

/** All of them have to be there. */
function eachIn(root: unknown, { values, page }: Search): Found {
  const searches = values.map((value) => findValue(root, value, page));
  const found = searches.flatMap((search) => (search.kind === 'found' ? [search.found] : []));
  if (found.length === values.length && found.length > 0)
    return {
      kind: 'found',
      paths: distinct(found.map(({ path }) => path)),
      evidence: found.reduce((sum, { evidence }) => sum + evidence, 0),
    };
  const unclear = searches.find(({ kind }) => kind === 'unclear');
  if (unclear !== undefined) return asFound(unclear);
  if (found.length === 0) return { kind: 'absent' };
  return { kind: 'unclear', why: `it says ${found.length} of the ${values.length} values that are watched` };
}

function linesOf(values: readonly unknown[], paths: readonly string[]): string[] {
  const chosen = chooseJson(values, { include: paths, exclude: [] }) ?? [];
  return toLines((jsonBlocks(chosen) ?? []).map(({ text }) => text));
}

/** As candidates have them, to be compared with those of another look. */
export function toLines(texts: readonly string[]): string[] {
  return texts.slice(0, MAX_LINES).map((text) => foldSpace(text).slice(0, MAX_LINE));
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values.map((value) => foldSpace(value)))].filter((value) => value !== '');
}
