import { beforeEach, describe, expect, test } from 'vitest';
import type { BulkVerb } from '../../../domain/bulk/bulk-action.ts';
import { createBulk } from '../../../domain/bulk/create-bulk.ts';
import { type RunBulkPorts, runBulkActions } from '../../../domain/bulk/run-bulk.ts';
import { pauseJob, resumeJob } from '../../../domain/control/verbs.ts';
import type { JobState } from '../../../domain/job/lifecycle.ts';
import { type Harness, T0, createHarness, putJob } from '../../api/harness.ts';

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
  return (await harness.ports.bulkActions.get(bulkId))?.groups;
}

async function putRecurring(state: JobState): Promise<string> {
  return (await putJob(harness, state, { recurring: true }))._id;
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
  const { ports } = harness;
  const jobIds = await Promise.all(Array.from({ length: 12 }, () => putRecurring('scheduled')));
  await create('pause', jobIds);
  let renewals = 0;
  const locks = {
    ...ports.locks,
    acquire: async () => {
      renewals += 1;
      return renewals <= 3;
    },
  };
  expect(await runBulkActions({ ...ports, locks }, WORKER)).toBe(false);
  const states = await Promise.all(jobIds.map(async (jobId) => (await ports.jobs.get(jobId))?.state));
  expect(states.filter((state) => state === 'paused')).toHaveLength(4);
});
