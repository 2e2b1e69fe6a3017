// What a page says of itself in one or two sentences: its meta tags, else its structured data.
import { decodeHTML } from 'entities';
import { boundedText } from '../html/copy-text.ts';
import type { ArticleInput } from './article-facts.ts';
import { articleNode } from './article-node.ts';
import { textProp } from '../markup/structured-node.ts';

const MAX_CHARS = 2_000;

/** Empty if the page states none. */
export function pageDescription(input: ArticleInput): string {
  if (input.metadata.description !== '') return input.metadata.description;
  const node = articleNode(input)?.node;
  const stated = node === undefined ? undefined : textProp(node, 'description', 'abstract');
  if (stated === undefined || stated.includes('</')) return '';
  return boundedText(stated.includes('&') ? decodeHTML(stated) : stated, MAX_CHARS);
}
