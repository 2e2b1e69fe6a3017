// Whether clean-ups are done: when none was for days, database and disk grow without anybody noticing.
import type { HealthComponent } from './health.ts';
import { DAY_MS } from '../system/duration.ts';

export interface CleanUpFacts {
  /** When the last one that was done began; null: none was. */
  readonly lastAt: Date | null;
  /** Bytes of files that one freed. */
  readonly freedBytes: number;
  /** Since when somebody looks: an installation that is new has none yet. */
  readonly watchedSince: number;
}

/** After this long without one that was done, something is wrong. */
const LATE_DAYS = 3;

const REMEDY =
  '“webloom clean-up list” tells what became of the last ones, “webloom clean-up” begins one now; the schedule “…-clean-up” in Temporal may be paused or gone.';

/** Null: the store does not tell. */
export function judgeCleanUp(facts: CleanUpFacts | null, now: number): HealthComponent {
  const part = { id: 'clean-up', kind: 'clean-up', name: 'Clean-up', since: null } as const;
  if (facts === null)
    return { ...part, state: 'unknown', text: 'The store does not tell.', remedy: null, figures: {} };
  const lastAt = facts.lastAt?.getTime() ?? null;
  const days = (now - Math.max(lastAt ?? 0, lastAt === null ? facts.watchedSince : 0)) / DAY_MS;
  const isKnown = lastAt !== null;
  const figures = {
    msSinceLast: isKnown ? now - lastAt : null,
    freedBytes: isKnown ? facts.freedBytes : null,
  };
  if (days < LATE_DAYS)
    return {
      ...part,
      state: 'ok',
      text:
        lastAt === null ? 'The first one comes tonight.' : 'The last one was done in the last three days.',
      remedy: null,
      figures,
    };
  const text = `None was done for ${Math.floor(days)} days: what is kept no longer stays, and database and disk grow.`;
  return { ...part, state: 'warning', text, remedy: REMEDY, figures };
}
