// Values that scripts of a page assign to names, such as `window.__INITIAL_STATE__ = {…}`: literals, quoted JSON, and what is
// pushed to a list. Read as text, never run; everything is bounded.
import type { Element } from 'domhandler';
import { rawTextOf } from '../html/html-tree.ts';
import { readJsonAt, strictJson } from './json-mend.ts';
import type { JsonValue } from './structured-node.ts';

export interface ScriptVariable {
  /** Without `window.`; members with dots between: `App.state`. */
  readonly name: string;
  readonly value: JsonValue;
}

const MAX_SCRIPT_CHARS = 2_000_000;
const MAX_TOTAL_CHARS = 4_000_000;
/** Literals are read up to their end, and those inside of one that is no JSON once more. */
const MAX_READ_CHARS = 8_000_000;
const MAX_VARIABLES = 2_000;
const MAX_NAME = 200;

const WORD = String.raw`[\p{L}_$][\p{L}\p{N}_$]*`;
const NAME = String.raw`${WORD}(?:\.${WORD}|\[["']${WORD}["']\])*`;
/** A name and what makes it the value behind it; a script often keeps what is there already: `x = x || {…}`. */
const ASSIGNED = new RegExp(
  String.raw`(?<![\p{L}\p{N}_$.\])])(${NAME})(?:\s*=(?![=>])\s*(?:${NAME}\s*(?:\|\||\?\?)\s*)?|\.push\(\s*)`,
  'gu',
);
const BARE_NAME = new RegExp(String.raw`^${WORD}(?:\.${WORD})*$`, 'u');
/** What may stand before a text that holds JSON. */
const UNPACKED = /(JSON\.parse\(\s*)?(decodeURIComponent\(\s*)?(?=["'`])/y;
/** What follows a value that is all that is assigned. */
const ENDS_VALUE = /\s*(?:[;,)}\n]|$)/y;
const SCALAR = /(?:-?\d{1,15}(?:\.\d{1,15})?|true|false|null)(?=\s*(?:[;,)}\n]|$))/y;
const WRAPPED = /(?:Object\.freeze|structuredClone)\(\s*/y;

/** The name as it is found: `window["__DATA__"]` is `__DATA__`; null: it is no name of a variable. */
export function variableName(written: string): string | null {
  const dotted = written.trim().replaceAll(/\[["']([^"'\]]*)["']\]/g, '.$1');
  const name = dotted.replace(/^(?:(?:window|self|globalThis)\.)+/, '');
  // A JSONPath begins like this.
  if (/^\$(?:\.|$)/.test(name)) return null;
  return name.length <= MAX_NAME && BARE_NAME.test(name) ? name : null;
}

/** In the order of the page; a name that is assigned twice is there twice. `only`: no other name is read. */
export function scriptVariables(scripts: readonly Element[], only?: string): ScriptVariable[] {
  const found: ScriptVariable[] = [];
  let [charsLeft, readLeft] = [MAX_TOTAL_CHARS, MAX_READ_CHARS];
  for (const script of scripts) {
    if (/json/i.test(script.attribs['type'] ?? '')) continue;
    const source = rawTextOf(script);
    charsLeft -= source.length;
    if (source.length > MAX_SCRIPT_CHARS || charsLeft < 0) continue;
    const pattern = new RegExp(ASSIGNED);
    for (let match = pattern.exec(source); match !== null; match = pattern.exec(source)) {
      const name = variableName(match[1] ?? '');
      if (name === null || (only !== undefined && name !== only)) continue;
      const read = valueAt(source, pattern.lastIndex);
      readLeft -= read.end - pattern.lastIndex;
      if (readLeft < 0 || found.length === MAX_VARIABLES) return found;
      if (read.value !== undefined) found.push({ name, value: read.value });
      // What is no JSON may be code, in which more is assigned.
      if (read.isStrict) pattern.lastIndex = read.end;
    }
  }
  return found;
}

interface ReadValue {
  readonly value: JsonValue | undefined;
  readonly end: number;
  readonly isStrict: boolean;
}

function valueAt(source: string, from: number): ReadValue {
  const at = behind(WRAPPED, source, from) ?? from;
  const first = source[at];
  if (first === '{' || first === '[') return literalAt(source, at);
  UNPACKED.lastIndex = at;
  const text = UNPACKED.exec(source);
  if (text !== null) {
    const begin = at + text[0].length;
    const end = quoteEnd(source, begin);
    const isWhole = end !== null && behind(ENDS_VALUE, source, end) !== null;
    if (!isWhole) return { value: undefined, end: begin, isStrict: false };
    const quoted = source.slice(begin + 1, end - 1);
    const value = textValue(quoted, { isJson: text[1] !== undefined, isEncoded: text[2] !== undefined });
    return { value, end, isStrict: true };
  }
  const end = behind(SCALAR, source, at);
  if (end === null) return { value: undefined, end: at, isStrict: false };
  return { value: strictJson(source.slice(at, end)), end, isStrict: true };
}

/** The position behind a quoted text; null: it does not end, or a script puts something into it. */
function quoteEnd(source: string, begin: number): number | null {
  const quote = source.charAt(begin);
  for (let at = begin + 1; at < source.length; at += 1) {
    const char = source.charAt(at);
    if (char === quote) return at + 1;
    if (char === '\\') at += 1;
    else if (quote === '`' ? source.startsWith('${', at) : char === '\n') return null;
  }
  return null;
}

/** An object or a list, as JSON or as a script may write it. */
function literalAt(source: string, at: number): ReadValue {
  const { value, end } = readJsonAt(source, at);
  const strict = strictJson(source.slice(at, end));
  return { value: strict ?? value, end, isStrict: strict !== undefined };
}

/** A text that holds JSON stands for its value; another one for itself. */
function textValue(
  quoted: string,
  { isJson, isEncoded }: { readonly isJson: boolean; readonly isEncoded: boolean },
): JsonValue | undefined {
  const plain = unescaped(quoted);
  const text = isEncoded || /^%[57]B/i.test(plain) ? decoded(plain) : plain;
  if (text === undefined) return undefined;
  const value = /^\s*[[{]/.test(text) || isJson ? strictJson(text) : undefined;
  return value ?? (isJson ? undefined : text);
}

const ESCAPE = /\\(?:u\{([\da-f]{1,6})\}|u([\da-f]{4})|x([\da-f]{2})|(\r\n|[^]))/gi;
const LETTERS: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  0: '\0',
  '\n': '',
  '\r\n': '',
};

function unescaped(text: string): string {
  return text.replace(ESCAPE, (...[all, point, unit, byte, char]: (string | undefined)[]) => {
    const hex = point ?? unit ?? byte;
    if (hex === undefined) return LETTERS[char ?? ''] ?? char ?? '';
    const code = Number.parseInt(hex, 16);
    return code > 0x10_ff_ff ? (all ?? '') : String.fromCodePoint(code);
  });
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // no text of an address
  }
}

function behind(pattern: RegExp, source: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(source) ? pattern.lastIndex : null;
}
