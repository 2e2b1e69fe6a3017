// The periods that limits are counted in: months and days of the calendar in UTC, alike for everybody.
import { DAY_MS } from '../../system/duration.ts';

/** `2026-11`. */
export function monthOf(at: Date): string {
  return at.toISOString().slice(0, 7);
}

/** `2026-11-27`. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

export function monthStart(month: string): Date {
  return new Date(`${month}-01T00:00:00.000Z`);
}

/** The first moment after the month. */
export function monthEnd(month: string): Date {
  const start = monthStart(month);
  return new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1));
}

/** The first moment after the day. */
export function dayEnd(day: string): Date {
  return new Date(new Date(`${day}T00:00:00.000Z`).getTime() + DAY_MS);
}
