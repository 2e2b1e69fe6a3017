// Where a page shows who wrote its article: byline elements, "By …" lines, links to authors, the last line of agencies.
import type { Element } from 'domhandler';
import { cleanAuthor, PERSON } from './author-name.ts';
import { foldSpace } from '../html/copy-text.ts';
import { isElement, textOf } from '../html/html-tree.ts';
import { type Region, wordsOf } from '../scan/page-region.ts';
import type { PageScan, PlacedElement } from '../scan/page-scan.ts';
import {
  AUTHOR,
  AUTHOR_LABELS,
  BY,
  BY_IN_ONE_LANGUAGE,
  CREDIT_LABELS,
  CREDITS,
  NO_CREDIT,
  REPORTER_BEHIND,
  REPORTING_LINE,
  TEXT,
  WRITTEN_BY,
  WRITTEN_IN_LINE,
} from '../words/article/byline.ts';
import { anyOf } from '../words/word-lists.ts';

/** Each name once. "Weber" is dropped after "Anna Weber", which already holds it. */
export function joinNames(names: readonly (string | undefined)[]): string | undefined {
  const kept: string[] = [];
  for (const name of names) {
    if (name === undefined || kept.some((other) => other.toLowerCase().includes(name.toLowerCase())))
      continue;
    kept.push(name);
  }
  return kept.length === 0 ? undefined : kept.slice(0, MAX_NAMES).join(', ');
}

const MAX_NAMES = 6;

function bylineRank(words: string, rel: string | undefined, itemprop: string | undefined): number {
  if (rel === 'author' || itemprop === 'author') return 0;
  if (/byline-?name|author-?name|byline__name|author__name/.test(words)) return 1;
  return /byline|author/.test(words) ? 2 : 3;
}

interface RankedByline {
  readonly element: Element;
  readonly region: Region;
  readonly at: number;
  readonly rank: number;
}

/** Teasers and comments have authors of their own. */
function isOwn({ region }: { readonly region: Region }): boolean {
  return region !== 'comments' && region !== 'related';
}

function rankedBylines(bylines: readonly PlacedElement[]): RankedByline[] {
  return bylines
    .slice(0, 60)
    .filter(({ element }) => !/comment|avatar|bio|image|photo|related/.test(wordsOf(element)))
    .map(({ element, region }, at) => ({
      element,
      region,
      at,
      rank:
        bylineRank(wordsOf(element), element.attribs['rel'], element.attribs['itemprop']) +
        (isOwn({ region }) ? 0 : 10),
    }))
    .toSorted((a, b) => a.rank - b.rank || a.at - b.at);
}

/** The name in the best byline element, with those beside it. */
function nameOfBylines(ranked: readonly RankedByline[]): string | undefined {
  for (const one of ranked) {
    const name = nameIn(one.element);
    if (name === undefined) continue;
    const inner = listedNames(ranked, one);
    if (inner !== undefined) return inner;
    // Several authors have a link each, side by side in one element.
    const beside =
      one.rank % 10 > 1
        ? []
        : ranked.filter((other) => other.rank === one.rank && other.element.parent === one.element.parent);
    return joinNames([name, ...beside.map((other) => nameIn(other.element))]);
  }
  return undefined;
}

/** "Ann Lee Bob Ray" in a list of authors: each entry is a byline element of its own. */
function listedNames(ranked: readonly RankedByline[], list: RankedByline): string | undefined {
  const entries = ranked.filter(({ element }) => element.parent === list.element && isElement(element));
  const names = entries.map(({ element }) => nameIn(element)).filter((name) => name !== undefined);
  return names.length > 1 && names.every((name) => PERSON.test(name)) ? joinNames(names) : undefined;
}

/** The author in a byline element, wherever it stands. */
export function visibleAuthor(scan: PageScan): string | undefined {
  return nameOfBylines(rankedBylines(scan.bylines));
}

/** The author as the page shows it: in a byline element, a line with "by", a link, or the last line of an agency's text. */
export function shownAuthor(scan: PageScan): string | undefined {
  return (
    nameOfBylines(rankedBylines(scan.bylines).filter(isOwn)) ??
    byLine(scan) ??
    authorLink(scan) ??
    reportingLine(scan)
  );
}

/** The same, only if it is the name of a person. */
export function shownPerson(scan: PageScan): string | undefined {
  const bylines = rankedBylines(scan.bylines).filter(
    (one) => one.rank <= MARKED_RANK && isNearHeading(scan, one),
  );
  return [nameOfBylines(bylines), byLine(scan)].find((name) => name !== undefined && arePersons(name));
}

/** "Ann Lee, Bob Ray", but not "Bob Ray Member Since Location Leeds". */
function arePersons(names: string): boolean {
  return (
    PERSON.test(names) && names.split(/,\s| & | \p{Ll}{1,3} /u).every((one) => one.split(' ').length <= 4)
  );
}

/** Up to this rank an element's own words or markup say that it holds an author. */
const MARKED_RANK = 2;
const BYLINE_MAX = 140;
const NAME_WORDS = 8;

function headingOrder(scan: PageScan): number {
  return scan.headings.find((h) => h.level === 1)?.order ?? 0;
}

/** A byline stands at most this many elements before or behind the main heading. */
const BEFORE_HEADING = 40;
const AFTER_HEADING = 120;

function isNearHeading(scan: PageScan, { element }: { readonly element: Element }): boolean {
  const order = scan.bylines.find((one) => one.element === element)?.order ?? 0;
  const heading = headingOrder(scan);
  return order >= heading - BEFORE_HEADING && order <= heading + AFTER_HEADING;
}

function nameIn(element: Element): string | undefined {
  const text = element.attribs['content'] ?? foldSpace(textOf(element, 300));
  const clean = text.length > BYLINE_MAX ? undefined : cleanAuthor(text);
  if (clean !== undefined && clean.split(' ').length <= NAME_WORDS && !isSentence(clean)) return clean;
  // A box about the author: the name is its first link, heading or bold text.
  for (const tags of BOX_NAMES) {
    const found = firstOf(element, tags);
    const name = found === undefined ? undefined : cleanAuthor(textOf(found, 100));
    if (name !== undefined && PERSON.test(name)) return name;
  }
  return undefined;
}

const BOX_NAMES: readonly ReadonlySet<string>[] = [
  new Set(['a']),
  new Set(['h2', 'h3', 'h4', 'h5', 'h6']),
  new Set(['strong', 'b']),
];

function firstOf(element: Element, tags: ReadonlySet<string>): Element | undefined {
  for (const child of element.children) {
    if (!isElement(child)) continue;
    const found = tags.has(child.name) && textOf(child, 2).trim() !== '' ? child : firstOf(child, tags);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** "Ann Lee writes about bridges." */
function isSentence(text: string): boolean {
  return /\p{Ll}{3,}[.!?]$/u.test(text) && text.split(' ').length > 3;
}

const BYLINE = new RegExp(
  String.raw`^(?:(?:${anyOf(WRITTEN_IN_LINE)})?by|${anyOf(WRITTEN_BY, BY, TEXT, AUTHOR)})(?::\s*|\s+)(?=\p{L})`,
  'iu',
);
/** "Szerző: Nagy Éva", "نویسنده: مریم رضایی": with its colon a label is a byline in every language. */
const { zh: _zh, ja: _ja, ...SPACED_LABELS } = AUTHOR_LABELS;
const LABELLED = new RegExp(String.raw`^(?:${anyOf(SPACED_LABELS)})\s*[:：/／]\s*(?=\p{L})`, 'iu');
/** "김민수 기자", "[서울=통신] 김민수 기자 =". */
const KOREAN_BYLINE = new RegExp(
  String.raw`(?:^|[\s\]=|·])([가-힣]{2,4})\s?(?:${anyOf(REPORTER_BEHIND)})(?![가-힣])`,
);
const ENGLISH_BYLINE = /^(?:\S+ )?by\b/i;
const CJK_BYLINE = new RegExp(
  String.raw`(?:(?:${anyOf(CREDITS)})\s*[:：/]?|^(?:${anyOf(CREDIT_LABELS)})\s*[:：／/])\s*(?!${anyOf(NO_CREDIT)})([\u4e00-\u9fff]{2,4})(?![\u4e00-\u9fff])`,
);

const NEVER = /$^/;
const BY_WORDS = new Map(
  Object.entries(BY_IN_ONE_LANGUAGE).map(([lang, word]) => [
    lang,
    new RegExp(`^(?:${word})\\s+(?=\\p{Lu})`, 'iu'),
  ]),
);

/** The word for "by" of the page's language, if other languages begin lines with it too. */
function byWordOf(lang: string): RegExp {
  return BY_WORDS.get(lang.slice(0, 2).toLowerCase()) ?? NEVER;
}

/** The author from a short line near the main heading: a byline ("By Anna Weber"), or a credit like "记者 王伟" within. */
function byLine(scan: PageScan): string | undefined {
  const heading = headingOrder(scan);
  const own = byWordOf(scan.lang);
  for (const block of scan.blocks) {
    if (block.order < heading - BEFORE_HEADING || block.order > heading + AFTER_HEADING || !isOwn(block))
      continue;
    const author = block.text.length > 100 ? undefined : authorIn(block.text, own);
    if (author !== undefined) return author;
  }
  return undefined;
}

function authorIn(line: string, byWord: RegExp): string | undefined {
  const cjk = (CJK_BYLINE.exec(line) ?? KOREAN_BYLINE.exec(line))?.[1];
  if (cjk !== undefined) return cjk;
  const text = line.replace(byWord, '');
  const isLine = text !== line || BYLINE.test(text) || LABELLED.test(text);
  if (!isLine || isSentence(text)) return undefined;
  const clean = cleanAuthor(text);
  if (clean === undefined) return undefined;
  return PERSON.test(clean) || (ENGLISH_BYLINE.test(line) && mayBeName(clean)) ? clean : undefined;
}

/** "By maddy" and "By The Associated Press", but not "By the council" or "By 2030 the bridge". */
function mayBeName(text: string): boolean {
  return !/\s/.test(text) || (/^\p{Lu}/u.test(text) && text.split(' ').length <= 5);
}

/** Paths of pages about an author. */
const AUTHOR_PATH =
  /\/(?:authors?|autore?s?|auteurs?|autor(?:en|in|innen|zy)?|redakteure?|writers?|people|staff|journalists?|contributors?|reporters?|columnists?|by)\/[^/?#]+|\/@[\w.-]+\/?$/i;

/** A link near the main heading to the page of a person; the links beside it too. */
function authorLink(scan: PageScan): string | undefined {
  const heading = headingOrder(scan);
  const near = scan.links.filter(
    (link) =>
      link.region === 'main' &&
      link.order >= heading - BEFORE_HEADING / 2 &&
      link.order <= heading + AFTER_HEADING / 2 &&
      AUTHOR_PATH.test(link.href),
  );
  const first = near.find((link) => personIn(link.text) !== undefined);
  if (first === undefined) return undefined;
  const beside = near.filter((link) => link.element.parent === first.element.parent);
  return joinNames(beside.map((link) => personIn(link.text)));
}

function personIn(text: string): string | undefined {
  const name = cleanAuthor(text);
  return name !== undefined && PERSON.test(name) ? name : undefined;
}

const REPORTING = new RegExp(String.raw`^\(?(?:${anyOf(REPORTING_LINE)})\s`, 'i');
const REPORTING_MAX = 300;

/** "(Reporting by Ann Lee in London; editing by Bob Ray)". */
function reportingLine(scan: PageScan): string | undefined {
  const line = scan.blocks.find(
    (block) => block.text.length <= REPORTING_MAX && isOwn(block) && REPORTING.test(block.text),
  );
  return line === undefined ? undefined : cleanAuthor(line.text);
}
