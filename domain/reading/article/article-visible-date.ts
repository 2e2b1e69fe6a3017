// The date of publication as the page shows it: time elements, elements named after dates, and short lines by the main
// heading. A date labelled as an update, or in menus, teasers and comments, is used only if there is no other.
import type { Element } from 'domhandler';
import { mayContainDate, parseDate, parseShortDate } from './article-date.ts';
import { foldSpace } from '../html/copy-text.ts';
import { isElement, textOf } from '../html/html-tree.ts';
import { type Region, wordsOf } from '../scan/page-region.ts';
import type { BlockDraft, PageScan, PlacedElement } from '../scan/page-scan.ts';
import { PUBLISHED, UPDATE_STEMS } from '../words/time/update-label.ts';
import { anyOf } from '../words/word-lists.ts';

const NOT_PUBLISHED = /update|modif|edit|comment|related|event|countdown|copyright/;
const UPDATED = new RegExp(anyOf(UPDATE_STEMS), 'iu');
const PUBLISHED_WORDS = new RegExp(anyOf(PUBLISHED), 'iu');
/** A longer line says more than a date. */
const LINE_MAX = 120;
const LABEL_MAX = 60;
/** A dateline stands at most this many elements before or behind the main heading. */
const BEFORE_HEADING = 60;
const AFTER_HEADING = 150;
const SENTENCE_WORDS = 8;

/** Parts of a page whose dates are of other things. */
const ELSEWHERE: ReadonlySet<Region> = new Set([
  'comments',
  'related',
  'navigation',
  'header',
  'footer',
  'aside',
]);

export function visibleDate(scan: PageScan, heading: number | undefined, lang: string): string | undefined {
  const from = (heading ?? 0) - BEFORE_HEADING;
  const own = ({ region, order }: PlacedElement): boolean => region === 'main' && order >= from;
  const marked = scan.times.filter(({ element }) => isMarked(element));
  const rest = [...scan.times, ...scan.dates.slice(0, 60)];
  return (
    firstOf(marked, lang) ??
    firstOf(rest.filter(own), lang) ??
    printedDate(scan.blocks, heading ?? scan.headings[0]?.order ?? 0, lang) ??
    firstOf(
      rest.filter(({ region }) => !ELSEWHERE.has(region)),
      lang,
    )
  );
}

function isMarked({ attribs }: Element): boolean {
  return attribs['pubdate'] !== undefined || attribs['itemprop'] === 'datePublished';
}

/** The first date that is not labelled as an update; if there is none, the first update. */
function firstOf(places: readonly PlacedElement[], lang: string): string | undefined {
  let updated: string | undefined;
  for (const { element } of places) {
    if (NOT_PUBLISHED.test(wordsOf(element))) continue;
    const date = dateOf(element, lang);
    if (date === undefined) continue;
    if (!isUpdate(element)) return date;
    updated ??= date;
  }
  return updated;
}

/** An element named after dates that holds hardly more than one: "Stand: 04.03.22, 10:15 Uhr". */
const SHORT_DATE_MAX = 40;

/** Where scripts that print "3 days ago" find the date. */
const DATE_ATTRIBUTES = ['data-datetime', 'data-date', 'data-timestamp', 'data-time', 'data-published'];

function dateOf(element: Element, lang: string): string | undefined {
  const { attribs } = element;
  const stated = attribs['content'] ?? attribs['datetime'];
  if (stated !== undefined) return parseDate(stated, lang);
  for (const name of DATE_ATTRIBUTES) {
    const date = parseDate(attribs[name] ?? '', lang);
    if (date !== undefined) return date;
  }
  const text = foldSpace(textOf(element, 160));
  const read = text.length > LINE_MAX ? undefined : (afterLabel(text, lang) ?? parseDate(text, lang));
  return (
    read ??
    parseDate(attribs['title'] ?? '', lang) ??
    (text.length > SHORT_DATE_MAX ? undefined : parseShortDate(text, lang))
  );
}

/** "Updated March 9, published March 3": what stands behind the word for publishing counts. */
function afterLabel(text: string, lang: string): string | undefined {
  const label = PUBLISHED_WORDS.exec(text);
  return label === null ? undefined : parseDate(text.slice(label.index), lang);
}

/** Whether the words before a date call it an update: in the element itself or right before it. */
function isUpdate(element: Element): boolean {
  const { parent } = element;
  const own = foldSpace(textOf(element, LINE_MAX));
  const outer = isElement(parent) ? foldSpace(textOf(parent, 2 * LINE_MAX)) : '';
  const at = outer.indexOf(own);
  const label = `${at > 0 ? outer.slice(Math.max(0, at - LABEL_MAX), at) : ''} ${own}`;
  return UPDATED.test(label) && !PUBLISHED_WORDS.test(label);
}

/** A short line near the main heading that is hardly more than a date. */
function printedDate(blocks: readonly BlockDraft[], heading: number, lang: string): string | undefined {
  let updated: string | undefined;
  let label = '';
  for (const { text: own, order, region } of blocks) {
    if (ELSEWHERE.has(region)) continue;
    const text: string = own.length > LINE_MAX ? own : `${label}${own}`;
    label = isLabel(own) ? `${own} ` : '';
    if (text.length > LINE_MAX || order < heading - BEFORE_HEADING || order > heading + AFTER_HEADING)
      continue;
    if (!mayContainDate(text) || isSentence(text)) continue;
    const date = afterLabel(text, lang) ?? parseDate(text, lang);
    if (date === undefined) continue;
    if (!UPDATED.test(text) || PUBLISHED_WORDS.test(text)) return date;
    updated ??= date;
  }
  return updated;
}

/** "Last updated" in a line of its own, before the date. */
function isLabel(text: string): boolean {
  return (
    text.length < LABEL_LINE_MAX &&
    !mayContainDate(text) &&
    (UPDATED.test(text) || PUBLISHED_WORDS.test(text))
  );
}

const LABEL_LINE_MAX = 30;

function isSentence(text: string): boolean {
  return /\p{Ll}[.!?]$/u.test(text) && text.split(' ').length > SENTENCE_WORDS;
}
