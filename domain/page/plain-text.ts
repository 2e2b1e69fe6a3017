// Pages that are no markup (plain text, JSON): every line is a block, nothing else is read from them.
import { boundedText, copyText } from './copy-text.ts';
import type { ParsedPage, TextBlock } from './parsed-page.ts';

const MAX_LINES = 20_000;
const MAX_LINE_CHARS = 20_000;

export function readPlainText(text: string): ParsedPage {
  const blocks: TextBlock[] = [];
  for (const line of text.split('\n', MAX_LINES)) {
    const trimmed = line.trim();
    if (trimmed !== '') blocks.push({ path: 'line', text: copyText(boundedText(trimmed, MAX_LINE_CHARS)) });
  }
  return {
    title: '',
    description: '',
    lang: '',
    noindex: false,
    nofollow: false,
    blocks,
    links: [],
    fields: [],
    priceCandidates: [],
    features: { plainText: true },
  };
}
