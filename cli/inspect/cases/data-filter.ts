// Filters of a chain that write data in a form to read.
import { type ChildNode, Element } from 'domhandler';
import { getOuterHTML } from 'domutils';
import { parseExactXml } from '../../../domain/reading/html/html-tree.ts';
import { byCodePoint, type FilterRow, settingsOf } from './filter-settings.ts';
import { write } from './markup-filter.ts';

/** Stands before a number that is kept as a text, so that it is written as it was (`1.0`, long integers). */
const NUMBER_MARK = '\ue000';
const TEXT_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;

function formatJson(text: string, argument: unknown): string {
  const settings = settingsOf(argument, 'indentation');
  const marked = text.replace(TEXT_OR_NUMBER, (token) =>
    token.startsWith('"') ? token : `"${NUMBER_MARK}${token}"`,
  );
  const value = JSON.parse(marked) as unknown;
  const indent = Number(settings['indentation'] ?? 4);
  const sorted = settings['sort_keys'] === true ? sortedJson(value) : value;
  return JSON.stringify(sorted, null, indent || 4).replace(/"\ue000([^"]*)"/g, '$1');
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

export const DATA_FILTERS: readonly FilterRow[] = [
  ['format-json', formatJson],
  ['format-xml', formatXml],
];
