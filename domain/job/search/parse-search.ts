// Reads a search by a table of keys. Every fault is told with its place and with what to write instead.
import { distance } from 'fastest-levenshtein';
import {
  AGE_UNITS,
  type AgeUnit,
  MAX_SEARCH_LENGTH,
  MAX_STARS,
  MAX_TERMS,
  MAX_VALUES,
  type ParsedSearch,
  type SearchFault,
  type SearchKey,
  type SearchTerm,
  type SearchValue,
  SIGNS,
  type Sign,
} from './search.ts';
import { type TermToken, type ValueToken, readTerms } from './search-token.ts';

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: SearchFault };

export function parseSearch(text: string, keys: readonly SearchKey[]): ParsedSearch {
  if (text.length > MAX_SEARCH_LENGTH)
    return oneFault(MAX_SEARCH_LENGTH, text.length - MAX_SEARCH_LENGTH, 'too-long', TOO_LONG);
  const tokens = readTerms(text);
  const beyond = tokens[MAX_TERMS];
  if (beyond !== undefined)
    return oneFault(
      beyond.at,
      text.length - beyond.at,
      'too-many',
      `A search has ${MAX_TERMS} terms at most. Leave out what follows here.`,
    );
  const terms: SearchTerm[] = [];
  const faults: SearchFault[] = [];
  for (const token of tokens) {
    const read = readTerm(token, keys);
    terms.push(...read.terms);
    faults.push(...read.faults);
  }
  return faults.length === 0 ? { ok: true, search: { terms } } : { ok: false, faults };
}

const TOO_LONG = `A search has ${MAX_SEARCH_LENGTH} characters at most. Leave out what follows here.`;

function oneFault(at: number, length: number, code: string, detail: string): ParsedSearch {
  return { ok: false, faults: [{ at, length, code, detail }] };
}

interface ReadTerm {
  readonly terms: readonly SearchTerm[];
  readonly faults: readonly SearchFault[];
}

function readTerm(token: TermToken, keys: readonly SearchKey[]): ReadTerm {
  if (token.openQuote !== null)
    return refused(
      { at: token.openQuote, length: token.end - token.openQuote },
      'open-quote',
      'The quotation mark is never closed. Write another " behind the last word.',
    );
  if (token.key === null) return readWord(token);
  const { text, at, end } = token.key;
  const key = keys.find((known) => known.key === text.toLowerCase());
  if (key === undefined) return refused({ at, length: end - at }, 'unknown-key', unknownKey(text, keys));
  if (token.values.length > MAX_VALUES)
    return refused(placeOf(token), 'too-many', `A list has ${MAX_VALUES} values at most.`);
  const reads = token.values.map((value) => readValue(value, key));
  const faults = reads.flatMap((read) => (read.ok ? [] : [read.fault]));
  const values = reads.flatMap((read) => (read.ok ? [read.value] : []));
  return faults.length > 0
    ? { terms: [], faults }
    : { terms: [{ negated: token.negated, key: key.key, values }], faults: [] };
}

function readWord(token: TermToken): ReadTerm {
  const [word] = token.values;
  if (word === undefined || word.text === '')
    return refused(
      placeOf(token),
      'empty-value',
      'Write a word behind the "-", as in -sale, or leave it out.',
    );
  const read = readText(word);
  return read.ok
    ? { terms: [{ negated: token.negated, key: null, values: [read.value] }], faults: [] }
    : { terms: [], faults: [read.fault] };
}

function refused({ at, length }: Pick<SearchFault, 'at' | 'length'>, code: string, detail: string): ReadTerm {
  return { terms: [], faults: [{ at, length, code, detail }] };
}

function placeOf({ at, end }: { readonly at: number; readonly end: number }): { at: number; length: number } {
  return { at, length: end - at };
}

function unknownKey(text: string, keys: readonly SearchKey[]): string {
  const near = nearest(
    text.toLowerCase(),
    keys.map(({ key }) => key),
  );
  const instead = near === null ? `Keys are ${keys.map(({ key }) => key).join(', ')}.` : `Write ${near}:.`;
  return `There is no key "${text}". ${instead} To search for the text itself, put it in quotation marks.`;
}

const NEAR = 2;

function nearest(text: string, words: readonly string[]): string | null {
  const [best] = words
    .map((word) => ({ word, far: distance(text, word) }))
    .toSorted((a, b) => a.far - b.far)
    .filter(({ far, word }) => far <= NEAR && far < word.length);
  return best?.word ?? null;
}

function readValue(token: ValueToken, key: SearchKey): Read<SearchValue> {
  if (token.text === '')
    return wrong(token, 'empty-value', `Write a value behind ${key.key}:, as in ${key.example}.`);
  switch (key.kind) {
    case 'choice':
      return readChoice(token, key);
    case 'text':
      return readText(token);
    case 'number':
      return readNumber(token, key);
    case 'age':
      return readAge(token, key);
  }
}

function wrong(token: ValueToken, code: string, detail: string): Read<SearchValue> {
  return { ok: false, fault: { ...placeOf(token), length: Math.max(1, token.end - token.at), code, detail } };
}

function text(value: string): Read<SearchValue> {
  return { ok: true, value: { kind: 'text', text: value } };
}

function readChoice(token: ValueToken, { key, words = [] }: SearchKey): Read<SearchValue> {
  const word = token.text.toLowerCase();
  if (words.includes(word)) return text(word);
  const near = nearest(word, words);
  const instead = near === null ? `Write one of ${words.join(', ')}.` : `Write ${key}:`.concat(near, '.');
  return wrong(token, 'unknown-value', `"${token.text}" is no value of ${key}. ${instead}`);
}

function readText(token: ValueToken): Read<SearchValue> {
  const stars = token.text.split('*').length - 1;
  if (stars > MAX_STARS)
    return wrong(token, 'too-many', `A text has ${MAX_STARS} * at most. Leave some out.`);
  if (token.text.replaceAll('*', '') === '' && token.text !== '')
    return wrong(token, 'empty-value', 'A * alone fits everything. Write some text beside it.');
  return text(token.text.toLowerCase());
}

const SIGNED = /^(<=|>=|<|>|=)?(-?\d{1,12}(?:\.\d{1,6})?)([a-z%]?)$/i;

interface Signed {
  readonly sign: Sign;
  readonly number: number;
  readonly unit: string;
}

function readSigned(value: string): Signed | null {
  const [, given = '=', number = '', unit = ''] = SIGNED.exec(value) ?? [];
  const sign = SIGNS.find((known) => known === given);
  if (number === '' || sign === undefined) return null;
  return { sign, number: Number(number) + 0, unit: unit.toLowerCase() };
}

function readNumber(token: ValueToken, { key, example }: SearchKey): Read<SearchValue> {
  const read = readSigned(token.text);
  if (read === null || (read.unit !== '' && read.unit !== '%'))
    return wrong(
      token,
      'not-a-number',
      `"${token.text}" is no number. Write ${example}, with <, <=, > or >= before it; without a sign ${key}:5 means exactly 5.`,
    );
  return { ok: true, value: { kind: 'number', sign: read.sign, number: read.number } };
}

function readAge(token: ValueToken, { key, example, words = [] }: SearchKey): Read<SearchValue> {
  const word = token.text.toLowerCase();
  if (words.includes(word)) return text(word);
  const read = readSigned(token.text);
  const unit = AGE_UNITS.find((known) => known === read?.unit);
  if (read === null || unit === undefined || read.sign === '=' || read.number < 0)
    return wrong(token, 'not-a-time', notATime(token.text, { key, example, words }));
  return { ok: true, value: age(read.sign, read.number, unit) };
}

function age(sign: Sign, number: number, unit: AgeUnit): SearchValue {
  return { kind: 'age', sign, number, unit };
}

function notATime(
  given: string,
  { key, example, words }: { key: string; example: string; words: readonly string[] },
): string {
  const besides = words.map((word) => ` or ${key}:`.concat(word)).join('');
  return `"${given}" is no span of time. Write a sign, a number and m, h, d or w (minutes, hours, days, weeks), as in ${example}${besides}.`;
}
