// The schedule that options ask for.
import { WebloomError } from '../../domain/system/errors.ts';
import { parseMissed } from '../../domain/config/schedule/missed-text.ts';
import { parsePhrase, readSchedule } from '../../domain/config/schedule/phrase/parse-phrase.ts';
import { readZone, splitZone, unknownZone } from '../../domain/config/schedule/phrase/zone-words.ts';
import { parseWindow } from '../../domain/config/schedule/window-text.ts';
import { DAY_MS } from '../../domain/system/duration.ts';
import { given } from '../../domain/system/given.ts';

export interface ScheduleOptions {
  readonly every?: string;
  readonly cron?: string;
  readonly zone?: string;
  readonly tz?: string;
  readonly window?: string;
  readonly except?: readonly string[];
  readonly missed?: string;
  /** In words; false: `--no-schedule`. */
  readonly schedule?: string | boolean;
}

/** Undefined: nothing is asked; null: none any more. */
export function toSchedule(
  options: ScheduleOptions,
  present: Readonly<Record<string, unknown>>,
): object | null | undefined {
  const { every, cron, schedule, window, except, missed } = options;
  const asked = [every, cron, schedule].filter((one) => one !== undefined);
  if (asked.length > 1)
    throw new WebloomError('validation', 'Choose one of --every, --schedule, --cron and --no-schedule.');
  if (schedule === false) return null;
  const zone = zoneOf(options);
  const times = timesOf(options, zone);
  checkTogether(options, { ...present, ...times });
  const parts = {
    ...times,
    ...given({ timezone: zone }),
    ...(window === undefined ? {} : { window: parseWindow(window) }),
    ...(except === undefined ? {} : { except: [...new Set([...datesIn(present), ...except])] }),
    ...(missed === undefined ? {} : { missed: parseMissed(missed, '--missed') }),
  };
  return Object.keys(parts).length === 0 ? undefined : parts;
}

/** `whole`: the schedule as it will be, as far as its times are said. */
function checkTogether(
  { window, except, missed, ...zones }: ScheduleOptions,
  whole: Readonly<Record<string, unknown>>,
): void {
  const hasTimes = whole['kind'] !== undefined;
  const isRestricted = window !== undefined || except !== undefined;
  if (isRestricted && !hasTimes)
    throw new WebloomError(
      'validation',
      '--window and --except need a schedule: give --every, --schedule or --cron, too.',
    );
  if (missed !== undefined && !hasTimes)
    throw new WebloomError(
      'validation',
      '--missed needs a schedule: give --every, --schedule or --cron, too.',
    );
  const hasZone = (zones.zone ?? zones.tz) !== undefined;
  const hasClock = isRestricted || whole['kind'] === 'cron' || whole['window'] !== undefined;
  if (hasZone && !hasClock)
    throw new WebloomError(
      'validation',
      '--zone is the time zone of times of the day, --window and --except: give both.',
    );
}

function zoneOf({ zone, tz }: ScheduleOptions): string | undefined {
  const text = zone ?? tz;
  if (text === undefined) return undefined;
  const read = readZone(text);
  if (read === null) throw unknownZone(text);
  return read;
}

function datesIn({ except }: Readonly<Record<string, unknown>>): string[] {
  return Array.isArray(except) ? except.map(String) : [];
}

function timesOf({ every, schedule, cron }: ScheduleOptions, zone: string | undefined): object {
  if (every !== undefined) return inWords('--every', every, zone);
  if (typeof schedule === 'string') return inWords('--schedule', schedule, zone);
  return cron === undefined ? {} : cronIn(cron);
}

/** Behind --every the word itself may be left out. Times of the day are meant by the clock of this machine. */
function inWords(option: string, text: string, zone: string | undefined): object {
  const here = zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const schedule =
    (option === '--every' ? parsePhrase(`every ${text}`, here) : null) ?? readSchedule(text, here);
  if (zone !== undefined && schedule.timezone !== undefined && schedule.timezone !== zone)
    throw new WebloomError('validation', `${option} "${text}" and --zone name two time zones. Name one.`);
  if (schedule.kind === 'interval') checkInterval(option, text, schedule.everyMs);
  return schedule;
}

const SHORTEST_MS = 10_000;
const MAX_MS = 366 * DAY_MS;

function checkInterval(option: string, text: string, everyMs: number): void {
  if (everyMs >= SHORTEST_MS && everyMs <= MAX_MS) return;
  const fault = everyMs < SHORTEST_MS ? 'too often' : 'too seldom';
  throw new WebloomError('validation', `${option} ${text} is ${fault}. Write 10s at least and 366d at most.`);
}

/** The API knows what the fields may say; what has no five of them is another language. */
function cronIn(text: string): object {
  const { rest, zone } = splitZone(text.trim().replaceAll(/\s+/g, ' '));
  const fields = rest.split(' ');
  if (fields.length === 5 || /^@[a-z]+$/i.test(rest))
    return { kind: 'cron', cron: rest, ...given({ timezone: zone ?? undefined }) };
  throw new WebloomError(
    'validation',
    `--cron takes five fields, and "${text}" has ${fields.length}. Write minute hour day month weekday in quotes, as in --cron "0 8 * * 1-5"; in words write --every 2h or --schedule "weekdays at 8:00".`,
  );
}
