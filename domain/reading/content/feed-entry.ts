// One entry of an XML feed: its id, title, text and link, from whichever of the vocabularies of feeds has them.
import type { Element } from 'domhandler';
import { boundedText } from '../html/copy-text.ts';
import { isElement, textOf } from '../html/html-tree.ts';
import { feedText } from './feed-text.ts';
import { type FeedName, feedName, splitName } from './feed-vocabulary.ts';

export interface FeedEntry {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly link: string;
}

export const MAX_SUMMARY_CHARS = 300;
export const MAX_TITLE_CHARS = 500;
const MAX_LINK_CHARS = 2_000;

/** In the order in which they are looked for. */
const TITLES = ['feed:title', 'dc:title', 'media:title', 'itunes:title'];
const SUMMARIES = [
  'feed:description',
  'feed:summary',
  'feed:content',
  'content:encoded',
  'dc:description',
  'itunes:summary',
  'itunes:subtitle',
  'media:description',
  'xhtml:body',
  'xhtml:div',
  'feed:body',
  'feed:fullitem',
  'media:text',
];
const IDS = ['feed:guid', 'feed:id'];

interface Child extends FeedName {
  readonly element: Element;
}

export function isFeedRoot(element: Element): boolean {
  return /^(?:rss|feed|rdf)$/.test(splitName(element.name).local);
}

export function isFeedEntry(element: Element): boolean {
  if (!/(?:^|:)(?:item|entry)$/.test(element.name)) return false;
  return feedName(element).vocabulary === 'feed';
}

/** `url`: address of the feed, for links that begin there. */
export function readEntry(entry: Element, url: string | undefined): FeedEntry {
  const isAtom = splitName(entry.name).local === 'entry';
  const children = childrenOf(entry);
  const first = (names: readonly string[], maxChars: number, isPlain = isAtom): string => {
    for (const name of names)
      for (const { element } of children.filter((child) => `${child.vocabulary}:${child.local}` === name)) {
        const text = feedText(element, { isAtom: isPlain, maxChars });
        if (text !== '') return text;
      }
    return '';
  };
  const title = first(TITLES, MAX_TITLE_CHARS);
  const summary = first(SUMMARIES, MAX_SUMMARY_CHARS);
  const id =
    first(IDS, MAX_TITLE_CHARS, true) || aboutOf(entry) || first(['dc:identifier'], MAX_TITLE_CHARS, true);
  const link = linkOf(children, url);
  const isBare = [id, title, summary, link].every((text) => text === '');
  return { id, title, summary: isBare ? boundedText(textOf(entry), MAX_SUMMARY_CHARS) : summary, link };
}

/** A group of media holds what is said of all of them. */
function childrenOf(entry: Element): Child[] {
  return entry.children.filter(isElement).flatMap((element) => {
    const child = { ...feedName(element), element };
    const isGroup = child.vocabulary === 'media' && child.local === 'group';
    return isGroup ? [child, ...childrenOf(element)] : [child];
  });
}

/** RSS 1.0: `rdf:about`, under whatever prefix. */
function aboutOf({ attribs }: Element): string {
  const [, about = ''] = Object.entries(attribs).find(([name]) => splitName(name).local === 'about') ?? [];
  return about.trim();
}

/** The page of the entry: `self`, `edit` and enclosures lead elsewhere, and are taken where there is nothing else. */
function linkOf(children: readonly Child[], url: string | undefined): string {
  const named = (local: string): Child[] =>
    children.filter((child) => child.vocabulary === 'feed' && child.local === local);
  const links = named('link');
  const candidates = [
    ...links.filter(({ element }) => isPageLink(element)).map((link) => attribute(link, 'href')),
    ...links.map(contentOf),
    ...named('guid').filter(isPermalink).map(contentOf),
    ...links.map((link) => attribute(link, 'href')),
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

function isPageLink({ attribs }: Element): boolean {
  return (attribs['rel'] ?? 'alternate').trim().toLowerCase() === 'alternate';
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
