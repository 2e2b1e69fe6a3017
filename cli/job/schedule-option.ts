// The schedule that options ask for.
import { WebloomError } from '../../domain/errors.ts';
import { parseEvery } from '../../domain/job/interval-text.ts';

export interface ScheduleOptions {
  readonly every?: string;
  readonly cron?: string;
  readonly zone?: string;
  readonly tz?: string;
  /** False: `--no-schedule`. */
  readonly schedule?: boolean;
}

/** Undefined: nothing is asked; null: none any more. */
export function toSchedule(
  { every, cron, schedule, ...zones }: ScheduleOptions,
  present: Readonly<Record<string, unknown>>,
): object | null | undefined {
  const timezone = zones.zone ?? zones.tz;
  const asked = [every, cron, schedule === false ? '' : undefined].filter((one) => one !== undefined);
  if (asked.length > 1)
    throw new WebloomError('validation', 'Choose one of --every, --cron and --no-schedule.');
  if (schedule === false) return null;
  if (timezone !== undefined && (every !== undefined || (cron === undefined && present['kind'] !== 'cron')))
    throw new WebloomError('validation', '--zone is the time zone of --cron: give both.');
  if (every !== undefined) return { kind: 'interval', everyMs: parseEvery(every) };
  if (cron !== undefined) return { kind: 'cron', cron, ...(timezone === undefined ? {} : { timezone }) };
  return timezone === undefined ? undefined : { timezone };
}
