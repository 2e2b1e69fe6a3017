// The hash of what a page says: block texts in order, whitespace folded, Unicode composed.
import type { TextBlock } from './parsed-page.ts';

export function textHash(blocks: readonly TextBlock[], hash: (text: string) => string): string {
  return hash(normalisedText(blocks));
}

function normalisedText(blocks: readonly TextBlock[]): string {
  return blocks
    .map((block) => block.text)
    .join('\n')
    .normalize('NFC');
}
