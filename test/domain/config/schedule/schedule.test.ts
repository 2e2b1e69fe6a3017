import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JobSchedule } from '../../../../domain/config/schema.ts';
import {
  intervalOffsetMs,
  judgeFiring,
  slotTime,
  nextRunAt,
  nextTimes,
  slotOf,
} from '../../../../domain/config/schedule/schedule.ts';

function cron(text: string, timezone = 'UTC'): JobSchedule {
  return { kind: 'cron', cron: text, timezone };
}

function times(schedule: JobSchedule, after: string, count: number): string[] {
  return nextTimes(schedule, 'job', new Date(after), count).map((time) => time.toISOString().slice(0, 16));
}

describe('a cron schedule', () => {
  it('fires strictly after the given moment', () => {
    expect(times(cron('*/15 * * * *'), '2026-03-01T12:15:00Z', 2)).toEqual([
      '2026-03-01T12:30',
      '2026-03-01T12:45',
    ]);
  });

  it('fires once on the day whose hour a zone leaves out, as soon as that hour would have begun', () => {
    // Berlin goes from 02:00 to 03:00 on 2026-03-29: 02:30 does not exist there.
    expect(times(cron('30 2 * * *', 'Europe/Berlin'), '2026-03-28T12:00:00Z', 2)).toEqual([
      '2026-03-29T01:00',
      '2026-03-30T00:30',
    ]);
  });

  it('fires once in the hour that a zone has twice, the first time', () => {
    // Berlin goes from 03:00 back to 02:00 on 2026-10-25.
    const schedule = cron('30 2 * * *', 'Europe/Berlin');
    expect(times(schedule, '2026-10-24T12:00:00Z', 2)).toEqual(['2026-10-25T00:30', '2026-10-26T01:30']);
    expect(judgeFiring(schedule, 'job', new Date('2026-10-25T00:30:00Z'))).toBe('slot');
    expect(judgeFiring(schedule, 'job', new Date('2026-10-25T01:30:00Z'))).toBe('echo');
    expect(judgeFiring(schedule, 'job', new Date('2026-10-25T01:30:07Z'))).toBe('off-slot');
  });

  it.each([
    ['15 1,2,3 * * 0', ['2026-10-24T23:15', '2026-10-25T00:15', '2026-10-25T02:15']],
    ['*/30 2 * * *', ['2026-10-25T00:00', '2026-10-25T00:30', '2026-10-26T01:00']],
    ['0 * * * *', ['2026-10-24T23:00', '2026-10-25T00:00', '2026-10-25T01:00', '2026-10-25T02:00']],
  ])('%s in the hour that comes twice: named hours run once, every hour runs in both', (text, wanted) => {
    const found = times(cron(text, 'Europe/Berlin'), '2026-10-24T22:30:00Z', wanted.length);
    expect(found).toEqual(wanted);
  });

  it.each([
    ['45 1 * * *', 'Europe/Berlin', '2026-10-25T00:45:00Z'],
    ['*/15 2 * * *', 'Europe/Berlin', '2026-10-25T02:15:00Z'],
    ['0 * * * *', 'Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
    ['45 1 * * *', 'Australia/Lord_Howe', '2026-04-04T15:15:00Z'],
  ])('%s of %s: what the engine fires beside its times at %s runs nothing', (text, zone, at) => {
    expect(judgeFiring(cron(text, zone), 'job', new Date(at))).toBe('echo');
  });

  it.each([
    ['*/15 * * * *', 'UTC', '2026-03-01T12:15:00Z', 'slot'],
    ['*/15 * * * *', 'UTC', '2026-03-01T12:15:01Z', 'off-slot'],
    ['0 9 * * *', 'America/New_York', '2026-03-08T13:00:00Z', 'slot'],
    ['0 9 * * *', 'America/New_York', '2026-03-08T14:00:00Z', 'off-slot'],
    ['30 1 * * *', 'America/New_York', '2026-11-01T06:30:00Z', 'echo'],
    ['@daily', 'UTC', '2026-03-01T11:59:07Z', 'off-slot'],
  ])('%s of %s judges a firing at %s as %s', (text, zone, at, verdict) => {
    expect(judgeFiring(cron(text, zone), 'job', new Date(at))).toBe(verdict);
  });

  it('keeps its local hour over the change of clocks', () => {
    expect(times(cron('0 9 * * *', 'America/New_York'), '2026-03-07T00:00:00Z', 3)).toEqual([
      '2026-03-07T14:00',
      '2026-03-08T13:00',
      '2026-03-09T13:00',
    ]);
  });

  it('asks day of month and weekday both to match, as the engine does', () => {
    // The 13th that is a Friday: 2026-02-13, 2026-03-13, 2026-11-13.
    expect(times(cron('0 0 13 * 5'), '2026-01-01T00:00:00Z', 3)).toEqual([
      '2026-02-13T00:00',
      '2026-03-13T00:00',
      '2026-11-13T00:00',
    ]);
  });

  it.each([
    ['* * * * * *', 'Write five fields'],
    ['60 * * * *', 'Write five fields'],
    ['tomorrow', 'Write five fields'],
    ['0 0 L * *', 'Write five fields'],
    ['0 0 15W * *', 'Write five fields'],
    ['0 0 ? * *', 'Write five fields'],
    ['0 0 * * 1#2', 'Write five fields'],
    ['0 0 30 2 *', 'never fires'],
  ])('"%s" is refused: %s', (text, message) => {
    expect(() => nextTimes(cron(text), 'job', new Date(0), 1)).toThrow(
      expect.objectContaining({ code: 'validation', message: expect.stringContaining(message) }),
    );
  });

  it.each(['*/5 * * * *', '0 9-17 * * MON-FRI', '0 0 1,15 jan,JUL *', '@daily'])('"%s" is read', (text) => {
    expect(nextTimes(cron(text), 'job', new Date(0), 3)).toHaveLength(3);
  });

  it('names the zone it does not know, and how to write one', () => {
    expect(() => nextTimes(cron('0 0 * * *', 'Mars/Olympus'), 'job', new Date(0), 1)).toThrow(
      expect.objectContaining({
        code: 'validation',
        message: expect.stringMatching(/Mars\/Olympus.*Europe\/Berlin/),
      }),
    );
  });
});

describe('an interval schedule', () => {
  const everyMs = fc.integer({ min: 10_000, max: 86_400_000 });
  const now = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });

  it('fires at multiples of the interval since the epoch plus its offset, as the engine counts them', () => {
    fc.assert(
      fc.property(everyMs, now, fc.string({ minLength: 1 }), (every, after, jobId) => {
        const [first, second] = nextTimes({ kind: 'interval', everyMs: every }, jobId, after, 2);
        const at = first?.getTime() ?? 0;
        expect((at - intervalOffsetMs(jobId, every)) % every).toBe(0);
        expect(at).toBeGreaterThan(after.getTime());
        expect(at).toBeLessThanOrEqual(after.getTime() + every);
        expect((second?.getTime() ?? 0) - at).toBe(every);
      }),
    );
  });

  it('has an offset of whole seconds below the interval that depends on the job alone', () => {
    fc.assert(
      fc.property(everyMs, fc.string(), (every, jobId) => {
        const offset = intervalOffsetMs(jobId, every);
        expect(offset % 1_000).toBe(0);
        expect(offset).toBeGreaterThanOrEqual(0);
        expect(offset).toBeLessThan(every);
        expect(intervalOffsetMs(jobId, every)).toBe(offset);
      }),
    );
  });

  it('spreads jobs evenly: no tenth of the interval holds more than twice its share', () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 2_000; i++) {
      const tenth = Math.floor(intervalOffsetMs(`job_${i}`, 3_600_000) / 360_000);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    expect(Math.max(...tenths)).toBeLessThan(400);
  });
});

describe('the next run of a job', () => {
  it('is nothing without a schedule', () => {
    expect(nextRunAt(undefined, 'job', new Date(0))).toBeNull();
  });
});

describe('slots', () => {
  it('sort by time within a job', () => {
    const slots = ['2026-03-01T09:00:00Z', '2026-03-01T10:00:00Z', '2026-12-01T00:00:00Z'].map((time) =>
      slotOf('job', new Date(time)),
    );
    expect(slots[0]).toBe('job@2026-03-01T09:00:00Z');
    expect(slots.toSorted()).toEqual(slots);
    expect(slotTime('job@2026-03-01T09:00:00Z')).toEqual(new Date('2026-03-01T09:00:00Z'));
  });
});
