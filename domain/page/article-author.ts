// Who wrote it: structured data, meta tags, links with rel=author, byline elements, "By …" lines.
import { boundedText, foldSpace } from './copy-text.ts';
import { textOf } from './html-tree.ts';
import type { PageData } from './page-data.ts';
import { resolveNode } from './page-data.ts';
import type { PageMetadata } from './page-metadata.ts';
import { firstMeta } from './page-metadata.ts';
import { wordsOf } from './page-region.ts';
import type { PageScan } from './page-scan.ts';
import type { JsonObject } from './structured-node.ts';
import { listOf, textValue } from './structured-node.ts';

export interface AuthorInput {
  readonly scan: PageScan;
  readonly metadata: PageMetadata;
  readonly data: PageData;
  readonly node: JsonObject | undefined;
}

const BY =
  /^(?:(?:written |posted |published |words |story |text |reviewed )?by|von|par|por|di|door|av|af|autor(?:in)?|auteur|author|redaktion)\s*:?\s+/i;
const TAIL =
  /\s*(?:[|•·]|\bshare\b|\bfollow\b|\bposted on\b|\bpublished\b|\bupdated\b|\bon (?:\w+ \d|\d)|\d{1,2}:\d{2}|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d{4}-\d|\d+ (?:comments?|min|hours?|days?)\b).*$/i;
/** What someone is, written behind the name: it must leave two words of name. */
const POSITION =
  /^(\p{Lu}\S*(?:\s+\p{Lu}\S*){1,3}?),?(?:\s+(?:senior|staff|chief|executive|managing|associate|assistant|contributing|deputy|games?|sports?|news|political|politics|business|technology|tech|science|health|medical|national|foreign|features?|freelance|guest|web|digital))*\s+(?:editor(?:-in-chief)?|writer|reporter|correspondent|columnist|contributor|journalist|producer)$/iu;
const NOT_A_NAME =
  /https?:|@|^(?:admin|administrator|staff|editor|guest|unknown|author|by|share|follow|subscribe|more|home)$/i;

/** A name without "by", dates and titles after it, or undefined when nothing like a name is left. */
export function cleanAuthor(text: string): string | undefined {
  const bare = foldSpace(text)
    .replace(BY, '')
    .replace(TAIL, '')
    .replace(/[\s,;:|–-]+$/, '')
    .replace(POSITION, '$1')
    .trim();
  if (bare.length < 2 || bare.length > 100 || NOT_A_NAME.test(bare) || !/\p{L}/u.test(bare)) return undefined;
  return bare;
}

function statedAuthors(data: PageData, node: JsonObject | undefined): string | undefined {
  const names: string[] = [];
  for (const value of listOf(node?.['author'] ?? node?.['creator'])) {
    const target = resolveNode(data, value) ?? value;
    const name = textValue(target);
    const clean = name === undefined ? undefined : cleanAuthor(name);
    if (clean !== undefined && !names.includes(clean)) names.push(clean);
  }
  return names.length === 0 ? undefined : names.slice(0, 6).join(', ');
}

function metaAuthor(metadata: PageMetadata): string | undefined {
  const names = [
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
  for (const name of names) {
    if (
      name === 'twitter:data1' &&
      !/written by|author/i.test(firstMeta(metadata.meta, 'twitter:label1') ?? '')
    )
      continue;
    const text = firstMeta(metadata.meta, name);
    const clean = text === undefined ? undefined : cleanAuthor(text);
    if (clean !== undefined) return clean;
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
    .filter((element) => !/comment|avatar|bio|image|photo|related/.test(wordsOf(element)))
    .map((element, at) => ({
      element,
      at,
      rank: bylineRank(wordsOf(element), element.attribs['rel'], element.attribs['itemprop']),
    }))
    .toSorted((a, b) => a.rank - b.rank || a.at - b.at);
  for (const { element } of ranked) {
    const text = element.attribs['content'] ?? foldSpace(textOf(element, 300));
    const clean = text.length > 140 ? undefined : cleanAuthor(text);
    if (clean !== undefined && clean.split(' ').length <= 8) return clean;
  }
  return undefined;
}

function byLine(scan: PageScan): string | undefined {
  const heading = scan.headings.find((h) => h.level === 1)?.order ?? 0;
  for (const block of scan.blocks) {
    if (block.order < heading - 40 || block.order > heading + 120 || block.text.length > 100) continue;
    if (!/^(?:written |posted |words |story )?by:?\s+\p{Lu}/iu.test(block.text)) continue;
    const clean = cleanAuthor(block.text);
    if (clean !== undefined) return clean;
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
