// When the clocks of a zone are changed, and what that does to the runs of that night.
import { type OffsetReader, offsetReader } from './zone-clock.ts';
import { HOUR_MS, MINUTE_MS } from '../../system/duration.ts';

export interface ClockChange {
  readonly zone: string;
  readonly at: Date;
  readonly text: string;
}

/** Clock changes of the zones from `from` until `until`; they happen on whole minutes. */
export function clockChanges(zones: readonly string[], from: Date, until: Date): ClockChange[] {
  return zones.flatMap((zone) => {
    const offset = offsetReader(zone);
    const changes: ClockChange[] = [];
    for (let at = from.getTime(); at < until.getTime(); at += HOUR_MS) {
      const next = Math.min(at + HOUR_MS, until.getTime());
      if (offset(at) !== offset(next)) changes.push(changeBetween(zone, offset, { low: at, high: next }));
    }
    return changes;
  });
}

function changeBetween(zone: string, offset: OffsetReader, span: { low: number; high: number }): ClockChange {
  const before = offset(span.low);
  let { low, high } = span;
  while (high - low > MINUTE_MS) {
    const middle = Math.floor((low + high) / 2 / MINUTE_MS) * MINUTE_MS;
    if (middle <= low) break;
    if (offset(middle) === before) low = middle;
    else high = middle;
  }
  return { zone, at: new Date(high), text: describe(zone, { at: high, before, after: offset(high) }) };
}

interface Turn {
  readonly at: number;
  /** Minutes ahead of UTC. */
  readonly before: number;
  readonly after: number;
}

function describe(zone: string, { at, before, after }: Turn): string {
  const [wasAt, isAt] = [wallClock(at, before), wallClock(at, after)];
  return after > before
    ? `${zone}: clocks go from ${wasAt} to ${isAt}. What is due between the two runs at ${isAt}.`
    : `${zone}: clocks go back from ${wasAt} to ${isAt}. What is due in the hour that comes twice runs once, the first time; what runs every hour runs in both.`;
}

function wallClock(at: number, offset: number): string {
  return new Date(at + offset * MINUTE_MS).toISOString().slice(11, 16);
}
