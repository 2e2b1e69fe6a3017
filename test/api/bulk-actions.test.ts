import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runBulkActions } from '../../domain/job/bulk/run-bulk.ts';
import type { EventMessage } from '../../domain/run/dispatch/message.ts';
import type { JobState } from '../../domain/run/job-state.ts';
import { createApp } from '../../api/app.ts';
import { eventually } from '../support/eventually.ts';
import { type Harness, createHarness, putJob } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.app.close());

let keys = 0;
const post = (url: string, payload: unknown = {}, headers: Record<string, string> = {}) => {
  keys += 1;
  return harness.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', 'idempotency-key': `key ${keys}`, ...headers },
    payload: JSON.stringify(payload),
  });
};
const get = async (url: string) => (await harness.app.inject(url)).json();

async function putMany(states: readonly JobState[], tag: string): Promise<string[]> {
  const ids: string[] = [];
  for (const state of states) {
    const job = await putJob(harness, state, { recurring: true });
    await harness.ports.jobs.retag(job._id, [], [tag]);
    ids.push(job._id);
  }
  return ids;
}

async function ended(bulkId: string) {
  return eventually(async () => {
    const action = await get(`/v1/bulk-actions/${bulkId}`);
    return action.finishedAt === null ? null : action;
  });
}

const stateOf = async (jobId: string | undefined) => (await harness.ports.jobs.get(jobId ?? ''))?.state;

describe('a bulk action', () => {
  test('pauses what fits a search, says why others were left, and is undone', async () => {
    const ids = await putMany(['scheduled', 'scheduled', 'paused', 'stopped'], 'bulk-a');
    const heard: EventMessage[] = [];
    await harness.ports.onEvent((event) => heard.push(event));
    const response = await post('/v1/bulk-actions', { verb: 'pause', q: 'tag:bulk-a' });
    expect(response.statusCode).toBe(202);
    const { bulkId } = response.json();
    expect(response.headers['location']).toBe(`/v1/bulk-actions/${bulkId}`);
    const action = await ended(bulkId);
    expect(action).toMatchObject({
      state: 'done',
      total: 4,
      done: 2,
      skipped: 2,
      failed: 0,
      left: 0,
      canUndo: true,
    });
    expect(action.groups).toContainEqual({ outcome: 'skipped', reason: 'is paused already', jobs: 1 });
    expect(action.groups).toContainEqual({
      outcome: 'skipped',
      reason: "can't pause while it is stopped",
      jobs: 1,
    });
    expect(await stateOf(ids[0])).toBe('paused');
    expect(heard.filter(({ type }) => type === 'bulk.progress').at(-1)?.data).toMatchObject({
      bulkId,
      state: 'done',
      done: 2,
    });
    const rows = await get(`/v1/bulk-actions/${bulkId}/jobs?outcome=done`);
    expect(rows.items.map(({ jobId }: { jobId: string }) => jobId).toSorted()).toEqual(ids.slice(0, 2));

    const undo = (await post(`/v1/bulk-actions/${bulkId}/undo`)).json();
    expect(await ended(undo.bulkId)).toMatchObject({ verb: 'resume', total: 2, done: 2, undoOf: bulkId });
    expect(await Promise.all(ids.map(stateOf))).toEqual(['scheduled', 'scheduled', 'paused', 'stopped']);
    expect((await post(`/v1/bulk-actions/${bulkId}/undo`)).statusCode).toBe(409);
  });

  test('is undone exactly: jobs that had ended have ended still, and those paused before stay paused', async () => {
    const states = ['completed', 'failed', 'paused', 'scheduled'] as const;
    const ids: string[] = [];
    for (const state of states) {
      const job = await putJob(harness, state, { recurring: state === 'scheduled' });
      await harness.ports.jobs.retag(job._id, [], ['bulk-exact']);
      ids.push(job._id);
    }
    const { bulkId } = (await post('/v1/bulk-actions', { verb: 'pause', q: 'tag:bulk-exact' })).json();
    expect(await ended(bulkId)).toMatchObject({ done: 3, skipped: 1 });
    expect(await Promise.all(ids.map(stateOf))).toEqual(states.map(() => 'paused'));
    const undo = (await post(`/v1/bulk-actions/${bulkId}/undo`)).json();
    expect(await ended(undo.bulkId)).toMatchObject({ total: 3, done: 3 });
    expect(await Promise.all(ids.map(stateOf))).toEqual(states);
  });

  test('is undone with the retry that it called off', async () => {
    const { ports, now } = harness;
    const job = await putJob(harness, 'failed');
    await ports.jobs.retag(job._id, [], ['bulk-retry']);
    const retryAt = new Date(now + 600_000);
    const known = await ports.jobs.get(job._id);
    if (known === null) throw new Error('no job');
    const aggregates = { ...known.aggregates, lastRunId: `run_${ports.ids.ulid()}` };
    await ports.jobs.control(known, { retryAt, aggregates }, null);
    const { bulkId } = (await post('/v1/bulk-actions', { verb: 'pause', q: 'tag:bulk-retry' })).json();
    await ended(bulkId);
    expect((await get(`/v1/jobs/${job._id}`)).retryAt).toBeNull();
    const undo = (await post(`/v1/bulk-actions/${bulkId}/undo`)).json();
    await ended(undo.bulkId);
    const { state, retryAt: given } = await get(`/v1/jobs/${job._id}`);
    expect([state, given]).toEqual(['failed', retryAt.toISOString()]);
  });

  test('of a dry run does nothing and foretells what would become of each job', async () => {
    const ids = await putMany(['scheduled', 'paused'], 'bulk-b');
    const response = await post('/v1/bulk-actions', {
      verb: 'pause',
      jobIds: [...ids, 'job_nobody'],
      dryRun: true,
    });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({
      verb: 'pause',
      total: 3,
      would: 1,
      canUndo: true,
      warning: null,
      groups: [
        { outcome: 'done', reason: '', jobs: 1 },
        { outcome: 'skipped', reason: 'is paused already', jobs: 1 },
        { outcome: 'skipped', reason: 'there is no such job (any more)', jobs: 1 },
      ],
    });
    expect(await stateOf(ids[0])).toBe('scheduled');
  });

  test('takes the jobs that fit at the beginning, not those that come to fit later', async () => {
    const ids = await putMany(
      Array.from({ length: 45 }, () => 'scheduled' as const),
      'bulk-c',
    );
    const { bulkId } = (await post('/v1/bulk-actions', { verb: 'tag', tag: 'Seen', q: 'tag:bulk-c' })).json();
    expect(await ended(bulkId)).toMatchObject({ total: 45, done: 45 });
    const undo = (await post(`/v1/bulk-actions/${bulkId}/undo`)).json();
    expect(await ended(undo.bulkId)).toMatchObject({ verb: 'untag', done: 45 });
    expect((await harness.ports.jobs.get(ids[44] ?? ''))?.tags).toEqual(['bulk-c']);
  });

  test('removes jobs only when their number is confirmed', async () => {
    const ids = await putMany(['stopped', 'stopped'], 'bulk-d');
    const asked = { verb: 'delete', q: 'tag:bulk-d' };
    for (const confirm of [{}, { confirm: 3 }])
      expect((await post('/v1/bulk-actions', { ...asked, ...confirm })).json()).toMatchObject({
        status: 412,
        total: 2,
      });
    const { bulkId } = (await post('/v1/bulk-actions', { ...asked, confirm: 2 })).json();
    expect(await ended(bulkId)).toMatchObject({ done: 2, canUndo: false });
    expect(await stateOf(ids[0])).toBeUndefined();
    expect((await post(`/v1/bulk-actions/${bulkId}/undo`)).json().detail).toContain('can not be taken back');
  });

  test.each([
    [{ verb: 'pause' }, '/jobIds'],
    [{ verb: 'pause', jobIds: ['a'], q: 'b' }, '/jobIds'],
    [{ verb: 'tag', q: '' }, '/tag'],
    [{ verb: 'tag', tag: 'a,b', q: '' }, '/tag'],
    [{ verb: 'pause', tag: 'a', q: '' }, '/tag'],
    [{ verb: 'pause', q: 'stat:x' }, '/q'],
    [{ verb: 'fly', q: '' }, '/verb'],
  ])('is refused with the place of the fault: %j', async (payload, pointer) => {
    const response = await post('/v1/bulk-actions', payload);
    expect(response.statusCode).toBe(422);
    expect(response.json().errors[0]).toMatchObject({ pointer });
  });

  test('needs an Idempotency-Key, and a repeat with it acts once', async () => {
    await putMany(['scheduled'], 'bulk-e');
    const without = await harness.app.inject({
      method: 'POST',
      url: '/v1/bulk-actions',
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ verb: 'pause', q: 'tag:bulk-e' }),
    });
    expect(without.statusCode).toBe(400);
    expect(without.json().detail).toContain('Idempotency-Key');
    const twice = { 'idempotency-key': 'the same' };
    const first = (await post('/v1/bulk-actions', { verb: 'pause', q: 'tag:bulk-e' }, twice)).json();
    const second = (await post('/v1/bulk-actions', { verb: 'pause', q: 'tag:bulk-e' }, twice)).json();
    expect(second.bulkId).toBe(first.bulkId);
  });
});

describe('a bulk action whose process ends', () => {
  test('goes on in the next one, and what was done before the end is not told as skipped', async () => {
    const other = await createHarness();
    const { ports } = other;
    await other.app.close();
    const jobs = await Promise.all(
      Array.from({ length: 50 }, () => putJob(other, 'scheduled', { recurring: true })),
    );
    const died = new Error('the process died');
    let left = 30;
    const dying = {
      ...ports,
      jobs: {
        ...ports.jobs,
        get: async (jobId: string) => {
          left -= 1;
          if (left < 0) throw died;
          return ports.jobs.get(jobId);
        },
      },
    };
    const first = await createApp(dying);
    await first.ready();
    const response = await first.inject({
      method: 'POST',
      url: '/v1/bulk-actions',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'k' },
      payload: JSON.stringify({ verb: 'pause', q: '' }),
    });
    const { bulkId } = response.json();
    await eventually(() => left < 0);
    await first.close();
    const cut = (await ports.bulkActions.get(bulkId)) ?? expect.fail('there is no action');
    expect(cut).toMatchObject({ state: 'running', finishedAt: null });
    expect(cut.nextBatch).toBeLessThan(3);

    const second = await createApp(ports);
    await second.ready();
    await eventually(async () => (await ports.bulkActions.get(bulkId))?.state === 'done');
    expect(await ports.bulkActions.get(bulkId)).toMatchObject({ groups: [{ outcome: 'done', jobs: 50 }] });
    await second.close();
    for (const { _id } of jobs) expect(await ports.jobs.get(_id)).toMatchObject({ state: 'paused' });
  });

  test('is not done by two processes at once', async () => {
    const { ports, app } = await createHarness();
    await app.close();
    const worker = { holder: 'one', ended: () => false };
    const now = ports.clock.now().getTime();
    await ports.locks.acquire('bulk-actions', 'another', now, now + 30_000);
    expect(await runBulkActions(ports, worker)).toBe(false);
    await ports.locks.release('bulk-actions', 'another');
    expect(await runBulkActions(ports, worker)).toBe(true);
  });

  test('that was aborted leaves the rest alone', async () => {
    const { ports, app } = await createHarness();
    await app.close();
    const silent = await createApp({
      ...ports,
      locks: { acquire: async () => false, release: async () => undefined, holder: async () => 'another' },
    });
    const inject = (url: string, payload: unknown) =>
      silent.inject({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/json', 'idempotency-key': url },
        payload: JSON.stringify(payload),
      });
    const { bulkId } = (await inject('/v1/bulk-actions', { verb: 'pause', q: '' })).json();
    expect((await inject(`/v1/bulk-actions/${bulkId}/abort`, {})).json()).toMatchObject({ state: 'aborted' });
    expect(await ports.bulkActions.unfinished(1)).toEqual([]);
    await silent.close();
  });
});
