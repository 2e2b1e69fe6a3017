// What became of each thing that a model said: found on the page and proved, or refused with why.
import { clip } from '../../../system/clip.ts';
import { cleanLine } from '../../../reading/html/clean-line.ts';
import { MAX_SHOWN } from './bounds.ts';

export type FindingKind = 'part' | 'field' | 'watch' | 'words' | 'price' | 'when' | 'answer' | 'job';

export interface Found {
  readonly kind: FindingKind;
  /** What a job would have, in words. */
  readonly what: string;
  /** How it is found on the page; absent: it is found by no selector. */
  readonly selector?: string;
  /** What the page says there now. */
  readonly shows: readonly string[];
}

export interface Refused {
  readonly kind: FindingKind;
  /** What the model said, cut and cleaned: it is foreign text. */
  readonly said: string;
  readonly why: string;
}

export interface Judged<Value> {
  readonly kept: readonly Value[];
  readonly found: readonly Found[];
  readonly refused: readonly Refused[];
}

export function refusal(kind: FindingKind, said: string, why: string): Refused {
  return { kind, said: clip(cleanLine(said), MAX_SHOWN), why };
}

/** Of several, each judged by itself. */
export function together<Value>(judged: readonly Judged<Value>[]): Judged<Value> {
  return {
    kept: judged.flatMap(({ kept }) => kept),
    found: judged.flatMap(({ found }) => found),
    refused: judged.flatMap(({ refused }) => refused),
  };
}

export function keptAs<Value>(value: Value, found: Found): Judged<Value> {
  return { kept: [value], found: [found], refused: [] };
}

export function refusedAs(kind: FindingKind, said: string, why: string): Judged<never> {
  return { kept: [], found: [], refused: [refusal(kind, said, why)] };
}

export const NOTHING: Judged<never> = { kept: [], found: [], refused: [] };

/** Whether a text says it, whatever the case and the spaces. */
export function says(text: string, words: string): boolean {
  return folded(text).includes(folded(words));
}

function folded(text: string): string {
  return cleanLine(text).toLowerCase();
}
