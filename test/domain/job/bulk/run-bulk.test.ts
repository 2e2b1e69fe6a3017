import { beforeEach, describe, expect, test } from 'vitest';
import type { BulkAction, BulkVerb } from '../../../../domain/job/bulk/bulk-action.ts';
import { abortBulk, createBulk, undoBulk } from '../../../../domain/job/bulk/create-bulk.ts';
import { type RunBulkPorts, runBulkActions } from '../../../../domain/job/bulk/run-bulk.ts';
import { pauseJob, resumeJob } from '../../../../domain/job/verb/verbs.ts';
import type { JobState } from '../../../../domain/run/job-state.ts';
import { type Harness, T0, createHarness, putJob } from '../../../api/harness.ts';

const DIED = new Error('the process died');
const WORKER = { holder: 'one', ended: () => false };

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
  await harness.app.close();
});

/** A process that does all the jobs of a batch and ends before it can say so. */
function dying(ports: RunBulkPorts): RunBulkPorts {
  return { ...ports, bulkActions: { ...ports.bulkActions, finish: () => Promise.reject(DIED) } };
}

async function create(verb: BulkVerb, jobIds: readonly string[]): Promise<string> {
  const tag = verb === 'tag' ? 'sale' : null;
  const jobs = { kind: 'ids', jobIds } as const;
  const order = { workspaceId: 'default', by: 'me', verb, tag, jobs };
  return (await createBulk(harness.ports, order, jobIds.length))._id;
}

async function cutOff(verb: BulkVerb, jobId: string, ports = dying(harness.ports)): Promise<string> {
  const bulkId = await create(verb, [jobId]);
  await expect(runBulkActions(ports, WORKER)).rejects.toThrow(DIED);
  harness.now += 1_000;
  return bulkId;
}

async function carriedOn(bulkId: string) {
  await runBulkActions(harness.ports, WORKER);
  return (await actionOf(bulkId)).groups;
}

async function putRecurring(state: JobState): Promise<string> {
  return (await putJob(harness, state, { recurring: true }))._id;
}

async function actionOf(bulkId: string): Promise<BulkAction> {
  return (await harness.ports.bulkActions.get(bulkId)) ?? expect.fail('there is no such action');
}

async function pausedAmong(jobIds: readonly string[]): Promise<number> {
  const jobs = await Promise.all(jobIds.map((jobId) => harness.ports.jobs.get(jobId)));
  return jobs.filter((job) => job?.state === 'paused').length;
}

/** The lock is kept `times` times, then another process has it. */
function losingLock(ports: RunBulkPorts, times: number): RunBulkPorts {
  let left = times;
  const acquire = async (): Promise<boolean> => {
    left -= 1;
    return left >= 0;
  };
  return { ...ports, locks: { ...ports.locks, acquire } };
}

const ONE_DONE = [{ outcome: 'done', reason: '', jobs: 1 }];

describe('a bulk action that is carried on after its process died', () => {
  test('starts no job twice whose run has ended meanwhile', async () => {
    const { ports } = harness;
    const jobId = await putRecurring('scheduled');
    const bulkId = await cutOff('start', jobId);
    const [run] = await ports.runs.list({ jobId, limit: 5 });
    if (run !== undefined) await ports.runs.move(run, { state: 'completed' }, null);
    expect(await carriedOn(bulkId)).toEqual(ONE_DONE);
    expect(await ports.runs.list({ jobId, limit: 5 })).toHaveLength(1);
  });

  test('makes the run of a start that has only taken the lease', async () => {
    const { ports } = harness;
    const jobId = await putRecurring('scheduled');
    const runs = { ...ports.runs, insert: () => Promise.reject(DIED) };
    const bulkId = await cutOff('start', jobId, { ...ports, runs });
    expect(await carriedOn(bulkId)).toEqual(ONE_DONE);
    expect(await ports.runs.list({ jobId, limit: 5 })).toMatchObject([{ seq: 1, state: 'starting' }]);
  });

  test('leaves a job alone that a user has resumed after it was paused', async () => {
    const { ports } = harness;
    const jobId = await putRecurring('scheduled');
    const bulkId = await cutOff('pause', jobId);
    await resumeJob(ports, jobId);
    expect(await carriedOn(bulkId)).toEqual(ONE_DONE);
    expect((await ports.jobs.get(jobId))?.state).toBe('scheduled');
  });

  test('tells of a job that had the state before that there was nothing to do', async () => {
    const { ports } = harness;
    const jobId = await putRecurring('scheduled');
    await pauseJob(ports, jobId);
    harness.now = T0 + 60_000;
    const bulkId = await cutOff('pause', jobId);
    expect(await carriedOn(bulkId)).toEqual([{ outcome: 'skipped', reason: 'is paused already', jobs: 1 }]);
  });

  test.each(['tag', 'archive', 'delete'] as const)('counts what it did before as done: %s', async (verb) => {
    const bulkId = await cutOff(verb, await putRecurring('stopped'));
    expect(await carriedOn(bulkId)).toEqual(ONE_DONE);
  });
});

test('a process whose lock another one has taken begins no further jobs', async () => {
  const jobIds = await Promise.all(Array.from({ length: 12 }, () => putRecurring('scheduled')));
  await create('pause', jobIds);
  expect(await runBulkActions(losingLock(harness.ports, 3), WORKER)).toBe(false);
  expect(await pausedAmong(jobIds)).toBe(4);
});

describe('a bulk action that is aborted while jobs are in work', () => {
  test('counts those that were done, leaves the rest alone, and is undone only then', async () => {
    const { ports } = harness;
    const jobIds = await Promise.all(Array.from({ length: 8 }, () => putRecurring('scheduled')));
    const bulkId = await create('pause', jobIds);
    await runBulkActions(losingLock(ports, 3), WORKER);
    const action = await actionOf(bulkId);
    await abortBulk(ports, action);
    expect(await actionOf(bulkId)).toMatchObject({ state: 'aborted', finishedAt: null });
    await expect(undoBulk(ports, await actionOf(bulkId), 'me')).rejects.toThrow('Ask again in a moment');

    expect(await carriedOn(bulkId)).toEqual([{ outcome: 'done', reason: '', jobs: 4 }]);
    expect(await pausedAmong(jobIds)).toBe(4);
    const ended = await actionOf(bulkId);
    expect(ended.finishedAt).not.toBeNull();
    expect(await undoBulk(ports, ended, 'me')).toMatchObject({ verb: 'resume', total: 4 });
  });

  test('has its end at once when it was not begun', async () => {
    const bulkId = await create('pause', [await putRecurring('scheduled')]);
    await abortBulk(harness.ports, await actionOf(bulkId));
    expect((await actionOf(bulkId)).finishedAt).not.toBeNull();
    expect(await abortBulk(harness.ports, await actionOf(bulkId))).toBeNull();
  });
});

describe('the undo of a bulk action', () => {
  async function donePause() {
    const bulkId = await create('pause', [await putRecurring('scheduled')]);
    await runBulkActions(harness.ports, WORKER);
    return actionOf(bulkId);
  }

  test('is one action for two who ask at once', async () => {
    const { ports } = harness;
    const action = await donePause();
    await Promise.allSettled([undoBulk(ports, action, 'me'), undoBulk(ports, action, 'you')]);
    expect(await ports.bulkActions.list({ workspaceId: 'default', limit: 9 })).toHaveLength(2);
  });

  test('is made by a second request when the first one was cut off', async () => {
    const { ports } = harness;
    const action = await donePause();
    const bulkActions = { ...ports.bulkActions, insert: () => Promise.reject(DIED) };
    await expect(undoBulk({ ...ports, bulkActions }, action, 'me')).rejects.toThrow(DIED);
    const undo = await undoBulk(ports, action, 'me');
    expect((await actionOf(action._id)).undoneBy).toBe(undo._id);
    await expect(undoBulk(ports, action, 'me')).rejects.toThrow('undone already');
  });
});
