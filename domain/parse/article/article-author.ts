// Who wrote an article, from structured data, meta tags, links with rel=author, byline elements, "By …" lines.
import type { Element } from 'domhandler';
import { boundedText, foldSpace } from '../html/copy-text.ts';
import { isElement, textOf } from '../html/html-tree.ts';
import { type PageData, resolveNode } from '../markup/page-data.ts';
import { type PageMetadata, firstMeta } from '../markup/page-metadata.ts';
import { wordsOf } from '../scan/page-region.ts';
import type { PageScan } from '../scan/page-scan.ts';
import { type JsonObject, listOf, textValue } from '../markup/structured-node.ts';
import {
  AUTHOR,
  AUTHOR_IN_BRACKETS,
  AUTHOR_LABELS,
  AUTHOR_OF_NAME,
  BEHIND_NAME,
  BY,
  COUNTED_BEHIND_NAME,
  CREDITS,
  IN_PLACE,
  NAME_PARTICLES,
  NO_NAMES,
  PAPERS,
  PICTURES,
  REPORTER_BEHIND,
  REPORTERS,
  ROLE_KINDS,
  ROLES,
  TEXT,
  WRITTEN,
  WRITTEN_IN_LINE,
} from '../../words/article/byline.ts';
import { ENGLISH_MONTHS } from '../../words/time/calendar-words.ts';
import { anyOf } from '../../words/word-lists.ts';

export interface AuthorInput {
  readonly scan: PageScan;
  readonly metadata: PageMetadata;
  readonly data: PageData;
  readonly node: JsonObject | undefined;
}

const BY_NAME = new RegExp(
  String.raw`^(?:(?:${anyOf(WRITTEN)})?\s?by|${anyOf(BY, AUTHOR, AUTHOR_OF_NAME)})\s*[:：]?\s+`,
  'i',
);
const LABEL = new RegExp(
  String.raw`^(?:${anyOf(AUTHOR_LABELS)})(?:\s*[:：/＝=]\s*|(?<=${anyOf(REPORTERS)})\s+)`,
  'i',
);
const TAIL = new RegExp(
  String.raw`\s*(?:[|•·]|\s@\w|\((?:${anyOf(AUTHOR_IN_BRACKETS)})\)|\b(?:${anyOf(BEHIND_NAME)})\b|\bon (?:\w+ \d|\d)|\d{1,2}:\d{2}|\b(?:${ENGLISH_MONTHS})[a-z]*\.? \d|\d{1,2} (?:${ENGLISH_MONTHS})|\d{4}-\d|\d+ (?:${anyOf(COUNTED_BEHIND_NAME)})\b|\b(?:${anyOf(PICTURES)}) by\b).*$`,
  'i',
);
const NAME = String.raw`^(\p{Lu}[^\s,]*(?:\s+\p{Lu}[^\s,]*){1,3}?)`;
const POSITION = new RegExp(
  String.raw`${NAME}(?:,(?:\s+[\p{L}&-]+){0,3}|(?:\s+(?:${anyOf(ROLE_KINDS)}))*)\s+(?:${anyOf(ROLES)})$`,
  'iu',
);
/** The place or employer behind a name: "in Berlin", "for The Herald", ", Associated Press", ", CNN". Degrees stay. */
const PLACE = new RegExp(
  String.raw`${NAME}(?:,?\s+(?:${anyOf(IN_PLACE)})\s+(?:the\s+)?\p{Lu}.*|,\s+(?:(?:\p{Lu}[\p{L}.]*\s+){0,3}(?:${anyOf(PAPERS)})|(?:CNN|BBC|AFP|AP|DPA|NPR|PBS|NBC|CBS|ABC|Reuters|Bloomberg)(?:\s.*)?))$`,
  'u',
);
const REPORTER = new RegExp(String.raw`\s(?:${anyOf(REPORTER_BEHIND)})$`);
const MAILED = /^\S+@\S+\s+\((.+)\)$/;
const NOT_A_NAME = new RegExp(`https?:|@|^(?:${anyOf(NO_NAMES)})$`, 'i');

/** The name without "by" before it and without dates and job titles behind it; undefined when no name is left. */
export function cleanAuthor(text: string): string | undefined {
  const bare = foldSpace(text)
    .replace(MAILED, '$1')
    .replace(BY_NAME, '')
    .replace(LABEL, '')
    .replace(TAIL, '')
    .replace(/[\s,;:|–-]+$/, '')
    .replace(POSITION, '$1')
    .replace(PLACE, '$1')
    .replace(REPORTER, '')
    .replace(/[\s,;]+$/, '')
    .trim();
  if (bare.length < 2 || bare.length > 100 || NOT_A_NAME.test(bare) || !/\p{L}/u.test(bare)) return undefined;
  return bare;
}

/** Each name once. "Weber" is dropped after "Anna Weber", which already holds it. */
function joinNames(names: readonly (string | undefined)[]): string | undefined {
  const kept: string[] = [];
  for (const name of names) {
    if (name === undefined || kept.some((other) => other.toLowerCase().includes(name.toLowerCase())))
      continue;
    kept.push(name);
  }
  return kept.length === 0 ? undefined : kept.slice(0, MAX_NAMES).join(', ');
}

const MAX_NAMES = 6;

function statedAuthors(data: PageData, node: JsonObject | undefined): string | undefined {
  return joinNames(
    listOf(node?.['author'] ?? node?.['creator']).map((value) => {
      const name = textValue(resolveNode(data, value) ?? value);
      return name === undefined ? undefined : cleanAuthor(name);
    }),
  );
}

function metaAuthor(metadata: PageMetadata): string | undefined {
  const tags = [
    'author',
    'article:author',
    'sailthru.author',
    'parsely-author',
    'dc.creator',
    'dcterms.creator',
    'dc.creator.author',
    'byl',
    'citation_author',
    'rbauthors',
    'authors',
    'twitter:data1',
  ];
  for (const name of tags) {
    if (
      name === 'twitter:data1' &&
      !/written by|author/i.test(firstMeta(metadata.meta, 'twitter:label1') ?? '')
    )
      continue;
    const names = joinNames((metadata.meta.get(name) ?? []).map(cleanAuthor));
    if (names !== undefined) return names;
  }
  return undefined;
}

function bylineRank(words: string, rel: string | undefined, itemprop: string | undefined): number {
  if (rel === 'author' || itemprop === 'author') return 0;
  if (/byline-?name|author-?name|byline__name|author__name/.test(words)) return 1;
  return /byline|author/.test(words) ? 2 : 3;
}

function visibleAuthor(scan: PageScan): string | undefined {
  const ranked = scan.bylines
    .slice(0, 60)
    .filter(({ element }) => !/comment|avatar|bio|image|photo|related/.test(wordsOf(element)))
    .map(({ element, region }, at) => ({
      element,
      at,
      // Teasers and comments have authors of their own.
      rank:
        bylineRank(wordsOf(element), element.attribs['rel'], element.attribs['itemprop']) +
        (region === 'comments' || region === 'related' ? 10 : 0),
    }))
    .toSorted((a, b) => a.rank - b.rank || a.at - b.at);
  for (const { element, rank } of ranked) {
    const name = nameIn(element);
    if (name === undefined) continue;
    // Several authors have a link each, side by side in one element.
    const beside =
      rank % 10 > 1
        ? []
        : ranked.filter((other) => other.rank === rank && other.element.parent === element.parent);
    return joinNames([name, ...beside.map((other) => nameIn(other.element))]);
  }
  return undefined;
}

const BYLINE_MAX = 140;

function nameIn(element: Element): string | undefined {
  const text = element.attribs['content'] ?? foldSpace(textOf(element, 300));
  const clean = text.length > BYLINE_MAX ? undefined : cleanAuthor(text);
  if (clean !== undefined && clean.split(' ').length <= 8) return clean;
  // A box about the author: the name is its first link.
  const link = firstLink(element);
  const name = link === undefined ? undefined : cleanAuthor(textOf(link, 100));
  return name !== undefined && PERSON.test(name) ? name : undefined;
}

function firstLink(element: Element): Element | undefined {
  for (const child of element.children) {
    if (!isElement(child)) continue;
    const found = child.name === 'a' && textOf(child, 2).trim() !== '' ? child : firstLink(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Two to eight words; each begins with a capital or joins names ("van", "de"). */
const PERSON = new RegExp(
  String.raw`^\p{Lu}[\p{L}'’.-]*(?:,?\s+(?:\p{Lu}[\p{L}'’.-]*|${anyOf(NAME_PARTICLES)})){1,7}$`,
  'u',
);
const BYLINE = new RegExp(
  String.raw`^(?:(?:${anyOf(WRITTEN_IN_LINE)})?by|${anyOf(BY, TEXT, AUTHOR)})(?::\s*|\s+)(?=\p{L})`,
  'iu',
);
const CJK_BYLINE = new RegExp(
  String.raw`(?:${anyOf(CREDITS)})\s*[:：/]?\s*([\u4e00-\u9fff]{2,4})(?![\u4e00-\u9fff])`,
);

/** The author from a short line near the main heading: a byline ("By Anna Weber"), or a credit like "记者 王伟" within. */
function byLine(scan: PageScan): string | undefined {
  const heading = scan.headings.find((h) => h.level === 1)?.order ?? 0;
  for (const block of scan.blocks) {
    if (block.order < heading - 40 || block.order > heading + 120 || block.text.length > 100) continue;
    const cjk = CJK_BYLINE.exec(block.text)?.[1];
    if (cjk !== undefined) return cjk;
    if (!BYLINE.test(block.text)) continue;
    const clean = cleanAuthor(block.text);
    if (clean !== undefined && (PERSON.test(clean) || /^(?:\S+ )?by\b/i.test(block.text))) return clean;
  }
  return undefined;
}

export function authorName(input: AuthorInput): string | undefined {
  const found =
    statedAuthors(input.data, input.node) ??
    metaAuthor(input.metadata) ??
    visibleAuthor(input.scan) ??
    byLine(input.scan);
  return found === undefined ? undefined : boundedText(found, 200);
}

/** Whether markup, meta tags or a byline element name an author; a "by" line alone does not count. */
export function statesAuthor(input: AuthorInput): boolean {
  return (
    (statedAuthors(input.data, input.node) ?? metaAuthor(input.metadata) ?? visibleAuthor(input.scan)) !==
    undefined
  );
}
