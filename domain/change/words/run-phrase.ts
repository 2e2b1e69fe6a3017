// How each topic of a run is said: how many pages or products, and the strongest of them quoted.
import { clipWords } from '../../system/clip.ts';
import { counted } from '../../system/counted.ts';
import { urlHost } from '../../web/url/key.ts';
import { byStrength } from './block-order.ts';
import { signsOf } from './difference-sign.ts';
import { frameLine } from './frame-line.ts';
import { fieldPhrase, isPriceMove, phraseOf, pricePhrase } from './phrase.ts';
import { bodyOf, gravity, nameOf, type PriceWords, priceWords, type RunChange } from './run-change.ts';
import { topicsOf } from './topic.ts';

/** `most`: characters of a quotation; 0: the number alone. */
export type RunPhrase = (most: number) => string;
export type MakePhrase = (changes: readonly RunChange[]) => RunPhrase;

/** `is gone`, `are gone`: said of whole pages, by their names. */
export function pagesPhrase(one: string, many: string, noun = 'page'): MakePhrase {
  return (changes) => (most) => {
    const [first] = changes;
    const isOne = changes.length === 1;
    if (first !== undefined && isOne && most > 0) return `“${clipWords(nameOf(first), most)}” ${one}`;
    const count = `${counted(changes.length, noun)} ${isOne ? one : many}`;
    return most === 0 ? count : `${count}: ${namesOf(changes, most)}`;
  };
}

const MAX_NAMES = 8;

/** As many names as fit, at least one. */
function namesOf(changes: readonly RunChange[], most: number): string {
  const names = changes.map((change) => `“${clipWords(nameOf(change), most)}”`);
  for (let count = Math.min(MAX_NAMES, names.length); count > 1; count -= 1) {
    const line = names.slice(0, count).join(', ');
    if (line.length <= most) return line;
  }
  return names[0] ?? '';
}

/** `sign`: 1 where the lowest is the strongest. */
export function pricesPhrase(word: string, sign: 1 | -1): MakePhrase {
  return (changes) => {
    const moves = changes
      .flatMap((change) => priceWords(change) ?? [])
      .toSorted((a, b) => ((a.percent ?? 0) - (b.percent ?? 0)) * sign);
    const [strongest] = moves;
    return (most) => {
      if (strongest !== undefined && changes.length === 1 && most > 0)
        return `“${clipWords(strongest.name, most)}” ${word}: ${moveWords(strongest)}`;
      const count = `${counted(changes.length, 'product')} ${word}`;
      if (most === 0 || strongest === undefined) return count;
      return `${count}, most: “${clipWords(strongest.name, most)}” ${moveWords(strongest)}`;
    };
  };
}

function moveWords({ before, after, percent }: PriceWords): string {
  if (percent === null) return `${before} → ${after}`;
  const size = Math.abs(percent);
  const rounded = size >= 10 ? Math.round(size) : Math.round(size * 10) / 10;
  return `${before} → ${after} (${percent < 0 ? '−' : '+'}${rounded} %)`;
}

export function fieldsPhrase(changes: readonly RunChange[]): RunPhrase {
  const [first] = changes;
  const [field] = first?.fields ?? [];
  return (most) => {
    const count = `fields changed on ${counted(changes.length, 'page')}`;
    if (first === undefined || most === 0) return count;
    const words = field === undefined ? clipWords(first.summary, most) : fieldPhrase(field, most);
    return changes.length === 1
      ? `“${clipWords(nameOf(first), most)}”: ${words}`
      : `${count}, first: ${words}`;
  };
}

export function entriesPhrase(changes: readonly RunChange[]): RunPhrase {
  const text = changes[0]?.blocks[0]?.after ?? '';
  return (most) => {
    const count = counted(changes.length, 'new entry', 'new entries');
    if (most === 0 || text === '') return count;
    return `${count}${changes.length === 1 ? '' : ', first'}: “${clipWords(text, most)}”`;
  };
}

export function textsPhrase(changes: readonly RunChange[]): RunPhrase {
  const { change, topic } = strongestText(changes);
  const phrase = topic?.phrase();
  return (most) => {
    const count = `${counted(changes.length, 'text')} changed`;
    if (most === 0 || change === undefined) return count;
    const words = phrase === undefined ? clipWords(change.summary, most) : wrapped(phrase(most));
    return changes.length === 1
      ? `“${clipWords(nameOf(change), most)}”: ${words}`
      : `${count}, first: ${words}`;
  };
}

/** A phrase with an arrow needs marks to be told from what stands before it. */
function wrapped(phrase: string): string {
  return phrase.includes(' → ') && !phrase.includes('“') ? `“${phrase}”` : phrase;
}

/** So many texts are weighed against each other, and so many blocks of each: it takes some 25 µs a block. */
const MAX_WEIGHED = 30;
const MAX_BLOCKS = 100;

function strongestText(changes: readonly RunChange[]) {
  const most = Math.max(...changes.map(gravity));
  const gravest = changes.filter((change) => gravity(change) === most).slice(0, MAX_WEIGHED);
  const told = gravest.map((change) => {
    const [topic] = topicsOf(bodyOf(change.blocks).slice(0, MAX_BLOCKS));
    return { change, topic };
  });
  const [strongest] = told.toSorted((a, b) => (b.topic?.strength ?? 0) - (a.topic?.strength ?? 0));
  return { change: strongest?.change, topic: strongest?.topic };
}

const LEAST_SIGNS = 24;

export function samePhrase(changes: readonly RunChange[]): RunPhrase {
  const blocks = byStrength(bodyOf(changes[0]?.blocks ?? []));
  const [first, ...others] = blocks;
  const phrase =
    others.length === 0 && first?.op === 'replaced'
      ? isPriceMove(first)
        ? pricePhrase(first)
        : phraseOf(first)
      : undefined;
  return (asked) => {
    // The number alone says nothing here.
    const most = Math.max(asked, LEAST_SIGNS);
    const count = `the same on ${counted(changes.length, 'page')}`;
    if (first === undefined) return `${count}: ${clipWords(changes[0]?.summary ?? '', most)}`;
    return `${count}: ${phrase === undefined ? signsOf(blocks, most) : wrapped(phrase(most))}`;
  };
}

export function framePhrase(changes: readonly RunChange[]): RunPhrase {
  const line = frameLine(changes, urlHost(changes[0]?.url ?? ''));
  return (most) => line({ pages: changes.length, most });
}
