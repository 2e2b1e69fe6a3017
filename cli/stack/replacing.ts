// Tells a process of Webloom how many before it were replaced in a row, because they had grown beyond their memory bound. It
// then has more patience with itself, so that processes which need more than the bound are not replaced every minute.
import { leastAgeMs, nextInRow } from '../../domain/system/agent/memory-bound.ts';
import type { Replacing } from './process/supervisor.ts';

/** `baseMs`: age from which a process may be replaced (WEBLOOM_MEMORY_AGE_S). */
export function replacingAfter(baseMs: number): Replacing {
  return {
    envOf: (inRow) => ({ WEBLOOM_REPLACED_IN_ROW: String(inRow) }),
    nextInRow: (inRow, livedMs) => nextInRow(inRow, livedMs, baseMs),
  };
}

/** For the terminal; `inRow`: with the one that is replaced now. */
export function replacedInWords(inRow: number, baseMs: number): string {
  const grown = 'had grown beyond its memory bound and is replaced';
  if (inRow < 2) return grown;
  return `${grown}, like ${inRow - 1} before it in a row: their work needs more than WEBLOOM_MEMORY_MB; the next one is left alone for ${leastAgeMs(baseMs, inRow) / 1_000} s`;
}
