// One entry of an XML feed: its id, title, text and link, from whichever of the vocabularies of feeds has them.
import type { Element } from 'domhandler';
import { boundedText, foldSpace } from '../html/copy-text.ts';
import { isElement, textOf } from '../html/html-tree.ts';
import { feedText } from './feed-text.ts';
import { type FeedName, feedName, splitName } from './feed-vocabulary.ts';

export interface FeedEntry {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** What stands in full, where it is more than the summary. */
  readonly content: string;
  readonly link: string;
}

export const MAX_SUMMARY_CHARS = 300;
export const MAX_TITLE_CHARS = 500;
const MAX_LINK_CHARS = 2_000;

/** In the order in which they are looked for. */
const TITLES = ['feed:title', 'dc:title', 'shop:title', 'media:title', 'itunes:title'];
const SUMMARIES = [
  'feed:description',
  'feed:summary',
  'feed:abstract',
  'dc:description',
  'dc:abstract',
  'shop:description',
  'itunes:summary',
  'itunes:subtitle',
  'itunes:description',
  'media:description',
];
const CONTENTS = [
  'feed:content',
  'content:encoded',
  'xhtml:body',
  'xhtml:div',
  'feed:body',
  'feed:fullitem',
  // RSS that has a description has its text there, and sums it up in another element.
  'feed:summary',
  'media:text',
];
const IDS = ['feed:guid', 'feed:id'];

interface Child extends FeedName {
  readonly element: Element;
}

export function isFeedRoot(element: Element): boolean {
  return /^(?:rss|feed|rdf|channel)$/.test(splitName(element.name).local);
}

export function isFeedEntry(element: Element): boolean {
  if (!/(?:^|:)(?:item|entry)$/.test(element.name)) return false;
  return feedName(element).vocabulary === 'feed';
}

/** `url`: address of the feed, for links that begin there. */
export function readEntry(entry: Element, url: string | undefined): FeedEntry {
  const isAtom = splitName(entry.name).local === 'entry';
  const children = childrenOf(entry);
  const first = (names: readonly string[], maxChars: number, isPlain = isAtom): string =>
    firstText(children, { names, isAtom: isPlain, maxChars });
  const about = aboutOf(entry);
  const texts = {
    id:
      first(IDS, MAX_TITLE_CHARS, true) ||
      about ||
      first(['dc:identifier', 'shop:id'], MAX_TITLE_CHARS, true),
    title: first(TITLES, MAX_TITLE_CHARS),
    ...summaryAndContent(first(SUMMARIES, MAX_SUMMARY_CHARS), first(CONTENTS, MAX_SUMMARY_CHARS)),
    link: linkOf(entry, children, url),
  };
  const isBare = Object.values(texts).every((text) => text === '');
  return isBare ? { ...texts, summary: boundedText(textOf(entry), MAX_SUMMARY_CHARS) } : texts;
}

interface TextSearch {
  readonly names: readonly string[];
  readonly isAtom: boolean;
  readonly maxChars: number;
}

function firstText(children: readonly Child[], { names, ...form }: TextSearch): string {
  for (const name of names)
    for (const { element } of children.filter((child) => `${child.vocabulary}:${child.local}` === name)) {
      const text = feedText(element, form);
      if (text !== '') return text;
    }
  return '';
}

/** Most summaries are how the content begins ("Dear readers, this is […]"), and are enough then. */
export function summaryAndContent(summary: string, content: string): Pick<FeedEntry, 'summary' | 'content'> {
  const begin = foldSpace(summary).slice(0, SAME_BEGIN_CHARS).trimEnd();
  if (summary === '' || content === '') return { summary: summary || content, content: '' };
  return { summary, content: content.includes(begin) ? '' : content };
}

const SAME_BEGIN_CHARS = 30;

/** A group of media, or a medium alone, holds what is said of it. */
function childrenOf(entry: Element): Child[] {
  return entry.children.filter(isElement).flatMap((element) => {
    const child = { ...feedName(element), element };
    const isMedium = child.vocabulary === 'media' && (child.local === 'group' || child.local === 'content');
    return isMedium ? [child, ...childrenOf(element)] : [child];
  });
}

/** RSS 1.0: `rdf:about`, under whatever prefix. */
function aboutOf({ attribs }: Element): string {
  const [, about = ''] = Object.entries(attribs).find(([name]) => splitName(name).local === 'about') ?? [];
  return about.trim();
}

/** The page of the entry: `self`, `edit` and enclosures lead elsewhere, and are taken where there is nothing else. */
function linkOf(entry: Element, children: readonly Child[], url: string | undefined): string {
  const named = (local: string, vocabulary: FeedName['vocabulary'] = 'feed'): Child[] =>
    children.filter((child) => child.vocabulary === vocabulary && child.local === local);
  const links = named('link');
  const candidates = [
    ...links.filter(({ element }) => isPageLink(element)).map((link) => attribute(link, 'href')),
    ...links.map(contentOf),
    // Channels of the Channel Definition Format name the page at the item itself.
    { at: entry, value: (entry.attribs['href'] ?? '').trim() },
    ...named('guid').filter(isPermalink).map(contentOf),
    ...named('link', 'shop').map(contentOf),
    ...named('content').map((content) => attribute(content, 'src')),
    ...links.map((link) => attribute(link, 'href')),
    // RSS 1.0 section 5.5: the item is about the address that it links to.
    { at: entry, value: /^https?:\/\//i.test(aboutOf(entry)) ? aboutOf(entry) : '' },
    ...named('enclosure').map((enclosure) => attribute(enclosure, 'url')),
    ...children.filter(isMediaContent).map((content) => attribute(content, 'url')),
    ...named('comments').map(contentOf),
  ];
  const found = candidates.find(({ value }) => value !== '');
  return found === undefined ? '' : resolve(found.value, baseOf(found.at, url));
}

interface Candidate {
  readonly at: Element;
  readonly value: string;
}

function attribute({ element }: Child, name: string): Candidate {
  return { at: element, value: (element.attribs[name] ?? '').trim() };
}

function contentOf({ element }: Child): Candidate {
  return { at: element, value: feedText(element, { isAtom: true, maxChars: MAX_LINK_CHARS }) };
}

/** RFC 4287 section 4.2.7.2: no relation means alternate, and every relation has a long name too. */
function isPageLink({ attribs }: Element): boolean {
  const relation = (attribs['rel'] ?? '').trim().toLowerCase();
  return /^(?:http:\/\/www\.iana\.org\/assignments\/relation\/)?(?:alternate)?$/.test(relation);
}

function isPermalink(guid: Child): boolean {
  return guid.element.attribs['ispermalink'] !== 'false' && /^https?:\/\//i.test(contentOf(guid).value);
}

function isMediaContent({ vocabulary, local }: Child): boolean {
  return vocabulary === 'media' && (local === 'content' || local === 'player');
}

/** Each `xml:base` on the way from the feed's address to the element counts. */
function baseOf(element: Element, url: string | undefined): string | undefined {
  const bases: string[] = [];
  for (let here: Element['parent'] = element; isElement(here); here = here.parent) {
    const base = here.attribs['xml:base'];
    if (base !== undefined) bases.unshift(base.trim());
  }
  return bases.reduce<string | undefined>((outer, base) => resolve(base, outer), url);
}

/** As it stands when it can't be resolved. */
function resolve(link: string, base: string | undefined): string {
  if (!URL.canParse(link, base)) return link;
  // An absolute address stays as its feed spells it.
  return URL.canParse(link) ? link : new URL(link, base).href;
}
