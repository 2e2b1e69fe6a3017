import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderedId, runWorkflowId, scheduledTimeOf, toRunId } from '../../../domain/run/ids.ts';

const hasher = {
  sha256: (data: string | Uint8Array) => createHash('sha256').update(data).digest('base64url'),
};
const ULID = '01JZ0000000000000000000001';
const NOON = new Date('2026-03-01T12:00:00Z');
const LATER = new Date('2026-03-01T12:05:00Z');

describe('the id of a run', () => {
  it('is the ULID of the workflow somebody asked for', () => {
    expect(toRunId(runWorkflowId('job_1', ULID), NOON, hasher)).toBe(`run_${ULID}`);
  });

  it.each([
    `run:job_1:${ULID}`,
    `run:job_1:${ULID}:retry`,
    `run:job_1:${ULID}:buffered`,
    `run:job_1:${ULID}:after`,
    'run:job_1-2026-03-01T13:00:00Z',
  ])('follows from the workflow id %s alone, whenever it is asked for', (workflowId) => {
    const id = toRunId(workflowId, NOON, hasher);
    expect(id).toMatch(/^run_[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(toRunId(workflowId, LATER, hasher)).toBe(id);
  });

  it('sorts a run right behind the one it follows, and the retry of a retry behind that', () => {
    const first = toRunId(`run:job_1:${ULID}`, NOON, hasher);
    const retry = toRunId(`run:job_1:${ULID}:retry`, NOON, hasher);
    const again = toRunId(`run:job_1:${retry.slice(4)}:retry`, NOON, hasher);
    expect([again, retry, first].toSorted()).toEqual([first, retry, again]);
  });

  it('differs between the jobs and ways in which something follows', () => {
    const ids = ['a:X', 'b:X', 'a:X:after', 'a:X:retry', 'b:X:after'].map((id) =>
      toRunId(`run:${id.replace('X', ULID)}`, NOON, hasher),
    );
    expect(new Set(ids.slice(1)).size).toBe(4);
  });

  it('sorts by the time of the slot', () => {
    const times = ['2026-03-01T09:00:00Z', '2026-03-01T10:00:00Z', '2026-12-31T23:59:59Z'];
    const ids = times.map((time) => toRunId(`run:job-${time}`, NOON, hasher));
    expect(ids.toSorted()).toEqual(ids);
  });
});

describe('an ordered id', () => {
  const time = fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true });

  it('is 26 characters and sorts by time', () => {
    fc.assert(
      fc.property(time, time, fc.string(), (a, b, seed) => {
        const [one, two] = [orderedId(a, seed, hasher), orderedId(b, seed, hasher)];
        expect(one).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
        expect(Math.sign(one.localeCompare(two, 'en'))).toBe(Math.sign(a.getTime() - b.getTime()));
      }),
    );
  });

  it('differs by its seed', () => {
    const ids = Array.from({ length: 2_000 }, (_, i) => orderedId(NOON, `seed ${i}`, hasher));
    expect(new Set(ids).size).toBe(2_000);
  });
});

describe('the scheduled time of a workflow', () => {
  it.each([
    ['run:job-2026-03-01T13:00:00Z', '2026-03-01T13:00:00.000Z'],
    ['run:job-2026-03-01T13:00:00Z:buffered', null],
    [`run:job:${ULID}`, null],
  ])('of %s is %s', (workflowId, time) => {
    expect(scheduledTimeOf(workflowId)?.toISOString() ?? null).toBe(time);
  });
});
