// What every OverviewStore promises.
import { beforeAll, describe, expect, it } from 'vitest';
import { NO_COUNTS } from '../../domain/run/ledger.ts';
import type { JobStore } from '../../domain/job/job-store.ts';
import type { OverviewStore } from '../../domain/health/overview/overview-store.ts';
import type { ChunkStore, RunStore } from '../../domain/run/run-store.ts';
import { configOf } from '../support/control-scene.ts';
import { minutesLater, sampleChunk, sampleJob, sampleRun, START } from './sample-documents.ts';

interface Stores {
  readonly jobs: JobStore;
  readonly runs: RunStore;
  readonly chunks: ChunkStore;
  readonly overview: OverviewStore;
}

const WORKSPACE = 'seen';

function trouble(minutes: number) {
  const about = {
    kind: 'failed',
    runId: 'run',
    subject: 'timeout',
    text: 'It failed.',
    remedy: null,
  } as const;
  return { ...about, since: minutesLater(minutes) };
}

export function describeOverviewStore(name: string, create: () => Promise<Stores>): void {
  describe(`overview store on ${name}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await create();
    });

    it('counts the jobs of a workspace by the state that is shown', async () => {
      const { jobs, overview } = stores;
      await jobs.insert(sampleJob('counted-1', { workspaceId: 'counted', shownState: 'running' }));
      await jobs.insert(sampleJob('counted-2', { workspaceId: 'counted', shownState: 'running' }));
      await jobs.insert(sampleJob('counted-3', { workspaceId: 'counted', shownState: 'failed' }));
      await jobs.insert(sampleJob('foreign', { workspaceId: 'other', shownState: 'failed' }));
      expect(await overview.jobStates('counted')).toMatchObject({ running: 2, failed: 1, created: 0 });
    });

    it('lists jobs in trouble, the latest first, and forgets those whose trouble is over', async () => {
      const { jobs, overview } = stores;
      for (const [id, minutes] of [
        ['bad-1', 1],
        ['bad-2', 3],
        ['bad-3', 2],
      ] as const)
        await jobs.insert(sampleJob(id, { workspaceId: WORKSPACE, trouble: trouble(minutes) }));
      await jobs.insert(sampleJob('well', { workspaceId: WORKSPACE, trouble: null }));
      const found = await overview.troubledJobs(WORKSPACE, 9);
      expect(found.map(({ _id }) => _id)).toEqual(['bad-2', 'bad-3', 'bad-1']);
      expect(found[0]?.trouble).toEqual(trouble(3));
      expect(await overview.troubledJobs(WORKSPACE, 1)).toHaveLength(1);
      await jobs.control({ _id: 'bad-2', stateSeq: 1 }, { trouble: null }, null);
      expect((await overview.troubledJobs(WORKSPACE, 9)).map(({ _id }) => _id)).toEqual(['bad-3', 'bad-1']);
    });

    it('lists what is due next with what planning needs', async () => {
      const { jobs, overview } = stores;
      const schedule = { kind: 'interval', everyMs: 60_000 } as const;
      const source = { kind: 'pages', urls: ['http://a.test:81/x', 'http://a.test:81/y'] } as const;
      const config = configOf({ schedule, source });
      const due = { workspaceId: 'due', config };
      await jobs.insert(sampleJob('due-2', { ...due, nextRunAt: minutesLater(2) }));
      await jobs.insert(sampleJob('due-1', { ...due, nextRunAt: minutesLater(1) }));
      await jobs.insert(sampleJob('due-0', { workspaceId: 'due' }));
      const next = await overview.dueNext('due', 5);
      expect(next.map(({ jobId }) => jobId)).toEqual(['due-1', 'due-2']);
      expect(next[0]).toMatchObject({ hosts: ['a.test:81'], schedule, pages: 2, nextRunAt: minutesLater(1) });
      const all = await overview.jobPlans('due', { after: 'due-0', limit: 1 });
      expect(all.map(({ jobId }) => jobId)).toEqual(['due-1']);
      expect(await overview.names(['due-1', 'nobody'])).toEqual(new Map([['due-1', 'Kettles']]));
      const users = await overview.jobsOfHosts(['a.test:81', 'b.test'], 9);
      expect(users.map(({ jobId }) => jobId).toSorted()).toEqual(['due-1', 'due-2']);
    });

    it('counts the runs that ended, from an id on', async () => {
      const { runs, overview } = stores;
      const own = { workspaceId: 'ran' };
      await runs.insert(sampleRun('run_1', { ...own, state: 'completed' }));
      await runs.insert(sampleRun('run_2', { ...own, state: 'completed' }));
      await runs.insert(sampleRun('run_3', { ...own, state: 'failed' }));
      await runs.insert(sampleRun('run_4', { ...own, state: 'running' }));
      expect(await overview.openRuns('ran', 9)).toMatchObject([{ _id: 'run_4', seq: 1, state: 'running' }]);
      expect(await overview.endedRuns('ran', 'run_2')).toEqual({ completed: 1, failed: 1, stopped: 0 });
    });

    it('lists commits in the order of their times, without visits that were handed back', async () => {
      const { chunks, overview } = stores;
      const own = { workspaceId: 'commits', state: 'committed', visits: 10 } as const;
      await chunks.insert(sampleChunk('late', 1, { ...own, committedAt: minutesLater(2) }));
      const counts = { ...NO_COUNTS, stored: 7, deferred: 3 };
      await chunks.insert(sampleChunk('soon', 1, { ...own, counts, committedAt: minutesLater(1) }));
      await chunks.insert(sampleChunk('early', 1, { ...own, committedAt: minutesLater(-1) }));
      await chunks.insert(sampleChunk('open', 1, { workspaceId: 'commits' }));
      expect(await overview.commits('commits', START)).toEqual([
        { at: minutesLater(1), visits: 7 },
        { at: minutesLater(2), visits: 10 },
      ]);
    });
  });
}
