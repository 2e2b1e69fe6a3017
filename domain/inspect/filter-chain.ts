// A chain of text filters as other watchers have them: elements, lines, sorting, substitution.
import { type ChildNode, type Document, Element, Text } from 'domhandler';
import { getOuterHTML } from 'domutils';
import { selectCss } from '../parse/html/css.ts';
import { parseExactXml, parseHtml } from '../parse/html/html-tree.ts';
import { NO_FIELDS } from '../parse/field/field-rule.ts';
import { strip as stripText } from '../watch/filter/filter-lines.ts';
import { removeExcluded, selectNodes } from '../watch/markup-part.ts';
import { readVersion } from '../watch/read-version.ts';
import { compilePattern } from '../watch/text-rule.ts';

export type FilterStep = string | Readonly<Record<string, unknown>>;

type Settings = Readonly<Record<string, unknown>>;
type Filter = (text: string, argument: unknown) => string;

function settingsOf(argument: unknown, main: string): Settings {
  return typeof argument === 'object' && argument !== null ? (argument as Settings) : { [main]: argument };
}
function textIn(settings: Settings, key: string): string {
  const value = settings[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function write(node: ChildNode | Document, xml: boolean): string {
  if (node instanceof Text) return node.data;
  const source = getOuterHTML(node, { encodeEntities: 'utf8', xmlMode: xml, selfClosingTags: xml }).trim();
  // In XML mode the serialiser writes non-ASCII letters as character references.
  return xml
    ? source.replace(/&#x([0-9a-f]{2,6});/gi, (_, hex: string) =>
        String.fromCodePoint(Number.parseInt(hex, 16)),
      )
    : source;
}

function window<T>(items: readonly T[], settings: Settings): T[] {
  const skip = Number(settings['skip'] ?? 0);
  const max = Number(settings['maxitems'] ?? 0);
  return max > 0 ? items.slice(skip, skip + max) : items.slice(skip);
}

/** Rewrites the filter's namespace prefixes to those the document declares for the same namespace. */
function alignPrefixes(path: string, root: Document, namespaces: unknown): string {
  if (typeof namespaces !== 'object' || namespaces === null) return path;
  const declared = new Map<string, string>();
  for (const element of root.children) {
    if (!(element instanceof Element)) continue;
    for (const [name, value] of Object.entries(element.attribs)) {
      if (name.startsWith('xmlns')) declared.set(value, name.slice(6));
    }
  }
  let aligned = path;
  for (const [prefix, address] of Object.entries(namespaces as Record<string, string>)) {
    const own = declared.get(address);
    if (own === undefined || own === prefix) continue;
    aligned = aligned.replaceAll(`${prefix}:`, own === '' ? '' : `${own}:`);
  }
  return aligned;
}

function selected(text: string, settings: Settings, key: string): string {
  const xml = settings['method'] === 'xml';
  const root = xml ? parseExactXml(text).root : parseHtml(text).root;
  const path = textIn(settings, key) || textIn(settings, key === 'path' ? 'xpath' : 'css');
  const exclude = textIn(settings, 'exclude');
  if (exclude !== '') removeExcluded(root, [exclude], xml ? 'xml' : 'html');
  const { nodes, texts } = selectNodes(
    root,
    alignPrefixes(path, root, settings['namespaces']),
    xml ? 'xml' : 'html',
  );
  const parts = [...nodes.map((node) => write(node, xml)), ...texts].map((part) => part.trim());
  const windowed = window(parts, settings);
  if (settings['sort'] === true) windowed.sort();
  return windowed.join('\n');
}

/** The elements that match a simple selector, one after the other. */
function elements(text: string, selector: string): string {
  const root = parseHtml(text).root;
  const found = selectCss(root, selector);
  const outermost = found.filter(
    (element) => !found.some((other) => other !== element && contains(other, element)),
  );
  return outermost.map((element) => write(element, false)).join('');
}

function textOfPage(html: string): string {
  const source = { text: html, contentType: 'text/html', url: 'http://example.com/page' };
  return readVersion(source, { fields: NO_FIELDS, watched: null })
    .blocks.map(({ text }) => text)
    .join('\n');
}

function contains(outer: Element, inner: Element): boolean {
  for (let here = inner.parent; here !== null; here = here.parent) if (here === outer) return true;
  return false;
}

function quoted(value: unknown): string {
  return JSON.stringify(String(value));
}

function lineTest(argument: unknown): (line: string) => boolean {
  const settings = settingsOf(argument, 'text');
  const pattern = textIn(settings, 're');
  if (pattern !== '') {
    const compiled = compilePattern(pattern);
    return (line) => compiled.matcher(line).find();
  }
  const wanted = textIn(settings, 'text');
  return (line) => line.includes(wanted);
}

function filterLines(text: string, keep: (line: string) => boolean): string {
  return text.split('\n').filter(keep).join('\n');
}

const SIDES: Readonly<Record<string, 'start' | 'end'>> = { left: 'start', right: 'end' };

function stripOne(text: string, characters: string, side: string): string {
  return stripText(text, characters, SIDES[side] ?? 'both');
}

function strip(text: string, argument: unknown): string {
  const settings = settingsOf(argument, 'chars');
  const chars = textIn(settings, 'chars');
  const side = textIn(settings, 'side');
  if (settings['splitlines'] !== true) return stripOne(text, chars, side);
  return text
    .split('\n')
    .map((line) => stripOne(line, chars, side))
    .join('\n');
}

/** Order by code points, as other tools sort; not by a language. */
function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function separated(
  text: string,
  argument: unknown,
  key: string,
): { parts: string[]; separator: string; settings: Settings } {
  const settings = settingsOf(argument, key);
  const separator = textIn(settings, 'separator') || '\n';
  return { parts: text.split(separator), separator, settings };
}

function sort(text: string, argument: unknown): string {
  const { parts, separator, settings } = separated(text, argument, 'separator');
  parts.sort((a, b) => byCodePoint(a.toLowerCase(), b.toLowerCase()));
  if (settings['reverse'] === true) parts.reverse();
  return parts.join(separator);
}

function reverse(text: string, argument: unknown): string {
  const { parts, separator } = separated(text, argument, 'separator');
  return parts.reverse().join(separator);
}

/** Removes parts that repeat the part before them, or any earlier part. */
function removeRepeated(text: string, argument: unknown): string {
  const { parts, separator, settings } = separated(text, argument, 'separator');
  const keyOf = (part: string): string => (settings['ignore_case'] === true ? part.toLowerCase() : part);
  const seen = new Set<string>();
  const kept = parts.filter((part) => {
    const key = keyOf(part);
    const isRepeated = seen.has(key);
    if (settings['adjacent'] !== false) seen.clear();
    seen.add(key);
    return !isRepeated;
  });
  return kept.join(separator);
}

/** Turns `\1` and `\g<name>` (Python) into `$1` and `${name}`. */
function replacement(text: string): string {
  return text
    .replace(/\$/g, '\\$')
    .replace(/\\g<(\w+)>/g, (_, name: string) => (/^\d+$/.test(name) ? `$${name}` : `\${${name}}`))
    .replace(/\\(\d)/g, '$$$1')
    .replace(/\\n/g, '\n')
    .replace(/\\t/g, '\t');
}

function substitute(text: string, argument: unknown): string {
  const settings = settingsOf(argument, 'pattern');
  return compilePattern(textIn(settings, 'pattern'))
    .matcher(text)
    .replaceAll(replacement(textIn(settings, 'repl')), true);
}

function findAll(text: string, argument: unknown): string {
  const settings = settingsOf(argument, 'pattern');
  const template = textIn(settings, 'repl') || '\\g<0>';
  const matcher = compilePattern(textIn(settings, 'pattern')).matcher(text);
  const found: string[] = [];
  while (found.length < 10_000 && matcher.find()) {
    found.push(
      template
        .replace(
          /\\g<(\w+)>/g,
          (_, name: string) => matcher.group(/^\d+$/.test(name) ? Number(name) : name) ?? '',
        )
        .replace(/\\(\d)/g, (_, digit: string) => matcher.group(Number(digit)) ?? ''),
    );
  }
  return found.join('\n');
}

function formatJson(text: string, argument: unknown): string {
  const settings = settingsOf(argument, 'indentation');
  const value = JSON.parse(text) as unknown;
  const indent = Number(settings['indentation'] ?? 4);
  return JSON.stringify(settings['sort_keys'] === true ? sortedJson(value) : value, null, indent || 4);
}

/** Sorts keys, so that their order makes no difference. */
function sortedJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedJson);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => byCodePoint(a, b));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortedJson(inner)]));
}

function formatXml(text: string): string {
  const root = parseExactXml(text).root;
  const lines: string[] = [];
  const visit = (node: ChildNode, depth: number): void => {
    const pad = '  '.repeat(depth);
    const isParent =
      node instanceof Element && depth < 200 && node.children.some((child) => child instanceof Element);
    if (!isParent) {
      const flat = write(node, true);
      if (flat.trim() !== '') lines.push(pad + flat.trim());
      return;
    }
    const empty = getOuterHTML(new Element(node.name, node.attribs, []), {
      xmlMode: true,
      selfClosingTags: false,
    });
    lines.push(pad + empty.replace(/<\/[^>]*>$/, ''));
    for (const child of node.children) visit(child, depth + 1);
    lines.push(`${pad}</${node.name}>`);
  };
  for (const child of root.children) if (child instanceof Element) visit(child, 0);
  return `${lines.join('\n')}\n`;
}

const FILTERS = new Map<string, Filter>([
  ['css', (text, argument) => selected(text, settingsOf(argument, 'selector'), 'selector')],
  ['xpath', (text, argument) => selected(text, settingsOf(argument, 'path'), 'path')],
  ['element-by-tag', (text, tag) => elements(text, String(tag))],
  ['element-by-id', (text, id) => elements(text, `[id=${quoted(id)}]`)],
  ['element-by-class', (text, name) => elements(text, `[class~=${quoted(name)}]`)],
  ['element-by-style', (text, style) => elements(text, `[style=${quoted(style)}]`)],
  ['html2text', textOfPage],
  ['keep_lines_containing', (text, argument) => filterLines(text, lineTest(argument))],
  ['delete_lines_containing', (text, argument) => filterLines(text, (line) => !lineTest(argument)(line))],
  ['grep', (text, argument) => filterLines(text, lineTest({ re: settingsOf(argument, 're')['re'] }))],
  [
    'grepi',
    (text, argument) =>
      filterLines(text, (line) => !lineTest({ re: settingsOf(argument, 're')['re'] })(line)),
  ],
  ['strip', strip],
  ['sort', sort],
  ['reverse', reverse],
  ['re.sub', substitute],
  ['re.findall', findAll],
  ['format-json', formatJson],
  ['format-xml', formatXml],
  [
    'strip_each_line',
    (text, argument) => strip(text, { ...settingsOf(argument, 'chars'), splitlines: true }),
  ],
  ['remove_repeated', removeRepeated],
  ['remove-duplicate-lines', (text) => removeRepeated(text, { adjacent: false })],
]);

/** Runs the chain; null when it contains an unknown filter. */
export function runFilters(text: string, steps: readonly FilterStep[]): string | null {
  let result = text;
  for (const step of steps) {
    for (const [name, argument] of typeof step === 'string'
      ? [[step, undefined] as const]
      : Object.entries(step)) {
      const filter = FILTERS.get(name);
      if (filter === undefined) return null;
      result = filter(result, argument);
    }
  }
  return result;
}
