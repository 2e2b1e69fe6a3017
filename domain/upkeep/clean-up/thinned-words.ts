// What became of a version that is no longer kept, in words: the end of a sentence, without a full stop.
import type { ThinnedVersion } from './version-store.ts';

export function thinnedWords({ at, thinnedAt }: Pick<ThinnedVersion, 'at' | 'thinnedAt'>): string {
  return `the version of ${minuteOf(at)} UTC was thinned on ${minuteOf(thinnedAt).slice(0, 'YYYY-MM-DD'.length)}, as old versions are`;
}

/** `2026-06-15 12:30`. */
function minuteOf(at: Date): string {
  return at.toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length).replace('T', ' ');
}
