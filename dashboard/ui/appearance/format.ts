// Numbers, sizes, durations, money and times in words. Times always name their zone where they are absolute.
import { type Appearance, zoneOf } from './appearance.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../domain/system/duration.ts';

const LANGUAGE = 'en-GB';
const count = new Intl.NumberFormat('en-US');

export function formatCount(value: number): string {
  return count.format(value);
}

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

export function formatBytes(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1_000 ** step;
  return `${value >= 100 || step === 0 ? Math.round(value) : value.toFixed(1)} ${UNITS[step] ?? 'B'}`;
}

/** The two largest units: `340 ms`, `4.2 s`, `3 min 5 s`, `2 h 10 min`, `3 d 4 h`. */
export function formatDuration(ms: number): string {
  if (ms < SECOND_MS) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 10 * SECOND_MS) return `${(ms / SECOND_MS).toFixed(1)} s`;
  if (ms < MINUTE_MS) return `${Math.round(ms / SECOND_MS)} s`;
  if (ms < HOUR_MS) return twoUnits(Math.round(ms / SECOND_MS), 60, 'min', 's');
  if (ms < DAY_MS) return twoUnits(Math.round(ms / MINUTE_MS), 60, 'h', 'min');
  return twoUnits(Math.round(ms / HOUR_MS), 24, 'd', 'h');
}

function twoUnits(total: number, size: number, large: string, small: string): string {
  const rest = total % size;
  return rest === 0 ? `${total / size} ${large}` : `${(total - rest) / size} ${large} ${rest} ${small}`;
}

/** `just now`, `5 min ago`, `in 2 h`; older than a month it is a date. */
export function formatAge(at: number, now: number): string {
  const distance = Math.abs(now - at);
  if (distance < 5 * SECOND_MS) return 'just now';
  const words = formatRough(distance);
  return at <= now ? `${words} ago` : `in ${words}`;
}

function formatRough(ms: number): string {
  if (ms < MINUTE_MS) return `${Math.round(ms / SECOND_MS)} s`;
  if (ms < HOUR_MS) return `${Math.round(ms / MINUTE_MS)} min`;
  if (ms < 2 * DAY_MS) return `${Math.round(ms / HOUR_MS)} h`;
  if (ms < 60 * DAY_MS) return `${Math.round(ms / DAY_MS)} days`;
  return `${Math.round(ms / (30 * DAY_MS))} months`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(appearance: Appearance, form: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const options = { timeZone: zoneOf(appearance), hour12: appearance.clock === '12', ...form };
  const key = JSON.stringify(options);
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(LANGUAGE, options);
  formatters.set(key, known);
  return known;
}

/** `26 Nov 2026, 14:05:09 CET`. */
export function formatMoment(at: Date | number, appearance: Appearance): string {
  return formatter(appearance, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(at);
}

/** `14:05`. */
export function formatTimeOfDay(at: Date | number, appearance: Appearance): string {
  return formatter(appearance, { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** `Thu 26 Nov`. */
export function formatDay(at: Date | number, appearance: Appearance): string {
  return formatter(appearance, { weekday: 'short', day: 'numeric', month: 'short' }).format(at);
}

/** `15:05` of today, `tomorrow 15:05`, `Thu 26 Nov 15:05` after that. */
export function formatSoon(at: number, now: number, appearance: Appearance): string {
  const [day, time] = [formatDay(at, appearance), formatTimeOfDay(at, appearance)];
  if (day === formatDay(now, appearance)) return time;
  return day === formatDay(now + DAY_MS, appearance) ? `tomorrow ${time}` : `${day} ${time}`;
}

/** `1,149.95 USD`, as the API gives money: a plain decimal and a code of ISO 4217. */
export function formatMoney({
  amount,
  currency,
}: {
  readonly amount: string;
  readonly currency: string;
}): string {
  const [whole = '0', cents] = amount.split('.');
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
  return `${cents === undefined ? grouped : `${grouped}.${cents}`} ${currency}`;
}

/** `−11.5 %`, with a sign. */
export function formatPercent(value: number): string {
  const sign = value < 0 ? '−' : value > 0 ? '+' : '';
  return `${sign}${Math.abs(value).toFixed(Math.abs(value) < 10 ? 1 : 0)} %`;
}

/** What is left out of a list that shows the first of all: `and 443 more of 448`. */
export function restWords(shown: number, all: number): string {
  return `and ${formatCount(all - shown)} more of ${formatCount(all)}`;
}
