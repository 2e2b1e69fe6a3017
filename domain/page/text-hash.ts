// The hash of what a page says: block texts in order, whitespace folded, Unicode composed.
import type { TextBlock } from './parsed-page.ts';

export function textHash(blocks: readonly TextBlock[], hash: (text: string) => string): string {
  return hash(normalisedText(blocks));
}

/** Below U+0300 nothing combines: text without these is composed as it stands, which is known at a glance. */
const MAY_COMBINE = /[\u{300}-\u{10ffff}]/u;

function normalisedText(blocks: readonly TextBlock[]): string {
  const text = blocks.map((block) => block.text).join('\n');
  return MAY_COMBINE.test(text) ? text.normalize('NFC') : text;
}
