import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  orderedId,
  parseWorkflowId,
  runWorkflowId,
  scheduledTimeOf,
  slotWorkflowId,
  slugOf,
  toRunId,
} from '../../../domain/run/ids.ts';

const hasher = {
  sha256: (data: string | Uint8Array) => createHash('sha256').update(data).digest('base64url'),
};
const ULID = '01JZ0000000000000000000001';
const NOON = new Date('2026-03-01T12:00:00Z');
const OWNER = { jobId: 'job_1', jobName: 'Kettles & Pots' };
const LATER = new Date('2026-03-01T12:05:00Z');

describe('the id of a run', () => {
  it('is the ULID of the workflow somebody asked for', () => {
    expect(toRunId(runWorkflowId(OWNER, ULID), NOON, hasher)).toBe(`run_${ULID}`);
  });

  it.each([
    `run:job_1:${ULID}`,
    `run:job_1:${ULID}:retry`,
    `run:job_1:${ULID}:buffered`,
    `run:job_1:${ULID}:after`,
    'run:job_1-2026-03-01T13:00:00Z',
    `run:kettles:job_1:${ULID}:retry`,
    'run:kettles:job_1-2026-03-01T13:00:00Z',
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

describe('the workflow id of a run', () => {
  it('tells the job by its name, and by its id', () => {
    expect(runWorkflowId(OWNER, ULID)).toBe(`run:kettles-pots:job_1:${ULID}`);
    expect(runWorkflowId(OWNER, ULID, 'retry')).toBe(`run:kettles-pots:job_1:${ULID}:retry`);
    expect(slotWorkflowId(OWNER, NOON)).toBe('run:kettles-pots:job_1-2026-03-01T12:00:00Z');
  });

  it.each([
    ['Kettles & Pots', 'kettles-pots'],
    ['  Crème brûlée – Größe 42!  ', 'creme-brulee-gro-e-42'],
    ['shop.example:8443', 'shop-example-8443'],
    ['日本語', 'job'],
    ['../../etc', 'etc'],
    ['', 'job'],
    [`${'a'.repeat(39)} and more`, 'a'.repeat(39)],
  ])('makes %j into %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  const jobId = fc.stringMatching(/^job_[0-9A-HJKMNP-TV-Z]{26}$/);
  const follows = fc.constantFrom(undefined, 'retry', 'buffered', 'after');

  it('is read back whole, whatever the job is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), jobId, follows, (jobName, id, what) => {
        const owner = { jobId: id, jobName };
        const slug = slugOf(jobName);
        expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        const asked = { slug, jobId: id, ulid: ULID, follows: what ?? null, scheduledAt: null };
        expect(parseWorkflowId(runWorkflowId(owner, ULID, what))).toEqual(asked);
        const slotted = { slug, jobId: id, ulid: null, follows: null, scheduledAt: NOON };
        expect(parseWorkflowId(slotWorkflowId(owner, NOON))).toEqual(slotted);
      }),
    );
  });

  it.each([
    [`run:job_1:${ULID}`, { jobId: 'job_1', ulid: ULID, follows: null, scheduledAt: null }],
    [`run:job:${ULID}:after`, { jobId: 'job', ulid: ULID, follows: 'after', scheduledAt: null }],
    ['run:job-2026-03-01T12:00:00Z', { jobId: 'job', ulid: null, follows: null, scheduledAt: NOON }],
  ])('of an earlier making, %s, is still read', (workflowId, parts) => {
    expect(parseWorkflowId(workflowId)).toEqual({ slug: null, ...parts });
  });

  it.each(['alert:1', 'run:', 'run:job_1', `run:a:b:c:${ULID}`])('of another making, %s, is not', (id) => {
    expect(parseWorkflowId(id)).toBeNull();
  });

  it('gives the same run whatever the job was called when the slot came', () => {
    const renamed = { ...OWNER, jobName: 'Teapots' };
    const ids = [
      slotWorkflowId(OWNER, NOON),
      slotWorkflowId(renamed, NOON),
      'run:job_1-2026-03-01T12:00:00Z',
    ];
    expect(new Set(ids.map((id) => toRunId(id, NOON, hasher))).size).toBe(1);
    const retries = [runWorkflowId(OWNER, ULID, 'retry'), `run:job_1:${ULID}:retry`];
    expect(new Set(retries.map((id) => toRunId(id, NOON, hasher))).size).toBe(1);
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
