// The schedule that options ask for.
import { WebloomError } from '../../domain/errors.ts';
import { parseEvery } from '../../domain/schedule/interval-text.ts';
import { parseMissed } from '../../domain/schedule/missed-text.ts';
import { parseWindow } from '../../domain/schedule/window-text.ts';

export interface ScheduleOptions {
  readonly every?: string;
  readonly cron?: string;
  readonly zone?: string;
  readonly tz?: string;
  readonly window?: string;
  readonly except?: readonly string[];
  readonly missed?: string;
  /** False: `--no-schedule`. */
  readonly schedule?: boolean;
}

/** Undefined: nothing is asked; null: none any more. */
export function toSchedule(
  { every, cron, schedule, window, except, missed, ...zones }: ScheduleOptions,
  present: Readonly<Record<string, unknown>>,
): object | null | undefined {
  const timezone = zones.zone ?? zones.tz;
  const asked = [every, cron, schedule === false ? '' : undefined].filter((one) => one !== undefined);
  if (asked.length > 1)
    throw new WebloomError('validation', 'Choose one of --every, --cron and --no-schedule.');
  if (schedule === false) return null;
  const isRestricted = window !== undefined || except !== undefined;
  const hasTimes = asked.length > 0 || present['kind'] !== undefined;
  if (isRestricted && !hasTimes)
    throw new WebloomError(
      'validation',
      '--window and --except need a schedule: give --every or --cron, too.',
    );
  if (missed !== undefined && !hasTimes)
    throw new WebloomError('validation', '--missed needs a schedule: give --every or --cron, too.');
  const isOfCron = cron !== undefined || (every === undefined && present['kind'] === 'cron');
  if (timezone !== undefined && !isOfCron && !isRestricted && present['window'] === undefined)
    throw new WebloomError(
      'validation',
      '--zone is the time zone of --cron, --window and --except: give both.',
    );
  const parts = {
    ...timesOf(every, cron),
    ...(timezone === undefined ? {} : { timezone }),
    ...(window === undefined ? {} : { window: parseWindow(window) }),
    ...(except === undefined ? {} : { except: [...new Set([...datesIn(present), ...except])] }),
    ...(missed === undefined ? {} : { missed: parseMissed(missed, '--missed') }),
  };
  return Object.keys(parts).length === 0 ? undefined : parts;
}

function datesIn({ except }: Readonly<Record<string, unknown>>): string[] {
  return Array.isArray(except) ? except.map(String) : [];
}

function timesOf(every: string | undefined, cron: string | undefined): object {
  if (every !== undefined) return { kind: 'interval', everyMs: readEvery(every) };
  return cron === undefined ? {} : { kind: 'cron', cron: readCron(cron) };
}

const SHORTEST_MS = 10_000;
const LONGEST_MS = 366 * 86_400_000;

function readEvery(text: string): number {
  const everyMs = parseEvery(text, '--every');
  if (everyMs >= SHORTEST_MS && everyMs <= LONGEST_MS) return everyMs;
  const fault = everyMs < SHORTEST_MS ? 'too often' : 'too seldom';
  throw new WebloomError('validation', `--every ${text} is ${fault}. Write 10s at least and 366d at most.`);
}

/** The API knows what the fields may say; what has no five of them is another language. */
function readCron(text: string): string {
  const fields = text.trim().split(/\s+/);
  if (fields.length === 5 || /^@[a-z]+$/i.test(text.trim())) return text;
  throw new WebloomError(
    'validation',
    `--cron takes five fields, and "${text}" has ${fields.length}. Write minute hour day month weekday in quotes, as in --cron "0 8 * * 1-5"; for intervals write --every 2h.`,
  );
}
