// How old the last backup is. By itself that is no fault: whether backups are wanted, and how often, the operator says.
import { type Answer, sentence } from './answer.ts';
import type { HealthComponent } from './health.ts';
import { DAY_MS, HOUR_MS } from '../system/duration.ts';

export interface BackupFacts {
  /** When the last one was finished; null: none is known. */
  readonly lastAt: Answer<Date | null>;
  /** Days within which there has to be one; null: it does not matter. */
  readonly everyDays: number | null;
  readonly now: number;
}

export function judgeBackup({ lastAt, everyDays, now }: BackupFacts): HealthComponent {
  const part = { id: 'backup', kind: 'backup', name: 'The last backup', since: null, remedy: null } as const;
  if (!lastAt.ok) return { ...part, state: 'unknown', text: sentence(lastAt.fault), figures: {} };
  const last = lastAt.value;
  const ageMs = last === null ? null : Math.max(0, now - last.getTime());
  const figures = { ageMs, finishedAtMs: last?.getTime() ?? null };
  const text =
    ageMs === null ? 'No backup was taken yet.' : `The last backup was taken ${ageWords(ageMs)} ago.`;
  if (everyDays === null || (ageMs !== null && ageMs <= everyDays * DAY_MS))
    return { ...part, state: 'ok', text, figures };
  return {
    ...part,
    state: 'warning',
    text: `${text} ${everyDays === 1 ? 'One is' : 'At least one is'} wanted every ${everyDays === 1 ? 'day' : `${everyDays} days`} (WEBLOOM_BACKUP_DAYS).`,
    remedy:
      'Take one: “webloom backup PLACE”, a folder or s3://bucket/prefix. If a timer should have done that, look at its log.',
    figures,
  };
}

/** In whole units, as people say it. */
function ageWords(ms: number): string {
  const [count, unit] =
    ms >= 2 * DAY_MS
      ? [Math.floor(ms / DAY_MS), 'days']
      : ms >= 2 * HOUR_MS
        ? [Math.floor(ms / HOUR_MS), 'hours']
        : [Math.floor(ms / 60_000), 'minutes'];
  return count === 1 ? `one ${unit.slice(0, -1)}` : `${count} ${unit}`;
}
