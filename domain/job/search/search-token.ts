// Cuts the text of a search into tokens with their places. White space separates; quotes keep it together; a backslash
// in quotes keeps the next character as it is.

export interface ValueToken {
  readonly text: string;
  readonly at: number;
  readonly end: number;
  readonly quoted: boolean;
}

export interface TermToken {
  readonly at: number;
  readonly end: number;
  readonly negated: boolean;
  /** Null: no `key:` stands before the values. */
  readonly key: { readonly text: string; readonly at: number; readonly end: number } | null;
  readonly values: readonly ValueToken[];
  /** Place of a quote that is never closed. */
  readonly openQuote: number | null;
}

const KEY = /^([A-Za-z][A-Za-z-]*):(?!\/\/)/;
const SPACE = /\s/;

export function readTerms(text: string): TermToken[] {
  const terms: TermToken[] = [];
  let at = 0;
  while (at < text.length) {
    if (SPACE.test(text[at] ?? '')) {
      at += 1;
      continue;
    }
    const term = readTerm(text, at);
    terms.push(term);
    at = term.end;
  }
  return terms;
}

function readTerm(text: string, at: number): TermToken {
  const negated = text[at] === '-';
  const keyAt = negated ? at + 1 : at;
  const named = KEY.exec(text.slice(keyAt))?.[1];
  const key = named === undefined ? null : { text: named, at: keyAt, end: keyAt + named.length };
  const values: ValueToken[] = [];
  let next = key === null ? keyAt : key.end + 1;
  let openQuote: number | null = null;
  for (;;) {
    const { value, isOpen } = readValue(text, next, key !== null);
    values.push(value);
    if (isOpen) openQuote = value.at;
    next = value.end;
    if (key === null || text[next] !== ',') break;
    next += 1;
  }
  return { at, end: Math.max(next, at + 1), negated, key, values, openQuote };
}

function readValue(text: string, at: number, isListed: boolean): { value: ValueToken; isOpen: boolean } {
  if (text[at] === '"') return readQuoted(text, at);
  let end = at;
  while (end < text.length && !SPACE.test(text[end] ?? '') && !(isListed && text[end] === ',')) end += 1;
  return { value: { text: text.slice(at, end), at, end, quoted: false }, isOpen: false };
}

function readQuoted(text: string, at: number): { value: ValueToken; isOpen: boolean } {
  let read = '';
  for (let end = at + 1; end < text.length; end += 1) {
    const character = text[end] ?? '';
    if (character === '"') return { value: { text: read, at, end: end + 1, quoted: true }, isOpen: false };
    if (character === '\\' && end + 1 < text.length) {
      end += 1;
      read += text[end] ?? '';
    } else read += character;
  }
  return { value: { text: read, at, end: text.length, quoted: true }, isOpen: true };
}
