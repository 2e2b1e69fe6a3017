// A process that is killed in the middle of a start, before each of its writes: the same request, asked again of another process
// on the same store, goes on with the run, or is told which run holds the job and when to ask again, and then it begins.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStageFiles } from '../../adapters/blobs/stage-files.ts';
import { createApp } from '../../api/app.ts';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import { NO_COUNTS } from '../../domain/run/ledger.ts';
import type { Run } from '../../domain/run/run.ts';
import { stageKey } from '../../domain/run/stage/stage-key.ts';
import { sampleLetter } from '../contracts/dead-letter-store.ts';
import { sampleChunk } from '../contracts/sample-documents.ts';
import { cuttable } from '../support/control-scene.ts';
import { storeRow } from '../support/visit-context.ts';
import { type Harness, T0, createHarness, putJob, putRun } from './harness.ts';

interface Request {
  readonly url: string;
  readonly payload: object;
  /** Of the job that is started. */
  readonly jobId: string;
}

/** More writes than any of these starts does. */
const MAX_WRITES = 30;

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(() => harness.app.close());

async function post(app: Harness['app'], { url, payload }: Request) {
  const answer = await app.inject({ method: 'POST', url, payload });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
}

/** Sends the request to a process that ends before write `after`. Returns whether it came so far. */
async function killedBefore(after: number, request: Request): Promise<boolean> {
  const cut = { failAfter: after, writes: 0 };
  const { ports } = harness;
  const app = await createApp({
    ...ports,
    jobs: cuttable(cut, ports.jobs),
    runs: cuttable(cut, ports.runs),
    deadLetters: cuttable(cut, ports.deadLetters),
    events: cuttable(cut, ports.events),
    engine: cuttable(cut, ports.engine),
  });
  await post(app, request);
  await app.close();
  return cut.writes === after;
}

async function endedRun(jobId: string): Promise<Run> {
  const run = await putRun(harness, 'completed', { jobId, finishedAt: new Date(T0) });
  const { frontier, chunks, blobs, jobs } = harness.ports;
  const job = await jobs.get(jobId);
  if (job !== null) await jobs.control(job, { runSeq: run.seq }, null);
  const url = 'https://shop.example/lamp';
  const rows = [storeRow({ urlKey: 'lamp', url, outcome: 'failed', reason: 'timeout' })];
  await frontier.offer(run._id, 1, rows, T0);
  await frontier.stamp(run._id, 1, 1, ['lamp']);
  const store = stageKey(run._id, 1, 'store', 'x1');
  await createStageFiles(blobs as BlobStore).write('store', store, rows);
  const counts = { ...NO_COUNTS, reasons: { timeout: 1 } };
  await chunks.insert(sampleChunk(run._id, 1, { state: 'committed', files: { store }, counts }));
  return run;
}

const STARTS: Record<string, (jobId: string) => Promise<Request>> = {
  'a start': async (jobId) => ({ url: `/v1/jobs/${jobId}/start`, payload: {}, jobId }),
  'a replay of dead letters': async (jobId) => {
    const letters = ['a', 'b'].map((id) =>
      sampleLetter(`${jobId}-${id}`, { jobId, url: `https://shop.example/${id}`, urlKey: id }),
    );
    await harness.ports.deadLetters.note(letters);
    return { url: '/v1/dead-letters/replay', payload: { jobId }, jobId };
  },
  'a rerun': async (jobId) => {
    const { _id } = await endedRun(jobId);
    return { url: `/v1/runs/${_id}/rerun`, payload: {}, jobId };
  },
  'a re-parse': async (jobId) => ({ url: `/v1/jobs/${jobId}/reparse`, payload: {}, jobId }),
};

/** The runs that were made of the requests. */
async function madeRuns(jobId: string): Promise<string[]> {
  const runs = await harness.ports.runs.list({ jobId, limit: 20 });
  return runs.filter(({ state }) => state === 'starting').map(({ _id }) => _id);
}

/** Asks until a run is made, as told; returns how long that took, s. */
async function askedAgain(request: Request): Promise<number> {
  const begunAt = harness.now;
  for (let times = 0; times < 3; times++) {
    const { status, headers, body } = await post(harness.app, request);
    const said = JSON.stringify(body);
    if (status === 202) break;
    expect(status, said).toBe(409);
    expect(body.heldBy, said).toMatch(/^run_/);
    expect(body.detail, said).toContain(body.heldBy);
    if ((await harness.ports.runs.get(body.heldBy)) !== null) break;
    expect(Number(headers['retry-after']), said).toBeGreaterThan(0);
    harness.now += Number(headers['retry-after']) * 1_000;
  }
  return (harness.now - begunAt) / 1_000;
}

describe.each(Object.entries(STARTS))('%s', (name, prepare) => {
  it('that is killed anywhere makes one run of the same request, at the time that was said', async () => {
    const waits: number[] = [];
    for (let after = 0; after < MAX_WRITES; after++) {
      const { _id: jobId } = await putJob(harness, 'completed');
      const request = await prepare(jobId);
      if (!(await killedBefore(after, request))) break;
      waits.push(await askedAgain(request));
      expect([name, after, (await madeRuns(jobId)).length]).toEqual([name, after, 1]);
      const pages = (
        await harness.ports.deadLetters.list({ workspaceId: 'default', jobId }, { after: null, limit: 9 })
      ).filter(({ state }) => state !== 'replayed');
      expect([name, after, pages]).toEqual([name, after, []]);
    }
    expect(waits.length).toBeGreaterThan(2);
    expect(waits.length).toBeLessThan(MAX_WRITES);
    expect(Math.max(...waits), String(waits)).toBeLessThanOrEqual(31);
  });
});

it('a replay that was cut off is gone on with under its run, of all its letters', async () => {
  const { _id: jobId } = await putJob(harness, 'completed');
  const request = await (STARTS['a replay of dead letters'] ?? expect.fail())(jobId);
  // The letters are given, the job is not held yet.
  await killedBefore(1, request);
  const early = await post(harness.app, request);
  expect(early).toMatchObject({ status: 409, body: { heldBy: expect.stringMatching(/^run_/) } });
  harness.now += 5_000;
  const { status, body } = await post(harness.app, request);
  expect([status, body.pages, body.jobs[0].runId]).toEqual([202, 2, early.body.heldBy]);
  const run = await harness.ports.runs.get(early.body.heldBy);
  expect(run?.onlyUrls?.toSorted()).toEqual(['a', 'b'].map((id) => `https://shop.example/${id}`));
});
