// What the stores of the clean-up promise.
import { beforeAll, describe, expect, it } from 'vitest';
import type { WorkspaceStore } from '../../domain/config/retention/workspace.ts';
import { type CleanUp, type CleanUpStore, cleanUpId } from '../../domain/upkeep/clean-up/clean-up.ts';
import type { EndedRunStore } from '../../domain/upkeep/clean-up/packed/judge-details.ts';
import type { RetentionStore } from '../../domain/upkeep/clean-up/retention-book.ts';
import type { OldRowStore } from '../../domain/upkeep/clean-up/rows/old-row.ts';
import type { EventStore } from '../../domain/system/event/event.ts';
import type { JobStore } from '../../domain/job/job-store.ts';
import type { RunStore } from '../../domain/run/run-store.ts';
import { minutesLater, sampleEvent, sampleJob, sampleRun, START } from './sample-documents.ts';

interface Stores {
  readonly cleanUps: CleanUpStore;
  readonly endedRuns: EndedRunStore;
  readonly retentions: RetentionStore;
  readonly oldRows: OldRowStore;
  readonly jobs: JobStore;
  readonly runs: RunStore;
  readonly events: EventStore;
  readonly workspaces: WorkspaceStore;
}

export function sampleCleanUp(at: Date, fields: Partial<CleanUp> = {}): CleanUp {
  return {
    _id: cleanUpId(at),
    state: 'running',
    dryRun: false,
    by: 'schedule',
    startedAt: at,
    movedAt: at,
    finishedAt: null,
    passes: [],
    ...fields,
  };
}

export function describeCleanUpStores(name: string, create: () => Promise<Stores>): void {
  describe(`clean-up on ${name}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await create();
    });

    it('tells clean-ups, the newest first, and notes only what is running', async () => {
      const { cleanUps } = stores;
      const [one, two, dry] = [0, 1, 2].map(minutesLater).map((at) => sampleCleanUp(at));
      if (one === undefined || two === undefined || dry === undefined) throw new Error('three');
      expect(await cleanUps.insert(one)).toBe(true);
      expect(await cleanUps.insert(one)).toBe(false);
      await cleanUps.insert(two);
      await cleanUps.insert({ ...dry, dryRun: true });
      expect((await cleanUps.running()).map(({ _id }) => _id)).toEqual([one._id, two._id, dry._id]);
      expect(await cleanUps.lastDone()).toBeNull();
      const passes = [{ name: 'events', seen: 9, freed: { files: 0, bytes: 0, documents: 3 } }];
      const done = { state: 'done', finishedAt: minutesLater(5), passes } as const;
      expect(await cleanUps.note(one._id, done)).toMatchObject({ state: 'done', passes });
      expect(await cleanUps.note(one._id, { state: 'failed' })).toBeNull();
      await cleanUps.note(dry._id, { state: 'done' });
      expect((await cleanUps.lastDone())?._id).toBe(one._id);
      expect((await cleanUps.list({ limit: 2 })).map(({ _id }) => _id)).toEqual([dry._id, two._id]);
      expect((await cleanUps.list({ before: two._id, limit: 2 })).map(({ _id }) => _id)).toEqual([one._id]);
    });

    it('finds the runs that have ended, and of each job the newest', async () => {
      const { runs, endedRuns } = stores;
      await runs.insert(sampleRun('run_1', { jobId: 'a', state: 'completed', finishedAt: START }));
      await runs.insert(sampleRun('run_2', { jobId: 'a', state: 'failed' }));
      await runs.insert(sampleRun('run_3', { jobId: 'a', state: 'running' }));
      await runs.insert(sampleRun('run_4', { jobId: 'b', state: 'stopped' }));
      const gone = { state: 'gone', at: START } as const;
      await runs.insert(sampleRun('run_5', { jobId: 'b', state: 'completed', details: gone }));
      await runs.insert(
        sampleRun('run_6', { jobId: 'b', state: 'completed', details: { ...gone, left: true } }),
      );
      const ids = async (query: { after?: string; limit?: number; jobId?: string }): Promise<string[]> =>
        (await endedRuns.ended({ after: null, limit: 9, ...query })).map(({ _id }) => _id);
      expect(await ids({})).toEqual(['run_1', 'run_2', 'run_4', 'run_6']);
      expect(await ids({ after: 'run_1', limit: 2 })).toEqual(['run_2', 'run_4']);
      expect(await ids({ jobId: 'b' })).toEqual(['run_4', 'run_6']);
      const [first] = await endedRuns.ended({ after: null, limit: 1 });
      expect(first).toMatchObject({ jobId: 'a', workspaceId: 'default', finishedAt: START });
      expect(await endedRuns.newest(['a', 'b', 'c'])).toEqual(new Set(['run_2', 'run_6']));
    });

    it('reads what jobs and workspaces say about keeping', async () => {
      const { jobs, workspaces, retentions } = stores;
      const { config } = sampleJob('any');
      await jobs.insert(sampleJob('job_keeps', { config: { ...config, retention: { eventsDays: 3 } } }));
      await jobs.insert(sampleJob('job_plain'));
      await workspaces.insert({ _id: 'ws', name: 'W', createdAt: START });
      await workspaces.change('ws', { retention: { versionsDays: 8 } });
      expect(await retentions.ofJobs(['job_keeps', 'job_plain', 'nobody'])).toEqual(
        new Map([['job_keeps', { eventsDays: 3 }]]),
      );
      expect(await retentions.ofWorkspaces(['ws', 'default'])).toEqual(
        new Map([['ws', { versionsDays: 8 }]]),
      );
    });

    it('lists documents by id with their age, and deletes them', async () => {
      const { events, oldRows } = stores;
      await events.insert([
        sampleEvent('01', { jobId: 'a' }),
        sampleEvent('02', { at: minutesLater(1), jobId: 'b' }),
        sampleEvent('03', { type: 'job.removed', jobId: 'a' }),
        sampleEvent('04'),
      ]);
      const query = { after: null, limit: 9 };
      const all = await oldRows.list('events', query);
      expect(all).toEqual([
        { id: '01', at: START, workspaceId: 'default', jobId: 'a' },
        { id: '02', at: minutesLater(1), workspaceId: 'default', jobId: 'b' },
        { id: '04', at: START, workspaceId: 'default' },
      ]);
      expect(await oldRows.list('events', { after: '01', limit: 1 })).toMatchObject([{ id: '02' }]);
      expect(await oldRows.list('events', { ...query, jobId: 'b' })).toMatchObject([{ id: '02' }]);
      expect(await oldRows.erase('events', all.slice(0, 2))).toBe(2);
      expect(await oldRows.erase('events', [])).toBe(0);
      expect(await oldRows.list('events', query)).toMatchObject([{ id: '04' }]);
    });
  });
}
