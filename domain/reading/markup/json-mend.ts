// Reads JSON as pages really write it: comments, CDATA and HTML comment wrappers, raw control characters in strings,
// other text around it, trailing or missing commas, single quotes, a cut-off end. Gives undefined when nothing can be
// made of it.
import { decodeHTML } from 'entities';
import type { JsonValue } from './structured-node.ts';

const MAX_CHARS = 2_000_000;
const WRAPPERS =
  /^\s*(?:<!--|\/\/\s*<!\[CDATA\[|\/\*\s*<!\[CDATA\[\s*\*\/|<!\[CDATA\[)|(?:-->|\/\/\s*\]\]>|\/\*\s*\]\]>\s*\*\/|\]\]>)\s*;?\s*$/g;

const ESCAPED_QUOTE = /&(?:quot|#34|#x22);/i;

export function parseJson(source: string): JsonValue | undefined {
  if (source.length > MAX_CHARS) return undefined;
  const strict = strictJson(source);
  if (strict !== undefined) return strict;
  // A script that was escaped as if it were text has no quotes left but these.
  const isEscaped = !source.includes('"') && ESCAPED_QUOTE.test(source);
  const bare = (isEscaped ? decodeHTML(source) : source).replace(WRAPPERS, '').trim();
  if (bare === '') return undefined;
  return strictJson(bare) ?? new Mender(bare).read();
}

/** The JSON document that starts at position `at` of a longer text, and the position behind it. */
export function readJsonAt(source: string, at: number): { value: JsonValue | undefined; end: number } {
  return new Mender(source, at).readOne();
}

/** A string (left as it is), or an integer that may be too long for a number, such as an article number. */
const LONG_INTEGER = /"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\w.+-])-?\d{16,}(?![\d.eE])/g;
const HAS_LONG = /\d{16}/;

/** Integers that a number would round become texts. */
export function withExactIntegers(source: string): string {
  if (!HAS_LONG.test(source)) return source;
  return source.replace(LONG_INTEGER, (token) =>
    token.startsWith('"') || String(Number(token)) === token ? token : `"${token}"`,
  );
}

/** JSON as it stands, long integers as texts; undefined: it is none. */
export function strictJson(source: string): JsonValue | undefined {
  try {
    return JSON.parse(withExactIntegers(source)) as JsonValue;
  } catch {
    return undefined;
  }
}

const LITERALS: Readonly<Record<string, JsonValue>> = {
  true: true,
  false: false,
  null: null,
  undefined: null,
  NaN: null,
  True: true,
  False: false,
  None: null,
};
/** What opens a text → what may close it. */
const QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '“': '”“',
  '”': '”“',
  '„': '”“',
  '`': '`',
};
/** Where data begins behind other text: braces of a program hold no quoted names. */
const DATA_START = /\{\s*["'“”„]|\[\s*[{"']/g;
/** A price as shops write it, where JSON would end at the comma. */
const DECIMAL_COMMA = /\s*(\d{1,9},\d{1,3})(?=\s*[,}])/y;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };
const MAX_DEPTH = 60;

// oxlint-disable-next-line no-control-regex
const BLANK = /[\s\u0000-\u001f\ufeff]/;
// oxlint-disable-next-line no-control-regex
const ENDS_WORD = /[,:{}[\]\s"'`“”„\u0000-\u001f]/;

function isBlank(char: string): boolean {
  return BLANK.test(char);
}

/** A forgiving reader: it never fails, it stops where nothing more can be read. */
class Mender {
  #at = 0;
  readonly #source: string;

  constructor(source: string, at = 0) {
    this.#source = source;
    this.#at = at;
  }

  readOne(): { value: JsonValue | undefined; end: number } {
    this.#skip();
    const first = this.#source[this.#at];
    const value = first === '{' || first === '[' ? this.#value(0) : undefined;
    // A backslash at the very end moves the position past the end.
    return { value, end: Math.min(this.#at, this.#source.length) };
  }

  read(): JsonValue | undefined {
    this.#skip();
    const first = this.#source[this.#at];
    if (first !== '{' && first !== '[') {
      DATA_START.lastIndex = this.#at;
      const start = DATA_START.exec(this.#source);
      if (start === null) return undefined;
      this.#at = start.index;
    }
    const values: JsonValue[] = [];
    // Several documents in one script are read as a list.
    while (this.#source[this.#at] === '{' || this.#source[this.#at] === '[') {
      values.push(this.#value(0));
      this.#skip();
      while (this.#source[this.#at] === ',' || this.#source[this.#at] === ';') this.#at++;
      this.#skip();
    }
    return values.length === 1 ? values[0] : values;
  }

  #value(depth: number): JsonValue {
    this.#skip();
    const char = this.#source[this.#at];
    if (depth > MAX_DEPTH) {
      this.#at = this.#source.length;
      return null;
    }
    if (char === '{') return this.#object(depth);
    if (char === '[') return this.#array(depth);
    const quotes = QUOTES[char ?? ''];
    return quotes === undefined ? this.#bare() : this.#text(quotes);
  }

  #object(depth: number): JsonValue {
    const object: { [key: string]: JsonValue } = {};
    this.#at++;
    for (;;) {
      this.#skip();
      const char = this.#source[this.#at];
      if (char === undefined) return object;
      if (char === '}' || char === ']') {
        this.#at++;
        return object;
      }
      if (char === ',') {
        this.#at++;
        continue;
      }
      const before = this.#at;
      const quotes = QUOTES[char];
      const key = quotes === undefined ? this.#word() : this.#text(quotes);
      this.#skip();
      if (this.#source[this.#at] === ':') {
        this.#at++;
        const value = this.#decimalComma() ?? this.#value(depth + 1);
        if (key !== '__proto__') object[key] = value;
      }
      if (this.#at === before) this.#at++;
    }
  }

  #array(depth: number): JsonValue {
    const list: JsonValue[] = [];
    this.#at++;
    for (;;) {
      this.#skip();
      const char = this.#source[this.#at];
      if (char === undefined) return list;
      if (char === ']' || char === '}') {
        this.#at++;
        return list;
      }
      if (char === ',') {
        this.#at++;
        continue;
      }
      const before = this.#at;
      list.push(this.#value(depth + 1));
      if (this.#at === before) this.#at++;
    }
  }

  #decimalComma(): string | undefined {
    DECIMAL_COMMA.lastIndex = this.#at;
    const text = DECIMAL_COMMA.exec(this.#source)?.[1];
    if (text !== undefined) this.#at = DECIMAL_COMMA.lastIndex;
    return text;
  }

  #text(quotes: string): string {
    const source = this.#source;
    let text = '';
    this.#at++;
    while (this.#at < source.length) {
      const char = source.charAt(this.#at);
      if (char === '\\') {
        text += this.#escape();
        continue;
      }
      this.#at++;
      if (quotes.includes(char) && this.#endsHere()) return text;
      text += char;
    }
    return text;
  }

  #escape(): string {
    const next = this.#source.charAt(this.#at + 1);
    this.#at += 2;
    if (next === 'u') {
      const hex = this.#source.slice(this.#at, this.#at + 4);
      if (/^[0-9a-f]{4}$/i.test(hex)) {
        this.#at += 4;
        return String.fromCharCode(Number.parseInt(hex, 16));
      }
    }
    // A line break behind a backslash goes on with the line, as in scripts.
    if (next === '\r' && this.#source[this.#at] === '\n') this.#at++;
    if (next === '\r' || next === '\n') return '';
    return ESCAPES[next] ?? next;
  }

  /** A quote ends a string only where JSON can go on; others are unescaped quotes inside the text. */
  #endsHere(): boolean {
    for (let at = this.#at; at < this.#source.length && at < this.#at + 200; at++) {
      const char = this.#source.charAt(at);
      if (isBlank(char)) continue;
      return ',:}]/"“'.includes(char) || this.#source.startsWith('<!--', at);
    }
    return true;
  }

  #word(): string {
    const start = this.#at;
    while (this.#at < this.#source.length && !ENDS_WORD.test(this.#source.charAt(this.#at))) this.#at++;
    return this.#source.slice(start, this.#at).replace(/;+$/, '');
  }

  #bare(): JsonValue {
    const word = this.#word();
    if (Object.hasOwn(LITERALS, word)) return LITERALS[word] ?? null;
    if (word === '') return null;
    const number = Number(word);
    // Zeros first are part of a number that names something, such as an article.
    return Number.isFinite(number) && !/^0\d/.test(word) ? number : word;
  }

  #skip(): void {
    const source = this.#source;
    while (this.#at < source.length) {
      const char = source.charAt(this.#at);
      if (isBlank(char)) this.#at++;
      else if (char === '/' && source[this.#at + 1] === '/') this.#skipLine();
      else if (char === '/' && source[this.#at + 1] === '*') this.#skipTo('*/');
      else if (char === '<' && source.startsWith('<!--', this.#at)) this.#skipTo('-->');
      else return;
    }
  }

  #skipLine(): void {
    while (this.#at < this.#source.length && !/[\r\n]/.test(this.#source.charAt(this.#at))) this.#at++;
  }

  #skipTo(mark: string): void {
    const end = this.#source.indexOf(mark, this.#at + 2);
    this.#at = end < 0 ? this.#source.length : end + mark.length;
  }
}
