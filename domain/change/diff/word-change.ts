// What differs within one line, word by word. A number with its decimals is one word ("129.95"), a character of a language
// written without blanks is one, and so is each mark. The work is bounded: what differs too much is replaced as a whole.
import { diffArrays } from 'diff';

export interface WordPiece {
  readonly op: 'same' | 'added' | 'removed';
  readonly text: string;
}

const WITHOUT_BLANKS =
  '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}';
const WORD = new RegExp(
  `\\p{N}+(?:[.,'\\u2019\\u00a0\\u202f]\\p{N}+)*|[${WITHOUT_BLANKS}]\\p{M}*|(?:(?![${WITHOUT_BLANKS}])[\\p{L}\\p{M}_])+|\\s+|[^]`,
  'gu',
);
const MAX_CHARACTERS = 20_000;
const MAX_EDITS = 400;

export function diffWords(before: string, after: string): WordPiece[] {
  if (before === after) return before === '' ? [] : [{ op: 'same', text: before }];
  const parts =
    before.length + after.length > MAX_CHARACTERS
      ? undefined
      : diffArrays(before.match(WORD) ?? [], after.match(WORD) ?? [], { maxEditLength: MAX_EDITS });
  if (parts === undefined) return replaced(before, after);
  return joinOverBlanks(
    parts.map(({ added, removed, value }) => ({
      op: added ? 'added' : removed ? 'removed' : 'same',
      text: value.join(''),
    })),
  );
}

function replaced(before: string, after: string): WordPiece[] {
  const parts: WordPiece[] = [
    { op: 'removed', text: before },
    { op: 'added', text: after },
  ];
  return parts.filter(({ text }) => text !== '');
}

/** Two changed words with only a blank between them are one change: "five old" became "six new". */
function joinOverBlanks(parts: readonly WordPiece[]): WordPiece[] {
  const joined: WordPiece[] = [];
  let removed = '';
  let added = '';
  const flush = (): void => {
    joined.push(...replaced(removed, added));
    removed = '';
    added = '';
  };
  for (const [at, { op, text }] of parts.entries()) {
    if (op === 'removed') removed += text;
    else if (op === 'added') added += text;
    else if (text.trim() === '' && removed !== '' && added !== '' && isChanged(parts, at + 1)) {
      removed += text;
      added += text;
    } else {
      flush();
      joined.push({ op, text });
    }
  }
  flush();
  return joined;
}

/** Whether words were both taken away and put there at this place. */
function isChanged(parts: readonly WordPiece[], at: number): boolean {
  const ops = new Set([parts[at]?.op, parts[at + 1]?.op]);
  return ops.has('removed') && ops.has('added');
}
