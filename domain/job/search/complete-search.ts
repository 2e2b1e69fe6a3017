// What may follow at the caret of a search that is being written: keys, the words of a key, and values that somebody
// else knows (tags, hosts). Each suggestion says which part of the text it replaces.
import { type TermToken, readTerms } from './search-token.ts';
import { quoted } from './quoted.ts';
import { AGE_UNITS, type SearchKey } from './search.ts';

export interface SearchSuggestion {
  /** The part of the text it replaces. */
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  readonly label: string;
  readonly means: string;
}

export interface CompletionInput {
  readonly text: string;
  /** Number of UTF-16 code units before the caret. */
  readonly caret: number;
  readonly keys: readonly SearchKey[];
  /** Values that are known of keys without a closed list, most frequent first. */
  readonly known: Readonly<Record<string, readonly string[]>>;
}

const MOST = 12;

export function completeSearch({ text, caret, keys, known }: CompletionInput): SearchSuggestion[] {
  const term = readTerms(text.slice(0, caret)).find(({ at, end }) => at < caret && caret <= end);
  if (term === undefined) return suggestKeys({ from: caret, to: caret, begun: '', minus: '' }, keys);
  const minus = term.negated ? '-' : '';
  if (term.key === null)
    return suggestKeys({ from: term.at, to: wordEnd(text, caret), begun: begunWord(term), minus }, keys);
  const name = term.key.text.toLowerCase();
  const key = keys.find((one) => one.key === name);
  const last = term.values.at(-1);
  if (key === undefined || last === undefined) return [];
  const place = { from: last.at, to: valueEnd(text, caret), begun: last.text.toLowerCase() };
  return suggestValues(place, key, known[name] ?? []);
}

function begunWord({ values }: TermToken): string {
  return values[0]?.text.toLowerCase() ?? '';
}

/** The rest of the word the caret stands in is replaced too. */
function wordEnd(text: string, caret: number): number {
  const rest = /^[^\s:]*:?/.exec(text.slice(caret))?.[0] ?? '';
  return caret + rest.length;
}

function valueEnd(text: string, caret: number): number {
  const rest = /^[^\s,]*/.exec(text.slice(caret))?.[0] ?? '';
  return caret + rest.length;
}

interface Place {
  readonly from: number;
  readonly to: number;
  readonly begun: string;
}

function suggestKeys(
  { from, to, begun, minus }: Place & { readonly minus: string },
  keys: readonly SearchKey[],
): SearchSuggestion[] {
  return keys
    .filter(({ key }) => key.startsWith(begun))
    .map(({ key, means }) => ({ from, to, insert: `${minus}${key}:`, label: `${key}:`, means }));
}

function suggestValues(place: Place, key: SearchKey, known: readonly string[]): SearchSuggestion[] {
  const words = (key.words ?? []).filter((word) => word.startsWith(place.begun));
  if (key.kind === 'choice') return words.map((word) => suggestion(place, word, ''));
  if (key.kind === 'text') {
    const fitting = known.filter((value) => value.toLowerCase().includes(place.begun));
    return fitting.slice(0, MOST).map((value) => suggestion(place, value, ''));
  }
  return [...signed(place, key), ...words.map((word) => suggestion(place, word, ''))];
}

/** `<24h` where nothing is written yet; the units behind a number. */
function signed(place: Place, { key, kind, example }: SearchKey): SearchSuggestion[] {
  if (place.begun === '') return [suggestion(place, example.replace(`${key}:`, ''), 'for example')];
  if (kind !== 'age' || !/^(?:<=?|>=?)\d+$/.test(place.begun)) return [];
  const names = { m: 'minutes', h: 'hours', d: 'days', w: 'weeks' };
  return AGE_UNITS.map((unit) => suggestion(place, `${place.begun}${unit}`, names[unit]));
}

function suggestion({ from, to }: Place, value: string, means: string): SearchSuggestion {
  return { from, to, insert: /[\s",\\]/.test(value) ? quoted(value) : value, label: value, means };
}
