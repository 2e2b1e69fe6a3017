// The blocks of a text without markup (plain text, CSV, Markdown, source code): its lines.
import { boundedText, copyText } from '../html/copy-text.ts';
import type { TextBlock } from '../page/parsed-page.ts';

export const MAX_BLOCKS = 100_000;
/** A longer line becomes several blocks, so that every part of it is read. */
const MAX_BLOCK_CHARS = 20_000;
const LINE_END = /\r\n|[\n\r]/;

/** Cuts a text into blocks by length, because a long value has no line ends to cut it at. */
export function* piecesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += MAX_BLOCK_CHARS)
    yield boundedText(text.slice(at, at + MAX_BLOCK_CHARS), MAX_BLOCK_CHARS);
}

export function textBlocks(text: string): TextBlock[] {
  const blocks: TextBlock[] = [];
  for (const line of text.split(LINE_END, MAX_BLOCKS)) {
    for (const piece of piecesOf(line.trim()))
      if (piece !== '') blocks.push({ path: 'line', text: copyText(piece) });
  }
  return blocks.slice(0, MAX_BLOCKS);
}

/** The lines of a source; with `keepWhitespace` as they are, empty ones left out. */
export function sourceBlocks(source: string, keepWhitespace: boolean): TextBlock[] {
  if (!keepWhitespace) return textBlocks(source);
  return source
    .split(LINE_END, MAX_BLOCKS)
    .filter((line) => line.trim() !== '')
    .map((line) => ({ path: 'line', text: copyText(line.slice(0, MAX_BLOCK_CHARS)) }));
}
