// The lines of markup as people compare them. Much of it is sent on one line, which would be one difference.
import type { TextBlock } from '../page/parsed-page.ts';
import { copyText } from '../html/copy-text.ts';

/** A longer line is broken before its tags, and what is long still, as data of a script, behind its members. */
const MAX_LINE = 200;
const LINE_END = /\r\n|[\n\r]/;
const BEFORE_TAG = /(?=<[!a-z])/i;
const BEHIND_MEMBER = /(?<=[,;{}])/;

/** Nothing of it is left out but space around lines. */
export function markupLines(html: string): TextBlock[] {
  return html
    .split(LINE_END)
    .flatMap((line) => brokenAt(line, BEFORE_TAG))
    .flatMap((line) => brokenAt(line, BEHIND_MEMBER))
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => ({ path: 'line', text: copyText(line) }));
}

function brokenAt(line: string, place: RegExp): string[] {
  return line.length <= MAX_LINE ? [line] : line.split(place);
}
