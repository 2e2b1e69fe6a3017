// One difference in words, with what stood before and what stands now; quotations are cut to `most` characters.
import type { BlockChange, FieldChange } from '../change.ts';
import { capital } from '../../system/capital.ts';
import { clipWords, goesOn, wentBefore } from '../../system/clip.ts';
import { isEntryPath } from '../../reading/content/entry-path.ts';
import {
  factsDiffer,
  isPriceLike,
  isStockLike,
  nameBeside,
  pricesOf,
} from '../../reading/words/text-kind.ts';
import { addedSentence } from './added-sentence.ts';
import { pricePlace } from './price-place.ts';

/** Of a heading under which something stands. */
const MAX_PLACE = 40;

/** What a block is called, by the last tag of its path. */
export function nounOf(path: string): readonly [string, string] {
  if (isEntryPath(path)) return ['entry', 'entries'];
  const tag = path.slice(path.lastIndexOf('/') + 1).replace(/#.*$/, '');
  if (tag === 'p' || tag === 'blockquote') return ['paragraph', 'paragraphs'];
  if (tag === 'li' || tag === 'dd' || tag === 'article') return ['item', 'items'];
  if (/^h[1-6]$/.test(tag)) return ['heading', 'headings'];
  if (tag === 'td' || tag === 'th' || tag === 'tr') return ['table cell', 'table cells'];
  if (tag === 'a' || tag === 'button') return ['link', 'links'];
  return ['line', 'lines'];
}

/** Where there is room for short quotations only, there is none for places. */
const LEAST_WITH_PLACE = 40;

/** ` under Terms`, where all of them stand under one heading. */
export function placeOf(changes: readonly BlockChange[], most: number): string {
  if (most < LEAST_WITH_PLACE) return '';
  const headings = new Set(changes.map(({ under }) => under ?? ''));
  const [only] = headings;
  return headings.size === 1 && only !== undefined && only !== ''
    ? ` under ${clipWords(only, MAX_PLACE)}`
    : '';
}

/** A short text that differs in its price only ("Oak shelf € 13" → "Oak shelf € 18"). */
export function isPriceMove({ op, before = '', after = '' }: BlockChange): boolean {
  if (op !== 'replaced' || before.length > 120 || after.length > 120) return false;
  return isPriceLike(before) && isPriceLike(after) && factsDiffer(before, after);
}

export function isStockMove({ op, before = '', after = '' }: BlockChange): boolean {
  return op === 'replaced' && isStockLike(before) && isStockLike(after) && factsDiffer(before, after);
}

export function fieldPhrase({ name, before, after }: FieldChange, most: number): string {
  const label = `“${capital(name)}”`;
  if (before === null) return `${label} is now ${clipWords(after ?? '', most)}`;
  if (after === null) return `${label} is no longer on the page (was ${clipWords(before, most)})`;
  return `${label} went from ${clipWords(before, most)} to ${clipWords(after, most)}`;
}

/** A difference in words, with quotations of so many characters at most; what costs time is found out once. */
export type Phrase = (most: number) => string;

/** Of every difference but that of a price. */
export function phraseOf(change: BlockChange): Phrase {
  const { op, before = '', after = '', path } = change;
  if (op === 'replaced') return replacedPhrase(change);
  const noun = capital(nounOf(path)[0]);
  if (op === 'moved') {
    const from = change.from === undefined ? '' : ` from ${clipWords(change.from, MAX_PLACE)}`;
    const to = change.under === undefined ? '' : ` to ${clipWords(change.under, MAX_PLACE)}`;
    return (most) => `${noun} moved${from}${to}: “${clipWords(after, most)}”`;
  }
  const text = op === 'removed' ? before : after;
  return (most) => `${noun} ${op}${placeOf([change], most)}: “${clipWords(text, most)}”`;
}

function replacedPhrase(change: BlockChange): Phrase {
  const { before = '', after = '', path } = change;
  const focused = focusOf(before, after);
  const isStock = isStockMove(change);
  const sentence = isStock || path === 'title' ? null : sentencePhrase(change);
  return (most) => {
    const where = placeOf([change], most);
    const [a, b] = focused(most);
    if (isStock) return `Availability${where} went from ${a} to ${b}`;
    if (path === 'title') return `Title went from “${a}” to “${b}”`;
    return labelledPhrase(before, after, most) ?? sentence?.(most) ?? `“${a}” became “${b}”${where}`;
  };
}

/** "Effective: April 8, 2026 → July 27, 2026": a label that stayed, and its value. */
function labelledPhrase(before: string, after: string, most: number): string | null {
  const label = /^[^:：]{2,40}[:：]\s*/u.exec(before)?.[0] ?? '';
  const [old, now] = [before.slice(label.length), after.slice(label.length)];
  if (label === '' || !after.startsWith(label) || old === '' || now === '') return null;
  if (old.length > most || now.length > most) return null;
  return `${label}${old} → ${now}`;
}

/** Of several prices in one line, only those that moved are named. */
export function pricePhrase(change: BlockChange): Phrase {
  const { before = '', after = '' } = change;
  const [old, now] = [pricesOf(before), pricesOf(after)];
  const named = nameBeside(after) === nameBeside(before) ? pricePlace(after, MAX_PLACE) : null;
  const moved = old.length === now.length ? old.flatMap((price, i) => (price === now[i] ? [] : [i])) : [];
  const [first] = moved;
  const only = moved.length === 1 && first !== undefined ? [old[first] ?? '', now[first] ?? ''] : null;
  return (most) => {
    const [from, to] = only ?? [clipWords(before, most), clipWords(after, most)];
    return `Price${named ?? placeOf([change], most)} went from ${from} to ${to}`;
  };
}

/** A text that grew or shrank by whole sentences is not another one: the sentences are what is told. */
function sentencePhrase(change: BlockChange): Phrase | null {
  const { before = '', after = '' } = change;
  const added = addedSentence(before, after);
  const moved = added ?? addedSentence(after, before);
  if (moved === null) return null;
  const subject = moved.count === 1 ? 'Sentence' : `${moved.count} sentences`;
  const verb = added === null ? 'removed' : 'added';
  return (most) => `${subject} ${verb}${placeOf([change], most)}: “${clipWords(moved.text, most)}”`;
}

/** The part in which two texts differ, with a few words around it. */
function focusOf(before: string, after: string): (most: number) => readonly [string, string] {
  const [a, b] = [before.split(' '), after.split(' ')];
  const { head, tail } = commonEnds(a, b);
  const cut = (words: readonly string[], most: number): string => {
    const from = Math.max(0, head - 2);
    const to = Math.min(words.length, words.length - tail + 2);
    const shown = clipWords(words.slice(from, to).join(' '), most);
    const open = to < words.length ? goesOn(shown) : shown;
    return from > 0 ? wentBefore(open) : open;
  };
  return (most) =>
    before.length <= most && after.length <= most ? [before, after] : [cut(a, most), cut(b, most)];
}

/** How many words two texts have in common at their beginning and at their end. */
export function commonEnds(a: readonly string[], b: readonly string[]): { head: number; tail: number } {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  return { head, tail };
}
