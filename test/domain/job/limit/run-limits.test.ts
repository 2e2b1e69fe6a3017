// Limits where a run starts, goes on and ends: what it holds, what it has used, and what comes back after a cut-off.
import { describe, expect, it } from 'vitest';
import { createRun } from '../../../../domain/job/execution/create-run.ts';
import { finalizeRun } from '../../../../domain/job/execution/finalize-run.ts';
import { startJob } from '../../../../domain/job/verb/verbs.ts';
import { BUILT_IN_PLANS, type Limits } from '../../../../domain/job/limit/plan.ts';
import { pageRoom } from '../../../../domain/job/limit/run-limits.ts';
import { lastingUses, readUsage } from '../../../../domain/job/limit/usage-report.ts';
import { usageId } from '../../../../domain/job/limit/usage.ts';
import { settleReservations } from '../../../../domain/job/limit/settle-reservations.ts';
import { NO_COUNTS } from '../../../../domain/run/ledger.ts';
import { describeDecision, type RunRequest } from '../../../../domain/job/start-decision.ts';
import { minutesLater, sampleChunk, sampleRun, START } from '../../../contracts/sample-documents.ts';
import {
  configOf,
  createScene,
  HOURLY,
  jobOf,
  putJob,
  type Scene,
  withEveryCut,
} from '../../../support/control-scene.ts';

const MONTH = usageId('default', 'pagesPerMonth', '2026-03');
const RUNS = usageId('default', 'concurrentRuns', 'now');
const REASON = { code: 'all-done', detail: 'All URLs were dealt with.' } as const;

async function sceneWith(limits: Partial<Limits>, jobs: readonly string[] = ['job']): Promise<Scene> {
  const small = { ...BUILT_IN_PLANS.unlimited, ...limits };
  const scene = createScene({ plans: { ...BUILT_IN_PLANS, small }, ofNewWorkspaces: 'small' });
  await scene.stores.workspaces.insert({ _id: 'default', name: 'Default', createdAt: START, plan: 'small' });
  for (const _id of jobs)
    await putJob(scene, { _id, config: configOf({ schedule: HOURLY }), state: 'scheduled' });
  return scene;
}

function request(jobId: string, more: Partial<RunRequest> = {}): RunRequest {
  return { workflowId: `run:${jobId}:00000000000000000000000001`, jobId, trigger: 'manual', ...more };
}

async function runOf(scene: Scene, jobId: string) {
  const { activeRun } = await jobOf(scene, jobId);
  const run = await scene.stores.runs.get(activeRun ?? '');
  if (run === null) throw new Error(`no run of ${jobId}`);
  return run;
}

/** Ids of runs follow from the workflow; these jobs start at different moments. */
async function start(scene: Scene, jobId: string, more: Partial<RunRequest> = {}) {
  const ulid = String(['job', 'a', 'b', 'c'].indexOf(jobId) + 1).padStart(26, '0');
  return createRun(scene.ports, request(jobId, { workflowId: `run:${jobId}:${ulid}`, ...more }));
}

/** Takes `wanted` pages; all that are granted are visited, in one chunk. */
async function visit(scene: Scene, jobId: string, wanted: number): Promise<number> {
  const run = await runOf(scene, jobId);
  const room = await pageRoom(scene.ports, { run, writer: 'planner', count: 0 }, async () => wanted);
  const stored = room?.granted ?? wanted;
  const urls = Array.from({ length: stored }, (_, n) => ({
    urlKey: `${n}`,
    url: `http://shop.test/${n}`,
    depth: 0,
  }));
  await scene.stores.frontier.offer(run._id, 1, urls, 0);
  await room?.noteCount(stored);
  const counts = { ...NO_COUNTS, stored };
  await scene.stores.chunks.insert(sampleChunk(run._id, 1, { state: 'committed', counts }));
  return stored;
}

async function end(scene: Scene, runId: string) {
  return finalizeRun(scene.ports, { runId, ending: 'completed', reason: REASON, by: 'workflow' });
}

describe('stored bytes', () => {
  it('no run starts while too much is stored, and whoever asked is told limit, use and what to do', async () => {
    const scene = await sceneWith({ storedBytes: 1_000_000_000 });
    const none = { versions: 1, pinned: 0, oldestAt: null, newestAt: null, runSeq: 1, measuredAt: START };
    const put = (bytes: number) =>
      scene.stores.storage.put({ _id: 'archived', workspaceId: 'default', ...none, bytes });
    await put(1_200_000_000);
    await expect(startJob(scene.ports, 'job')).rejects.toMatchObject({
      code: 'plan-limit',
      message: expect.stringMatching(/allows 1\.0 GB of stored versions, and 1\.2 GB are in use\. Archive/),
      facts: { limit: 'storedBytes', value: 1_000_000_000, used: 1_200_000_000 },
    });
    expect(await start(scene, 'job', { trigger: 'schedule', slot: 'job@1' })).toMatchObject({
      kind: 'refused',
    });
    expect((await jobOf(scene, 'job')).heldBack?.detail).toContain('1.2 GB are in use');
    await put(999_999_999);
    expect(await start(scene, 'job')).toMatchObject({ kind: 'run' });
  });

  it('are told as near from 80 % on', async () => {
    const scene = await sceneWith({ storedBytes: 1_000 });
    const none = { versions: 1, pinned: 0, oldestAt: null, newestAt: null, runSeq: 1, measuredAt: START };
    await scene.stores.storage.put({ _id: 'job', workspaceId: 'default', ...none, bytes: 800 });
    const near = lastingUses(await readUsage(scene.ports, 'default'));
    expect(near).toMatchObject([{ limit: 'storedBytes', used: 800, level: 'near' }]);
  });
});

describe('runs at a time', () => {
  it('one of two starts for the last place is refused, and told to whoever asked', async () => {
    const scene = await sceneWith({ concurrentRuns: 1 }, ['a', 'b']);
    const told = await Promise.all([start(scene, 'a'), start(scene, 'b')]);
    expect(told.map(({ kind }) => kind).toSorted()).toEqual(['refused', 'run']);
    const late = ['a', 'b'][told.findIndex(({ kind }) => kind === 'refused')] ?? '';
    await expect(startJob(scene.ports, late)).rejects.toMatchObject({
      code: 'plan-limit',
      facts: { limit: 'concurrentRuns', value: 1, used: 1 },
    });
    expect((await jobOf(scene, late)).activeRun).toBeNull();
  });

  it('the end of a run gives its place to the next one', async () => {
    const scene = await sceneWith({ concurrentRuns: 1 }, ['a', 'b']);
    await start(scene, 'a');
    await end(scene, (await runOf(scene, 'a'))._id);
    expect(await scene.stores.usage.get(RUNS)).toMatchObject({ holds: [], used: 0 });
    expect(await start(scene, 'b')).toMatchObject({ kind: 'run' });
  });

  it('a start that is cut off at any write holds one place at most', async () => {
    const { whole, cut } = await withEveryCut(
      () => sceneWith({ concurrentRuns: 1 }),
      (scene) => start(scene, 'job'),
      async (scene) => (await scene.stores.usage.get(RUNS))?.holds.map(({ holder }) => holder),
    );
    expect(whole).toHaveLength(1);
    for (const { seen } of cut) expect(seen).toEqual(whole);
  });
});

describe('a start that a limit holds back', () => {
  const slot = 'job@2026-03-01T13:00:00Z';

  it('is a slot that was decided, and the job keeps why until it runs again', async () => {
    const scene = await sceneWith({ pagesPerMonth: 5 }, ['job', 'a']);
    await start(scene, 'a');
    await visit(scene, 'a', 5);
    const asked = { trigger: 'schedule', slot, workflowId: 'run:job-2026-03-01T13:00:00Z' } as const;
    const decision = await createRun(scene.ports, request('job', asked));
    expect(decision).toMatchObject({ kind: 'refused', reason: 'limit' });
    if (decision.kind === 'run') throw new Error('it runs');
    expect(describeDecision(decision)).toContain('allows 5 pages of a month, and 5 are in use');
    expect(await jobOf(scene)).toMatchObject({
      lastSlot: slot,
      activeRun: null,
      state: 'scheduled',
      heldBack: { trigger: 'schedule', until: new Date('2026-04-01T00:00:00Z') },
    });
    scene.now = new Date('2026-04-01T00:00:01Z');
    expect(await start(scene, 'job')).toMatchObject({ kind: 'run' });
    expect((await jobOf(scene)).heldBack).toBeNull();
  });
});

describe('pages of a month', () => {
  it('are shown as used before the first run under the plan', async () => {
    const scene = await sceneWith({ pagesPerMonth: 100 });
    const totals = { ...NO_COUNTS, chunks: 1, discovered: 30, stored: 30, durationMs: 1 };
    await scene.stores.runs.insert(sampleRun('before', { state: 'completed', totals }));
    const { uses } = await readUsage(scene.ports, 'default');
    expect(uses.find(({ limit }) => limit === 'pagesPerMonth')).toMatchObject({ used: 30, share: 0.3 });
  });

  it('two runs that ask for the last pages at the same time share them', async () => {
    const scene = await sceneWith({ pagesPerMonth: 10 }, ['a', 'b']);
    await start(scene, 'a');
    await start(scene, 'b');
    const [one, other] = await Promise.all([visit(scene, 'a', 8), visit(scene, 'b', 8)]);
    expect(one + other).toBe(10);
    const runs = [await runOf(scene, 'a'), await runOf(scene, 'b')];
    const ended = await Promise.all(runs.map(({ _id }) => end(scene, _id)));
    const limited = ended.filter(({ state }) => state === 'failed');
    expect(limited).toHaveLength(1);
    expect(limited[0]?.endingReason).toMatchObject({
      code: 'limit-reached',
      detail: expect.stringContaining('6 pages were left out; what was stored is kept.'),
    });
    expect(limited[0]?.totals?.stored).toBe(Math.min(one, other));
    expect(await scene.stores.usage.get(MONTH)).toMatchObject({ used: 10, holds: [] });
  });

  it('a page that source and planner both asked for in vain is left out once', async () => {
    const scene = await sceneWith({ pagesPerMonth: 2 });
    await start(scene, 'job');
    await visit(scene, 'job', 5);
    const run = await runOf(scene, 'job');
    await pageRoom(scene.ports, { run, writer: 'source', count: 2 }, async () => 3);
    const { endingReason } = await end(scene, run._id);
    expect(endingReason?.detail).toContain('3 pages were left out');
  });

  it('a run whose limit was met is not tried again by itself', async () => {
    const scene = await sceneWith({ pagesPerMonth: 2 }, []);
    await putJob(scene, {
      config: configOf({ schedule: HOURLY, retry: { attempts: 2 } }),
      state: 'scheduled',
    });
    await start(scene, 'job');
    await visit(scene, 'job', 3);
    await end(scene, (await runOf(scene, 'job'))._id);
    expect(await jobOf(scene)).toMatchObject({ state: 'scheduled', retryAt: null });
  });

  it('what is used equals the documents, wherever the end of the run is cut off', async () => {
    let runId = '';
    const { whole, cut } = await withEveryCut(
      async () => {
        const scene = await sceneWith({ pagesPerMonth: 20, concurrentRuns: 2 });
        await start(scene, 'job');
        await visit(scene, 'job', 7);
        runId = (await runOf(scene, 'job'))._id;
        return scene;
      },
      (scene) => end(scene, runId),
      async (scene) => {
        const from = new Date('2026-03-01');
        const documents = await scene.stores.usage.endedPages('default', from, new Date('2026-04-01'));
        const month = await scene.stores.usage.get(MONTH);
        const runs = await scene.stores.usage.get(RUNS);
        return { documents, used: month?.used, held: [...(month?.holds ?? []), ...(runs?.holds ?? [])] };
      },
    );
    expect(whole).toEqual({ documents: 7, used: 7, held: [] });
    for (const { seen } of cut) expect(seen).toEqual(whole);
  });
});

describe('holds that their work has left', () => {
  it('are settled by what the documents tell, and those of work that goes on are kept', async () => {
    const scene = await sceneWith({ pagesPerMonth: 20, concurrentRuns: 3 }, ['a', 'b']);
    await start(scene, 'a');
    await start(scene, 'b');
    await visit(scene, 'a', 4);
    await visit(scene, 'b', 6);
    const { _id: ended } = await runOf(scene, 'a');
    const run = await runOf(scene, 'b');
    // Its job was removed while it ran, so nobody gave the lease back.
    await scene.stores.jobs.remove('a');
    await end(scene, ended);
    expect(await settleReservations(scene.ports)).toBe(0);
    scene.now = minutesLater(3);
    expect(await settleReservations(scene.ports)).toBe(2);
    const month = await scene.stores.usage.get(MONTH);
    expect(month).toMatchObject({ used: 4, holds: [{ holder: run._id, amount: 6 }] });
    expect((await scene.stores.usage.get(RUNS))?.holds.map(({ holder }) => holder)).toEqual([run._id]);
  });
});
