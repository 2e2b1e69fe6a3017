// The text of an article whose page writes it by script: the longest HTML in the strings of its scripts, as frameworks
// embed the state of a page.
import { statedLines } from './stated-lines.ts';

/** A string of JSON. Written without an alternative for each character, which would fill the stack on long ones. */
const STRING = /"([^"\\]*(?:\\.[^"\\]*)*)"/gs;
/** A shorter one holds no text of an article. */
const MIN_CHARS = 300;
/** HTML writes the quotes of its attributes as entities. */
const JSON_KEY = /"\s*:\s*["{[]/;
const PARAGRAPH = /<p\b/gi;
const MIN_PARAGRAPHS = 2;
/** State in a string of a script that pushes it piece by piece is JSON once more. */
const MAX_DEPTH = 2;
/** Characters of scripts that are read; the state of a long article is a tenth of that. */
const MAX_CHARS = 3_000_000;

/** Its lines; none where no script holds a text of several paragraphs. */
export function scriptLines(scripts: readonly string[]): readonly string[] {
  let best: readonly string[] = [];
  let left = MAX_CHARS;
  for (const script of scripts) {
    for (const html of htmlIn(script.slice(0, left), 0)) {
      const lines = statedLines(html);
      if (charsIn(lines) > charsIn(best)) best = lines;
    }
    left -= script.length;
    if (left <= 0) break;
  }
  return best;
}

function* htmlIn(source: string, depth: number): Generator<string> {
  for (const [, escaped = ''] of source.matchAll(STRING)) {
    if (escaped.length < MIN_CHARS) continue;
    const text = unescaped(escaped);
    if (text === null) continue;
    if (depth < MAX_DEPTH && text.includes('"')) yield* htmlIn(text, depth + 1);
    if ((text.match(PARAGRAPH)?.length ?? 0) >= MIN_PARAGRAPHS && !JSON_KEY.test(text)) yield text;
  }
}

function unescaped(escaped: string): string | null {
  try {
    return String(JSON.parse(`"${escaped}"`));
  } catch {
    return null; // a string of JavaScript, or a piece between two strings
  }
}

function charsIn(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}
