// What a summary may speak of: differences that belong together as one topic, the strongest first. Prices and stock go first,
// then words replaced in many places, dates and numbers, names and headings, sentences by how much of them changed; links
// and what only moved come last.
import type { BlockChange } from '../change.ts';
import { isEntryPath } from '../../reading/content/entry-path.ts';
import { clipWords } from '../../system/clip.ts';
import { differingMiddle } from './differing-middle.ts';
import { isPriceMove, isStockMove, nounOf, type Phrase, phraseOf, placeOf, pricePhrase } from './phrase.ts';
import { type Replacement, sameReplacements } from './replacement.ts';

export interface Topic {
  /** The differences it covers, in the order of the page. */
  readonly blocks: readonly BlockChange[];
  readonly strength: number;
  /** How it is said; asked of the topics that are told. */
  readonly phrase: () => Phrase;
}

export function topicsOf(changes: readonly BlockChange[]): Topic[] {
  const prices = changes.filter(isPriceMove);
  const priced = new Set(prices);
  const rest = changes.filter((change) => !priced.has(change));
  const same = sameReplacements(rest);
  const covered = new Set(same.flatMap((one) => one.changes));
  const single = rest.filter((change) => !covered.has(change));
  const topics = [
    ...(prices.length === 0 ? [] : [pricesTopic(prices)]),
    ...same.map(replacementTopic),
    ...groupsOf(single).map(groupTopic),
  ];
  // Equally strong ones stay in the order of the page.
  return topics.toSorted((a, b) => b.strength - a.strength);
}

function pricesTopic(prices: readonly BlockChange[]): Topic {
  const [first] = prices;
  return {
    blocks: prices,
    strength: 1_000,
    phrase: () => {
      const one = pricePhrase(first ?? NOTHING);
      if (prices.length === 1) return one;
      return (most) =>
        `${prices.length} prices changed${placeOf(prices, most)}: ${one(most).replace(/^Price (?:of |in )?/, '')}`;
    },
  };
}

function replacementTopic({ before, after, changes }: Replacement): Topic {
  return {
    blocks: changes,
    strength: (isSlight(before, after) ? 100 : 600) + Math.min(90, changes.length),
    phrase: () => (most) =>
      `“${clipWords(before, most)}” became “${clipWords(after, most)}” in ${changes.length} places`,
  };
}

/** Neighbours that were added or removed alike, under one heading; every other difference is alone. */
function groupsOf(changes: readonly BlockChange[]): BlockChange[][] {
  const groups: BlockChange[][] = [];
  for (const change of changes) {
    const last = groups.at(-1);
    const [before] = last ?? [];
    if (last !== undefined && before !== undefined && belongTogether(before, change)) last.push(change);
    else groups.push([change]);
  }
  return groups;
}

function belongTogether(a: BlockChange, b: BlockChange): boolean {
  if (a.op !== b.op || a.op === 'replaced' || a.under !== b.under) return false;
  return isHeading(a) === isHeading(b) && isAround(a) === isAround(b);
}

function groupTopic(group: readonly BlockChange[]): Topic {
  const [first, ...others] = group;
  const strength = Math.max(...group.map(strengthOf)) + Math.min(20, others.length);
  return {
    blocks: group,
    strength,
    phrase: () => (others.length === 0 ? phraseOf(first ?? NOTHING) : (most) => groupPhrase(group, most)),
  };
}

/** "2 items added: “Blog”, “Careers”"; of longer texts "3 paragraphs added under Terms: “…”": the longest, of entries and headings the first. */
function groupPhrase(group: readonly BlockChange[], most: number): string {
  const [first = NOTHING] = group;
  const [longest = first] = group.toSorted((a, b) => textOf(b).length - textOf(a).length);
  const shown = isEntryPath(first.path) || isHeading(first) ? first : longest;
  const quoted = shortTexts(group, most) ?? `“${clipWords(textOf(shown), most)}”`;
  const nouns = new Set(group.map(({ path }) => nounOf(path)[1]));
  const [noun = 'lines'] = nouns;
  const what = `${group.length} ${nouns.size === 1 ? noun : 'lines'} ${first.op}${placeOf(group, most)}`;
  return `${what}: ${quoted}`;
}

/** As many as fit, in their order; null where one of them is no short line. */
function shortTexts(group: readonly BlockChange[], most: number): string | null {
  const texts = group.map((change) => textOf(change));
  if (texts.some((text) => text.length >= SHORT)) return null;
  const shown: string[] = [];
  for (const text of texts) {
    const longer = [...shown, `“${text}”`];
    if (longer.join(', ').length > most) break;
    shown.push(`“${text}”`);
  }
  return shown.length < 2 ? null : shown.join(', ');
}

const NOTHING: BlockChange = { op: 'added', path: '' };

function textOf({ op, before = '', after = '' }: BlockChange): string {
  return op === 'removed' ? before : after;
}

function isHeading({ path }: BlockChange): boolean {
  return path === 'title' || /(?:^|\/)h[1-3](?:#[^/]*)?$/.test(path);
}

/** Parts of a page that lead elsewhere. */
const AROUND = /(?:^|\/)(?:nav|header|footer|aside|menu)(?:[#/]|$)/;

function isAround({ path }: BlockChange): boolean {
  return AROUND.test(path);
}

/** A line of a menu or a button. */
const SHORT = 25;

function strengthOf(change: BlockChange): number {
  const { op } = change;
  const around = isAround(change) ? -400 : 0;
  if (isStockMove(change)) return 900;
  if (op === 'moved') return 10 + around;
  if (op === 'replaced') return replacedStrength(change) + around;
  const length = textOf(change).length;
  if (isHeading(change)) return 400 + around;
  return (length < SHORT ? 60 : 200) + Math.min(150, length / 4) + around;
}

function replacedStrength(change: BlockChange): number {
  const { before = '', after = '' } = change;
  if (isSlight(before, after)) return 100;
  const moved = Math.min(150, Math.abs(after.length - before.length) / 2 + differentWords(before, after) * 4);
  if (digitsDiffer(before, after)) return 500 + moved / 10;
  if (isHeading(change)) return 450 + moved / 10;
  return 250 + moved;
}

/** Another spelling of the same letters, or another number of a section: "1.1" and "1.1.", "2.1" and "(a)". */
function isSlight(before: string, after: string): boolean {
  const letters = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  const [old, now] = differingMiddle(before, after);
  if (letters(old) === letters(now)) return true;
  return isNumbering(before) && isNumbering(after);
}

function isNumbering(text: string): boolean {
  return /^\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})(?:\.\d{1,2}){0,4}[.)]?$/i.test(text.trim());
}

function digitsDiffer(before: string, after: string): boolean {
  const [old, now] = differingMiddle(before, after).map((text) => text.replaceAll(/\D/g, ''));
  return old !== now;
}

function differentWords(before: string, after: string): number {
  const old = new Set(before.split(' '));
  return after.split(' ').filter((word) => !old.has(word)).length;
}
