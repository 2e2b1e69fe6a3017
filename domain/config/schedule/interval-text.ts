// `15m`, `2h`, `1d`: the interval of a schedule as people write it.
import { WebloomError } from '../../system/errors.ts';
import { DAY_MS, HOUR_MS } from '../../system/duration.ts';

const UNITS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: HOUR_MS,
  d: DAY_MS,
  w: 604_800_000,
};

/** The interval in the largest unit that divides it (`2h`, `90m`), as --every accepts it. */
export function formatEvery(everyMs: number): string {
  const [unit, unitMs] = Object.entries(UNITS).findLast(([, ms]) => everyMs % ms === 0) ?? ['ms', 1];
  return `${everyMs / unitMs}${unit}`;
}

/** `option`: what the text was given to, for the message. */
export function parseEvery(text: string, option?: string): number {
  const [, number, unit = ''] = /^(\d{1,6})\s*([smhdw])$/.exec(text.trim()) ?? [];
  const unitMs = UNITS[unit];
  if (number !== undefined && unitMs !== undefined && Number(number) > 0) return Number(number) * unitMs;
  const given = option === undefined ? `"${text}"` : `${option} "${text}"`;
  throw new WebloomError('validation', `${given} is no interval. Write 30s, 15m, 2h, 1d or 1w.`);
}
