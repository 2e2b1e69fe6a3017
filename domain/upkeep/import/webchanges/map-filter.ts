// What each filter of urlwatch and webchanges is here.
import {
  exactText,
  hasGroups,
  patternRule,
  pythonPattern,
  pythonReplacement,
  slashed,
  withoutGroups,
} from '../translate/pattern.ts';
import { jqPaths } from '../translate/json-query.ts';
import { type Members, isMembers } from '../../../system/differing-members.ts';
import { numberOf, textOf } from '../translate/value.ts';
import type { NamedFilter } from './filter-list.ts';
import type { FilterChain } from './filter-chain.ts';
import { chooseCss, chooseXPath } from './map-selector.ts';

type MapFilter = (chain: FilterChain, value: unknown, name: string) => void;

export function mapFilter(chain: FilterChain, { name, value }: NamedFilter): void {
  const map = FILTERS[name];
  if (map !== undefined) map(chain, value, name);
  else
    chain.draft.lose(
      `filter ${name}`,
      'It is a filter of your own hooks.',
      'Do it with filters of Webloom: keep-lines, replace, extract (docs/watching.md).',
    );
}

/** Names of the filters that have an answer. */
export function knownFilters(): string[] {
  return Object.keys(FILTERS);
}

const asText: MapFilter = (chain) => void (chain.isText = true);
const asItIs: MapFilter = () => undefined;

const FILTERS: Readonly<Record<string, MapFilter>> = {
  absolute_links: asItIs,
  ascii85: encoded,
  base64: encoded,
  beautify: (chain) => void (chain.isIndented = true),
  css: chooseCss,
  csv2text: csvToText,
  delete_lines_containing: (chain, value) => lines(chain, 'drop-lines', value),
  'element-by-class': (chain, value) => chain.choose(`class:${textOf(value)}`),
  'element-by-id': (chain, value) => chain.choose(`id:${textOf(value)}`),
  'element-by-style': (chain, value) => chain.choose(`style:${textOf(value)}`),
  'element-by-tag': (chain, value) => chain.choose(`tag:${textOf(value)}`),
  execute: command,
  'format-json': formatJson,
  'format-xml': asText,
  grep: (chain, value) => lines(chain, 'keep-lines', value),
  grepi: (chain, value) => lines(chain, 'drop-lines', value),
  hexdump: (chain, _value, name) => asSource(chain, name),
  html2text: htmlToText,
  ical2text: icalToText,
  jq,
  jsontoyaml: formatJson,
  keep_lines_containing: (chain, value) => lines(chain, 'keep-lines', value),
  ocr: pictureText,
  pdf2text: documentText,
  'pretty-xml': asText,
  pypdf: documentText,
  're.findall': findAll,
  're.sub': substitute,
  remove_repeated: removeRepeated,
  reverse: (chain, value) => (ofLines(chain, value, 'reverse') ? chain.line({ kind: 'reverse' }) : undefined),
  sha1sum: (chain, _value, name) => asSource(chain, name),
  shellpipe: command,
  sort,
  strip,
  xpath: chooseXPath,
  // Names of older files.
  striplines: (chain) => chain.line({ kind: 'strip' }),
  'remove-duplicate-lines': (chain) => chain.line({ kind: 'unique' }),
  'keep-lines': (chain, value) => lines(chain, 'keep-lines', value),
  'delete-lines': (chain, value) => lines(chain, 'drop-lines', value),
};

function option(value: unknown, name: string): unknown {
  return isMembers(value) ? value[name] : undefined;
}

function encoded({ draft }: FilterChain, _value: unknown, name: string): void {
  draft.lose(
    `filter ${name}`,
    'Bytes are not compared in another writing.',
    'For a picture write: webloom edit JOB --watch picture.',
  );
}

function pictureText({ draft }: FilterChain): void {
  draft.refuse(
    'ocr: Webloom does not read the text of pictures. Watch the picture itself: webloom add URL --watch picture.',
  );
}

/** A document is read as what its bytes say it is, without being told. */
function documentText(chain: FilterChain, value: unknown, name: string): void {
  chain.isText = true;
  if (textOf(option(value, 'password')) === '') return;
  chain.draft.lose(
    `filter ${name}: password`,
    'Documents with a password are not opened.',
    'Watch the page that links to it, or ask for one without a password.',
  );
}

function command({ draft }: FilterChain, _value: unknown, name: string): void {
  draft.refuse(`${name}: Webloom runs no commands. Send its output to a page of your own and watch that.`);
}

/** The text and the pattern are told apart; a pattern is a search, as here. */
function lines(chain: FilterChain, kind: string, value: unknown): void {
  const { text, re }: Members = isMembers(value) ? value : { text: value };
  const rules = [
    ...(textOf(text) === '' ? [] : [exactText(textOf(text))]),
    ...(textOf(re) === '' ? [] : [patternRule(textOf(re))]),
  ];
  if (rules.length > 0) chain.matching({ kind, containing: rules });
}

function htmlToText(chain: FilterChain, value: unknown): void {
  chain.isText = true;
  const showsLinks = option(value, 'ignore_links') === false || option(value, 'inline_links') === true;
  if (showsLinks) chain.draft.changes['linkTargets'] = true;
}

function formatJson(chain: FilterChain, _value: unknown, name: string): void {
  chain.isText = true;
  chain.draft.changes['format'] = 'json-pretty';
  if (name === 'jsontoyaml' && chain.draft.filters.length === 0) chain.isIndented = true;
}

function csvToText(chain: FilterChain, value: unknown): void {
  chain.isText = true;
  chain.draft.changes['format'] = 'text';
  chain.line({ kind: 'csv-to-text' });
  if (textOf(option(value, 'format_message')) !== '')
    chain.draft.lose(
      'csv2text format_message',
      'A line has every column with its name.',
      'Cut it with a replace filter where you need less.',
    );
}

function icalToText(chain: FilterChain): void {
  chain.isText = true;
  chain.draft.changes['format'] = 'text';
  chain.line({ kind: 'ical-to-text' });
}

/** A digest tells that bytes differ; the source tells which. */
function asSource(chain: FilterChain, name: string): void {
  const { changes, include } = chain.draft;
  chain.isText = true;
  changes['compare'] = 'source';
  changes['noise'] = 'none';
  if (include.length === 0 && name === 'hexdump')
    chain.draft.lose(
      'filter hexdump',
      'Lines of the source are compared, not bytes.',
      'Watch a page that is text.',
    );
}

function jq(chain: FilterChain, value: unknown): void {
  const written = textOf(isMembers(value) ? (value['query'] ?? value['expression']) : value);
  const paths = jqPaths(written);
  if (paths === null) {
    chain.draft.lose(
      'filter jq',
      'Of jq only plain paths can be translated, as .items[].price.',
      "Write a JSONPath: webloom edit JOB --part '$.items[*].price'.",
    );
    return;
  }
  chain.isText = true;
  for (const path of paths) if (path !== '$') chain.draft.include.push(path);
  chain.draft.changes['format'] = 'json';
}

/** Python answers all that was found, whatever groups the pattern has; groups are taken apart here. */
function findAll(chain: FilterChain, value: unknown): void {
  const written = textOf(isMembers(value) ? value['pattern'] : value);
  const repl = textOf(option(value, 'repl'));
  const { pattern, flags } = pythonPattern(written);
  const bare = { pattern: withoutGroups(pattern), flags };
  chain.matching({ kind: 'extract', matching: [slashed(hasGroups(pattern) ? bare : { pattern, flags })] });
  if (repl === '' || repl === String.raw`\g<0>`) return;
  chain.line({ kind: 'replace', pattern, with: pythonReplacement(repl), ...(flags === '' ? {} : { flags }) });
}

function substitute(chain: FilterChain, value: unknown): void {
  const written = textOf(isMembers(value) ? value['pattern'] : value);
  const { pattern, flags } = pythonPattern(written);
  const filter = { kind: 'replace', pattern, with: pythonReplacement(textOf(option(value, 'repl'))) };
  chain.matching(flags === '' ? filter : { ...filter, flags });
}

/** False: it is about other pieces than lines. */
function ofLines({ draft }: FilterChain, value: unknown, name: string): boolean {
  const separator = textOf(isMembers(value) ? value['separator'] : name === 'reverse' ? value : '');
  if (separator === '' || separator === '\n' || separator === String.raw`\n`) return true;
  draft.lose(
    `filter ${name}: separator`,
    'Filters work on lines.',
    'Part the text into lines with a replace filter before it.',
  );
  return false;
}

function sort(chain: FilterChain, value: unknown): void {
  if (!ofLines(chain, value, 'sort')) return;
  chain.line({ kind: 'sort', ...(option(value, 'reverse') === true ? { reverse: true } : {}) });
}

function removeRepeated(chain: FilterChain, value: unknown): void {
  if (!ofLines(chain, value, 'remove_repeated')) return;
  chain.line({
    kind: 'unique',
    ...(option(value, 'adjacent') === false ? {} : { adjacent: true }),
    ...(option(value, 'ignore_case') === true ? { ignoreCase: true } : {}),
  });
}

const SIDES: Readonly<Record<string, string>> = { left: 'start', right: 'end' };

function strip(chain: FilterChain, value: unknown): void {
  const characters = textOf(isMembers(value) ? value['chars'] : value);
  const side = SIDES[textOf(option(value, 'side'))];
  const isEachLine = option(value, 'splitlines') === true || characters === '' || numberOf(value) !== null;
  if (isEachLine) {
    chain.line({
      kind: 'strip',
      ...(characters === '' ? {} : { characters }),
      ...(side === undefined ? {} : { side }),
    });
    return;
  }
  const set = `[${characters.replaceAll(/[\\\]^-]/g, String.raw`\$&`)}]+`;
  const ends = [side === 'end' ? '' : String.raw`\A${set}`, side === 'start' ? '' : String.raw`${set}\z`];
  chain.line({ kind: 'replace', pattern: ends.filter((end) => end !== '').join('|'), with: '' });
}
