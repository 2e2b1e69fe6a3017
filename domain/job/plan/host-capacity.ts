// Whether a host can be asked as often as a job is due, in words: "needs 2 h at one request every second, is due every hour".
import type { HostLoad } from './host-load.ts';
import { DAY_MS, HOUR_MS } from '../../system/duration.ts';
import { counted } from '../../system/counted.ts';

export interface HostNeed {
  readonly host: string;
  /** Of one run. */
  readonly pages: number;
  readonly delayMs: number;
}

export interface TooOften {
  readonly host: string;
  readonly neededMs: number;
  readonly detail: string;
}

export const TOO_OFTEN_REMEDY =
  'Let the job run less often, or watch fewer pages. Hosts of your own need no pause: list them in WEBLOOM_OWN_HOSTS.';

/** Of the host that needs the longest; null: each is done before the job is due again. */
export function tooOften(needs: readonly HostNeed[], everyMs: number): TooOften | null {
  const longest = needs
    .map((need) => ({ ...need, neededMs: need.pages * need.delayMs }))
    .toSorted((a, b) => b.neededMs - a.neededMs)[0];
  if (longest === undefined || longest.neededMs <= everyMs) return null;
  const { host, pages, delayMs, neededMs } = longest;
  const count = counted(pages, 'page');
  const detail = `${host} needs ${spanText(neededMs)} for ${count} at one request every ${spanText(delayMs)}, and the job is due again after ${spanText(everyMs)}.`;
  return { host, neededMs, detail };
}

/** More is planned for the host by all of its jobs than its pause allows; null: there is room. */
export function overfull(host: string, { plannedADay, possibleADay }: HostLoad): string | null {
  if (possibleADay === null || plannedADay <= possibleADay) return null;
  const [planned, possible] = [plannedADay, possibleADay].map((count) => count.toLocaleString('en-US'));
  return `All jobs of ${host} together plan ${planned} requests a day, and its pause allows ${possible}: runs take longer, and starts are left out.`;
}

const UNITS = [
  ['d', DAY_MS],
  ['h', HOUR_MS],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** `2 h`, `1.5 h`, `45 min`. */
export function spanText(ms: number): string {
  const [unit, unitMs] = UNITS.find(([, size]) => ms >= size) ?? ['ms', 1];
  return `${(Math.round((ms / unitMs) * 10) / 10).toLocaleString('en-US')} ${unit}`;
}
