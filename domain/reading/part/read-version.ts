// The first half of the change engine: a body becomes the lines that are compared. Its steps, in order: the format of
// the body, its tree, the watched part, the filters. A run, the preview over history and `inspect change` all call this.
import { type BodyFormat, bodyFormat } from '../content/body-format.ts';
import type { ParsedPage, TextBlock } from '../page/parsed-page.ts';
import type { CompiledFields } from './field/field-rule.ts';
import { type ParseInput, parsePage } from '../parse-page.ts';
import { filterLines } from './filter/filter-lines.ts';
import { isDataFilter } from './filter/read-data.ts';
import { htmlBlocks, wholeBlocks } from './html-part.ts';
import { parseJsonText } from './json-part.ts';
import type { NamedParts } from './named-parts.ts';
import { isDocumentPart } from './document-part.ts';
import { isJsonPart } from './part-selector.ts';
import { readDocument } from './read-document.ts';
import { sourceBlocks } from '../content/text-blocks.ts';
import { type WatchRules, WHOLE_PAGE } from './watch-rules.ts';
import { given } from '../../system/given.ts';

export interface VersionSource {
  readonly text: string;
  /** The header's value; empty when the server sent none. */
  readonly contentType: string;
  /** Address the body was answered from, after redirects. */
  readonly url: string;
  /** Encoding of the body; default utf-8. */
  readonly charset?: string;
}

export interface VersionRules {
  readonly fields: CompiledFields;
  /** Null: the whole page as it is. */
  readonly watched: WatchRules | null;
}

export function readVersion(source: VersionSource, { fields, watched }: VersionRules): ParsedPage {
  const rules = watched ?? WHOLE_PAGE;
  const format = formatOf(source, rules);
  const page =
    format === 'html'
      ? readHtml(source, { fields, watched })
      : readDocument(source.text, format, { fields, watched: rules, url: source.url });
  const misread = page.lostPart === true ? notADocument(source, rules) : null;
  if (misread !== null) return { ...page, misread };
  if (rules.filters.length === 0 || page.misread !== undefined) return page;
  return filterPage(
    format !== 'html' && readsData(rules) ? { ...page, blocks: wholeText(source) } : page,
    rules,
  );
}

/** A page of a document is watched, and no document came; null: one did, or none is. */
function notADocument({ text }: VersionSource, { include }: WatchRules): string | null {
  const named = include.find(isDocumentPart);
  if (named === undefined || text.includes(' data-document-')) return null;
  return `the answer is no document, so it has no ${named}`;
}

/** The first filter reads the body itself, not the lines that were made of it. */
function readsData({ include, exclude, filters }: WatchRules): boolean {
  const [first] = filters;
  return include.length + exclude.length === 0 && first !== undefined && isDataFilter(first);
}

/** Lines would lose the spaces that fold a calendar, and long ones are cut. */
function wholeText({ text }: VersionSource): TextBlock[] {
  return text.trim() === '' ? [] : [{ path: 'line', text: text.replace(/^\ufeff/, '') }];
}

function filterPage(page: ParsedPage, { filters }: WatchRules): ParsedPage {
  const { lines: blocks, misread } = filterLines(page.blocks, filters);
  if (misread !== undefined) return { ...page, blocks, misread };
  const isFilteredOut = blocks.length === 0 && page.blocks.length > 0;
  return { ...page, blocks, ...(isFilteredOut ? { isFilteredOut } : {}) };
}

function formatOf({ contentType, text }: VersionSource, { format: wanted, include }: WatchRules): BodyFormat {
  switch (wanted) {
    case 'auto': {
      const format = bodyFormat(contentType, text);
      // Many servers send JSON, or a call with JSON, as text or as a script.
      const isJson = format === 'text' && include.some(isJsonPart) && parseJsonText(text) !== undefined;
      return isJson ? 'json' : format;
    }
    case 'json-pretty': {
      // A page may hold JSON in its scripts.
      const format = bodyFormat(contentType, text);
      return format === 'html' ? 'html' : 'json';
    }
    case 'feed': {
      const format = bodyFormat(contentType, text);
      return format === 'json' || /^\s*\{/.test(text.slice(0, 1_000)) ? 'json' : 'xml';
    }
    default:
      return wanted;
  }
}

function readHtml({ text, url, charset }: VersionSource, { fields, watched }: VersionRules): ParsedPage {
  const input = { html: text, url, fields, ...given({ charset }) };
  if (watched === null || isWhole(watched)) return readWhole(input, watched?.named);
  const { compare, include, exclude, linkTargets, keepWhitespace } = watched;
  if (compare === 'source' && include.length + exclude.length === 0 && !linkTargets)
    return parsePage({ ...input, readPart: () => sourceBlocks(text, keepWhitespace) });
  return parsePage({ ...input, readPart: (tree) => htmlBlocks(tree, watched) });
}

function readWhole(input: ParseInput, named: NamedParts | undefined): ParsedPage {
  if (named === undefined) return parsePage(input);
  return parsePage({ ...input, readPart: ({ root }, drafts) => wholeBlocks(root, drafts, named) });
}

/** Only filters, or nothing: the text of the whole page is read as ever. */
function isWhole({ include, exclude, compare, linkTargets }: WatchRules): boolean {
  return include.length + exclude.length === 0 && compare === 'text' && !linkTargets;
}
