// Who wrote it: structured data, meta tags, links with rel=author, byline elements, "By …" lines.
import type { Element } from 'domhandler';
import { boundedText, foldSpace } from '../html/copy-text.ts';
import { isElement, textOf } from '../html/html-tree.ts';
import { type PageData, resolveNode } from '../markup/page-data.ts';
import { type PageMetadata, firstMeta } from '../markup/page-metadata.ts';
import { wordsOf } from '../scan/page-region.ts';
import type { PageScan } from '../scan/page-scan.ts';
import { type JsonObject, listOf, textValue } from '../markup/structured-node.ts';

export interface AuthorInput {
  readonly scan: PageScan;
  readonly metadata: PageMetadata;
  readonly data: PageData;
  readonly node: JsonObject | undefined;
}

const BY =
  /^(?:(?:(?:medically |fact )?(?:written|posted|published|reported|compiled|edited|reviewed|checked)|words|story|text|guest post|opinion|analysis|commentary|column|interview)?\s?by|von|par|por|di|door|av|af|autor(?:in|a)?|auteur|autore|author|redaktion|автор)\s*[:：]?\s+/i;
/** "Text: …" and its like; scripts without spaces need none behind the sign. */
const LABEL =
  /^(?:words|text|texte|texto|testo|tekst|interview|verfasst von|verfasser(?:in)?|autor(?:in|a)?|author|автор|текст|作者|记者|記者|编辑|責任編集|取材|文|글)(?:\s*[:：/＝=]\s*|(?<=记者|記者)\s+)/i;
const TAIL =
  /\s*(?:[|•·]|\s@\w|\((?:author|contributor|editor|autor|auteur)\)|\bshare\b|\bfollow\b|\bposted on\b|\bpublished\b|\bupdated\b|\bon (?:\w+ \d|\d)|\d{1,2}:\d{2}|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d{4}-\d|\d+ (?:comments?|min|hours?|days?)\b|\b(?:photos?|photographs?|photography|pictures?|illustrations?|graphics?|video) by\b).*$/i;
/** What someone is, written behind the name: it must leave two words of name. */
const ROLE =
  'editor(?:-in-chief)?|writer|reporter|correspondent|columnist|contributor|journalist|producer|blogger|analyst|redakteur(?:in)?|reporterin|korrespondent(?:in)?|journalistin|journaliste|periodista|redactora?|giornalista|redattore|redacteur';
const NAME = String.raw`^(\p{Lu}[^\s,]*(?:\s+\p{Lu}[^\s,]*){1,3}?)`;
const POSITION = new RegExp(
  String.raw`${NAME}(?:,(?:\s+[\p{L}&-]+){0,3}|(?:\s+(?:senior|staff|chief|executive|managing|associate|assistant|contributing|deputy|games?|sports?|news|political|politics|business|technology|tech|science|health|medical|national|foreign|features?|freelance|guest|web|digital))*)\s+(?:${ROLE})$`,
  'iu',
);
/** Where and for whom someone writes: "in Berlin", "for The Herald", ", Associated Press", ", CNN". Degrees stay. */
const PLACE = new RegExp(
  String.raw`${NAME}(?:,?\s+(?:in|for|à|aus)\s+(?:the\s+)?\p{Lu}.*|,\s+(?:(?:\p{Lu}[\p{L}.]*\s+){0,3}(?:News|Press|Times|Post|Herald|Magazine|Network|Media|Radio|Today)|(?:CNN|BBC|AFP|AP|DPA|NPR|PBS|NBC|CBS|ABC|Reuters|Bloomberg)(?:\s.*)?))$`,
  'u',
);
const MAILED = /^\S+@\S+\s+\((.+)\)$/;
const NOT_A_NAME =
  /https?:|@|^(?:admin|administrator|staff|editor|contributors?|guest|unknown|author|by|share|follow|subscribe|more|home)$/i;

/** A name without "by", dates and titles after it, or undefined when nothing like a name is left. */
export function cleanAuthor(text: string): string | undefined {
  const bare = foldSpace(text)
    .replace(MAILED, '$1')
    .replace(BY, '')
    .replace(LABEL, '')
    .replace(TAIL, '')
    .replace(/[\s,;:|–-]+$/, '')
    .replace(POSITION, '$1')
    .replace(PLACE, '$1')
    .replace(/\s기자$/, '')
    .replace(/[\s,;]+$/, '')
    .trim();
  if (bare.length < 2 || bare.length > 100 || NOT_A_NAME.test(bare) || !/\p{L}/u.test(bare)) return undefined;
  return bare;
}

/** Each name once; a name that another one holds says nothing new. */
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
    // Links to several authors stand side by side.
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

/** Two to eight words, each with a capital or one of those that join names. */
const PERSON =
  /^\p{Lu}[\p{L}'’.-]*(?:,?\s+(?:\p{Lu}[\p{L}'’.-]*|de|den|der|van|von|zu|da|dos|del|di|la|le|bin|al|und|et|y|e|en|i|and|och|og|ja|&)){1,7}$/u;
const BYLINE =
  /^(?:(?:written |posted |words |story )?by|von|par|por|di|door|av|af|texto?|testo|tekst|text|autor(?:in|a)?|author|auteur|autore|автор)(?::\s*|\s+)(?=\p{L})/iu;
const CJK_BYLINE = /(?:记者|記者|作者|撰文|取材)\s*[:：/]?\s*([\u4e00-\u9fff]{2,4})(?![\u4e00-\u9fff])/;

/** A line by the main heading that is nothing but a byline, or holds one that its script marks plainly. */
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
