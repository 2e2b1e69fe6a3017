// Small numbers as words, for headlines: `Two runs are going on`.
import { formatCount } from './format.ts';

const WORDS = [
  'No',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
  'Eleven',
  'Twelve',
] as const;

/** At the begin of a sentence: `One run is`, `13 runs are`. */
export function wordCounted(value: number, one: string, many: string): string {
  return `${WORDS[value] ?? formatCount(value)} ${value === 1 ? one : many}`;
}
