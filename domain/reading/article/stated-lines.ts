// A text that markup states: plain, with line breaks or as escaped HTML.
import { decodeHTML } from 'entities';
import { foldSpace } from '../html/copy-text.ts';

const BREAKS =
  /<\/?(?:p|div|br|li|ul|ol|h[1-6]|blockquote|table|tr|figure|section)\b[^>]*>|\r?\n|\u2028|\u2029/gi;

/** Its lines, without empty ones. */
export function statedLines(text: string): readonly string[] {
  return text
    .replace(BREAKS, '\n')
    .replace(/<[^>]{0,2000}>/g, '')
    .split('\n')
    .map((line) => foldSpace(decodeHTML(line)))
    .filter((line) => line !== '');
}
