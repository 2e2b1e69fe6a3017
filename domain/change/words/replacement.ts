// Words that were replaced by the same words in several places: a product, a company or a year that got another name.
import type { BlockChange } from '../change.ts';
import { commonEnds } from './phrase.ts';

export interface Replacement {
  readonly before: string;
  readonly after: string;
  readonly changes: readonly BlockChange[];
}

/** Longer ones are sentences that were written anew. */
const MAX_CHARS = 60;
const MAX_CANDIDATES = 20;

/** The most frequent first; each change belongs to one of them at most, and each of them has two changes at least. */
export function sameReplacements(changes: readonly BlockChange[]): Replacement[] {
  const replaced = changes.filter(({ op }) => op === 'replaced');
  if (replaced.length < 2) return [];
  const counts = new Map<string, number>();
  for (const change of replaced) {
    const core = coreOf(change);
    if (core !== null) counts.set(core, (counts.get(core) ?? 0) + 1);
  }
  const candidates = [...counts].toSorted(([, a], [, b]) => b - a).slice(0, MAX_CANDIDATES);
  const taken = new Set<BlockChange>();
  return candidates.flatMap(([core]) => {
    const [before = '', after = ''] = core.split(SEPARATOR);
    const same = replaced.filter((change) => !taken.has(change) && isOnly(change, before, after));
    if (same.length < 2) return [];
    for (const change of same) taken.add(change);
    return [{ before, after, changes: same }];
  });
}

const SEPARATOR = '\0';

/** What differs without the words around it; null where one of both is empty or long. */
function coreOf({ before = '', after = '' }: BlockChange): string | null {
  const [a, b] = [before.split(' '), after.split(' ')];
  const { head, tail } = commonEnds(a, b);
  const [old, now] = [a.slice(head, a.length - tail).join(' '), b.slice(head, b.length - tail).join(' ')];
  const [plainOld, plainNow] = withoutMarks(old, now);
  if (plainOld === '' || plainNow === '' || plainOld.length > MAX_CHARS || plainNow.length > MAX_CHARS)
    return null;
  return `${plainOld}${SEPARATOR}${plainNow}`;
}

/** Marks that both end or begin with belong to the sentence. */
function withoutMarks(old: string, now: string): [string, string] {
  let [a, b] = [old, now];
  while (a !== '' && b !== '' && a.at(-1) === b.at(-1) && /[\p{P}\s]/u.test(a.at(-1) ?? ''))
    [a, b] = [a.slice(0, -1), b.slice(0, -1)];
  while (a !== '' && b !== '' && a[0] === b[0] && /[\p{P}\s]/u.test(a[0] ?? ''))
    [a, b] = [a.slice(1), b.slice(1)];
  return [a, b];
}

/** All that differs is that the words were replaced, wherever they stood. */
function isOnly({ before = '', after = '' }: BlockChange, old: string, now: string): boolean {
  return before !== after && before.replaceAll(old, now) === after;
}
