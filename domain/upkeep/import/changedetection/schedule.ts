// When a watch of changedetection.io is looked at: its time between two looks and its hours of the week.
import { WEEKDAYS } from '../../../config/schedule/weekday.ts';
import type { JobDraft } from '../draft.ts';
import type { Members } from '../../../system/differing-members.ts';
import { membersOf, numberOf, textOf, within } from '../translate/value.ts';
import { type ForeignStore, timeBetweenMs } from './store.ts';

const DEFAULT_MS = 10_800_000;
const LEAST_MS = 10_000;
const MOST_MS = 366 * 86_400_000;
const MINUTES_A_DAY = 1_440;
/** As weekdays are ordered here. */
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

export function mapSchedule(draft: JobDraft, watch: Members, { requests, application }: ForeignStore): void {
  const own =
    watch['time_between_check_use_default'] === true ? null : timeBetweenMs(watch['time_between_check']);
  const ms = own ?? timeBetweenMs(requests['time_between_check']) ?? DEFAULT_MS;
  const everyMs = within(ms / 1_000, LEAST_MS / 1_000, MOST_MS / 1_000) * 1_000;
  const hours = hoursOf(
    draft,
    watch['time_schedule_limit'],
    textOf(application['scheduler_timezone_default']),
  );
  draft.schedule = { kind: 'interval', everyMs, ...hours };
}

interface DayHours {
  readonly from: number;
  readonly minutes: number;
}

function hoursOf(draft: JobDraft, value: unknown, zone: string): Members {
  const limit = membersOf(value);
  if (limit['enabled'] !== true) return {};
  const open = DAYS.flatMap((day, index): [number, DayHours][] => {
    const hours = dayHours(limit[day]);
    return hours === null ? [] : [[index, hours]];
  });
  const [first] = open;
  const timezone = textOf(limit['timezone']) || zone;
  const common = timezone === '' ? {} : { timezone };
  if (first === undefined || open.some(([, hours]) => !isSame(hours, first[1]))) {
    draft.lose(
      'time_schedule_limit',
      'A schedule has the same hours on all its days.',
      'Make a copy of the job for the other days.',
    );
    return common;
  }
  const [, { from, minutes }] = first;
  const whole = minutes >= MINUTES_A_DAY;
  return {
    ...common,
    window: {
      days: open.map(([index]) => WEEKDAYS[index]),
      ...(whole ? {} : { from: clockOf(from), to: endOf(from + minutes) }),
    },
  };
}

function isSame(one: DayHours, other: DayHours): boolean {
  return one.from === other.from && one.minutes === other.minutes;
}

/** Null: it is not looked at on this day. */
function dayHours(value: unknown): DayHours | null {
  const day = membersOf(value);
  if (day['enabled'] !== true) return null;
  const [hours = '0', minutes = '0'] = textOf(day['start_time']).split(':');
  const duration = membersOf(day['duration']);
  return {
    from: (Number(hours) || 0) * 60 + (Number(minutes) || 0),
    minutes: (numberOf(duration['hours']) ?? 24) * 60 + (numberOf(duration['minutes']) ?? 0),
  };
}

function clockOf(minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Midnight is the end of the day. */
function endOf(minutes: number): string {
  const end = clockOf(minutes % MINUTES_A_DAY);
  return end === '00:00' ? '24:00' : end;
}
