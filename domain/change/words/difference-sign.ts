// Differences as short signs, where a line has room for little: "+ Blog, + Careers, − Press, © 2025 → © 2026".
import { clipWords } from '../../system/clip.ts';

/** As a change keeps it, and as the API shows it. */
export interface SignedBlock {
  readonly op: string;
  readonly path: string;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

const MAX_SIGNS = 12;
/** Of one text. */
const MAX_TEXT = 60;
/** A longer one, or one with a comma, is quoted, so that its end can be seen. */
const PLAIN = /^[^,]{1,24}$/u;

/** As many as fit, at least one; how many are left out is said. */
export function signsOf(blocks: readonly SignedBlock[], most: number): string {
  for (let count = Math.min(MAX_SIGNS, blocks.length); count > 1; count -= 1) {
    const line = lineOf(blocks, count, MAX_TEXT);
    if (line.length <= most) return line;
  }
  const [left, sides] = [blocks.length - 1, blocks[0]?.op === 'replaced' ? 2 : 1];
  const room = most - (left > 0 ? ` and ${left} more`.length : 0) - 8 * sides;
  return lineOf(blocks, 1, Math.max(8, Math.min(MAX_TEXT, Math.floor(room / sides))));
}

function lineOf(blocks: readonly SignedBlock[], count: number, text: number): string {
  const left = blocks.length - count;
  const shown = blocks.slice(0, count).map((block) => signOf(block, text));
  return `${shown.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

function signOf({ op, before = '', after = '' }: SignedBlock, most: number): string {
  switch (op) {
    case 'added':
      return `+ ${quoted(after, most)}`;
    case 'removed':
      return `− ${quoted(before, most)}`;
    case 'moved':
      return `${quoted(after, most)} moved`;
    default:
      return `${quoted(before, most)} → ${quoted(after, most)}`;
  }
}

function quoted(text: string, most: number): string {
  const cut = clipWords(text.replaceAll(/\s+/g, ' ').trim(), most);
  return PLAIN.test(cut) ? cut : `“${cut}”`;
}
