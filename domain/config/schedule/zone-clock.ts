// What the clock of a zone shows, and how far it is ahead of UTC.
import { HOUR_MS } from '../../system/duration.ts';

export type OffsetReader = (at: number) => number;

const readers = new Map<string, OffsetReader>();

/** Minutes ahead of UTC at a moment in epoch ms. Making a reader takes longer than all it reads, so it is kept. */
export function offsetReader(zone: string): OffsetReader {
  const known = readers.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' });
  const read = (at: number): number => {
    const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d+):(\d+)/.exec(name) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  };
  readers.set(zone, read);
  return read;
}

export interface WallClock {
  /** As 2026-12-25. */
  readonly date: string;
  /** Since midnight. */
  readonly minute: number;
  /** 0: Sunday. */
  readonly weekday: number;
}

export function wallClock(zone: string, at: number): WallClock {
  const shown = new Date(at + offsetReader(zone)(at) * 60_000);
  return {
    date: shown.toISOString().slice(0, 10),
    minute: shown.getUTCHours() * 60 + shown.getUTCMinutes(),
    weekday: shown.getUTCDay(),
  };
}

/** Most by which a zone's clock is set back. */
const MAX_CLOCK_CHANGE_MS = 3 * HOUR_MS;

/** Whether the clock of the zone changes within three hours of a moment. */
export function isNearClockChange(zone: string, at: number): boolean {
  const offset = offsetReader(zone);
  return offset(at - MAX_CLOCK_CHANGE_MS) !== offset(at + MAX_CLOCK_CHANGE_MS);
}

/** Whether the clock showed the same a little earlier: the second pass of an hour that comes twice. */
export function isSecondPass(zone: string, at: number): boolean {
  const offset = offsetReader(zone);
  const turnedBackMs = (offset(at - MAX_CLOCK_CHANGE_MS) - offset(at)) * 60_000;
  return turnedBackMs > 0 && offset(at - turnedBackMs) !== offset(at);
}
