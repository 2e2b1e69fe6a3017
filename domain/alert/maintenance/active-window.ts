// Whether a maintenance window is on, until when, and which one covers a job.
import { isInScope, type ScopedJob } from '../rule/alert-rule.ts';
import {
  dayBefore,
  isBetween,
  localMinute,
  localWeekday,
  minuteOf,
  nextAt,
} from '../../config/schedule/time-of-day.ts';
import type { MaintenanceTime, MaintenanceWindow } from './maintenance-window.ts';

export interface ActiveWindow {
  readonly window: MaintenanceWindow;
  readonly until: Date;
}

/** Until when it is on; null: it is not. */
export function activeUntil(when: MaintenanceTime, now: Date): Date | null {
  if (when.kind === 'once') return now >= when.from && now < when.until ? when.until : null;
  const [from, to] = [minuteOf(when.from), minuteOf(when.to)];
  const minute = localMinute(now, when.zone);
  if (!isBetween(minute, from, to)) return null;
  const today = localWeekday(now, when.zone);
  // After midnight it is the window of the day before.
  const begun = from > to && minute < to ? dayBefore(today) : today;
  return when.days.includes(begun) ? nextAt(to, now, when.zone) : null;
}

/** Of several the one that ends last; null: none covers it. Without a job, those of the whole workspace alone do. */
export function coveringWindow(
  windows: readonly MaintenanceWindow[],
  job: ScopedJob | null,
  now: Date,
): ActiveWindow | null {
  const active = windows.flatMap((window): ActiveWindow[] => {
    const isCovered = job === null ? window.scope.kind === 'workspace' : isInScope(window.scope, job);
    const until = isCovered ? activeUntil(window.when, now) : null;
    return until === null ? [] : [{ window, until }];
  });
  return active.toSorted((a, b) => b.until.getTime() - a.until.getTime())[0] ?? null;
}

/** When it was over for good; null: it is not. */
export function endedAt({ when }: Pick<MaintenanceWindow, 'when'>, now: Date): Date | null {
  return when.kind === 'once' && when.until <= now ? when.until : null;
}
