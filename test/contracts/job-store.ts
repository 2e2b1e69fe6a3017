// What every JobStore promises.
import { beforeAll, describe, expect, it } from 'vitest';
import { beginPuttingAway } from '../../domain/job/job.ts';
import type { JobStore } from '../../domain/job/job-store.ts';
import { configOf } from '../support/control-scene.ts';
import { race } from './race.ts';
import { minutesLater, sampleJob, START } from './sample-documents.ts';

export function describeJobStore(name: string, create: () => Promise<JobStore>): void {
  describe(`job store on ${name}`, () => {
    let jobs: JobStore;
    beforeAll(async () => {
      jobs = await create();
    });

    it('gives back what was inserted and refuses the same id twice', async () => {
      const job = sampleJob('whole', { nextRunAt: minutesLater(-90), lastSlot: 'whole@1' });
      await jobs.insert(job);
      expect(await jobs.get('whole')).toMatchObject(job);
      expect(await jobs.get('nobody')).toBeNull();
      await expect(jobs.insert(job)).rejects.toMatchObject({ code: 'conflict' });
    });

    it('finds jobs by where they came from, and takes none twice', async () => {
      await jobs.insert(sampleJob('imported', { importKey: 'key-1' }));
      await jobs.insert(sampleJob('by-hand'));
      expect(await jobs.importedAs(['key-1', 'key-2'])).toEqual(new Map([['key-1', 'imported']]));
      const again = jobs.insert(sampleJob('imported-again', { importKey: 'key-1' }));
      await expect(again).rejects.toMatchObject({ code: 'conflict' });
    });

    it('changes the note only against the one that was read, and makes no version', async () => {
      await jobs.insert(sampleJob('annotated'));
      expect(await jobs.annotate('annotated', 'other', 'new')).toBe(false);
      expect(await jobs.annotate('annotated', null, 'Ask Anna\nfirst')).toBe(true);
      expect(await jobs.annotate('annotated', null, 'mine')).toBe(false);
      expect(await jobs.get('annotated')).toMatchObject({
        note: 'Ask Anna\nfirst',
        listing: { note: 'ask anna\nfirst' },
        version: 1,
        stateSeq: 1,
      });
      await jobs.configure('annotated', 1, { name: 'Named', config: configOf() });
      expect(await jobs.get('annotated')).toMatchObject({
        note: 'Ask Anna\nfirst',
        listing: { name: 'named' },
      });
      expect(await jobs.annotate('annotated', 'Ask Anna\nfirst', null)).toBe(true);
      expect(await jobs.get('annotated')).not.toHaveProperty('note');
      expect(await jobs.get('annotated')).not.toHaveProperty('listing.note');
      expect(await jobs.annotate('nobody', null, 'new')).toBe(false);
    });

    it('lets one of sixteen concurrent movers take the lease', async () => {
      await jobs.insert(sampleJob('contested'));
      const transition = { at: START, from: 'created', to: 'starting', event: 'start', by: 'test' } as const;
      const answers = await race(16, (number) =>
        jobs.control({ _id: 'contested', stateSeq: 1 }, { activeRun: `run-${number}` }, transition),
      );
      const winner = answers.find((answer) => answer !== null);
      expect(answers.filter((answer) => answer !== null)).toHaveLength(1);
      const job = await jobs.get('contested');
      expect(job).toEqual(winner);
      expect(job).toMatchObject({ stateSeq: 2, history: [transition] });
    });

    it('moves the state, and the one shown, by a transition alone', async () => {
      await jobs.insert(sampleJob('moved'));
      const noted = await jobs.control({ _id: 'moved', stateSeq: 1 }, { nextRunAt: START }, null);
      expect(noted).toMatchObject({ state: 'created', shownState: 'created', history: [] });
      const transition = { at: START, from: 'created', to: 'stopped', event: 'stop', by: 'test' } as const;
      const moved = await jobs.control({ _id: 'moved', stateSeq: 2 }, {}, transition);
      expect(moved).toMatchObject({ state: 'stopped', shownState: 'stopped', history: [transition] });
    });

    it('shows the state of the held run only while that run is held', async () => {
      await jobs.insert(sampleJob('shown', { activeRun: 'run-2', shownState: 'starting' }));
      await jobs.show('shown', 'run-1', 'completed');
      expect(await jobs.get('shown')).toMatchObject({ shownState: 'starting', stateSeq: 1 });
      await jobs.show('shown', 'run-2', 'running');
      expect(await jobs.get('shown')).toMatchObject({ shownState: 'running', state: 'created' });
    });

    it('configures against the version and outdates moves decided on the old schedule', async () => {
      const job = sampleJob('configured');
      await jobs.insert(job);
      const set = { config: { ...job.config, tolerance: 0.1 }, nextRunAt: minutesLater(5) };
      const answers = await race(4, () => jobs.configure('configured', 1, set));
      expect(answers.filter((answer) => answer !== null)).toHaveLength(1);
      expect(await jobs.get('configured')).toMatchObject({ ...set, name: 'Kettles', version: 2 });
      expect(await jobs.control({ _id: 'configured', stateSeq: 1 }, { nextRunAt: START }, null)).toBeNull();
    });

    it('lists a workspace newest first, a page at a time', async () => {
      for (const id of ['a', 'b', 'c', 'd']) {
        const shownState = id === 'b' ? 'paused' : 'created';
        await jobs.insert(sampleJob(`list-${id}`, { workspaceId: 'listed', shownState }));
      }
      const first = await jobs.list({ workspaceId: 'listed', limit: 2 });
      expect(first.map((job) => job._id)).toEqual(['list-d', 'list-c']);
      const rest = await jobs.list({ workspaceId: 'listed', before: 'list-c', limit: 9 });
      expect(rest.map((job) => job._id)).toEqual(['list-b', 'list-a']);
      const paused = await jobs.list({ workspaceId: 'listed', states: ['paused'], limit: 9 });
      expect(paused.map((job) => job._id)).toEqual(['list-b']);
    });

    it('finds due jobs earliest first and leaves out those without a time', async () => {
      await jobs.insert(sampleJob('due-late', { nextRunAt: minutesLater(-100) }));
      await jobs.insert(sampleJob('due-early', { nextRunAt: minutesLater(-110) }));
      await jobs.insert(sampleJob('due-exactly', { nextRunAt: minutesLater(-95) }));
      await jobs.insert(sampleJob('due-never'));
      const due = await jobs.due(minutesLater(-95), 10);
      expect(due.map((job) => job._id)).toEqual(['due-early', 'due-late']);
      expect(await jobs.due(minutesLater(-95), 1)).toHaveLength(1);
    });

    it('outlines all jobs by id with what their schedule in the engine follows from', async () => {
      const schedule = { kind: 'interval', everyMs: 60_000 } as const;
      const fields = { name: 'Teapots', config: configOf({ schedule }), activeRun: 'z' };
      await jobs.insert(sampleJob('outlined-1', fields));
      await jobs.insert(sampleJob('outlined-2'));
      const [first, second] = await jobs.scheduleOutlines('outlined-', 2);
      expect(first).toMatchObject({
        _id: 'outlined-1',
        name: 'Teapots',
        state: 'created',
        shownState: 'created',
        activeRun: 'z',
        retryAt: null,
        config: { schedule },
      });
      expect([second?._id, second?.config.schedule]).toEqual(['outlined-2', undefined]);
      expect(await jobs.scheduleOutlines('outlined-1', 1)).toMatchObject([{ _id: 'outlined-2' }]);
      expect((await jobs.scheduleOutlines(null, 9)).length).toBe(9);
      for (const id of ['outlined-1', 'outlined-2']) await jobs.remove(id);
    });

    it('finds the jobs that hold a run by id, and forgets removed ones', async () => {
      await jobs.insert(sampleJob('held-1', { activeRun: 'x' }));
      await jobs.insert(sampleJob('held-2', { activeRun: 'y' }));
      const ids = (await jobs.withActiveRun('held-', 10)).map((job) => job._id);
      expect(ids.slice(0, 2)).toEqual(['held-1', 'held-2']);
      expect((await jobs.withActiveRun('held-1', 1)).map((job) => job._id)).toEqual(['held-2']);
      await jobs.remove('held-2');
      expect(await jobs.get('held-2')).toBeNull();
    });

    it('finds the jobs with missed times that are still to be made up', async () => {
      const at = minutesLater(-90);
      const missed = { from: at, until: at, count: 1, madeUp: 0, foundAt: at, workflowId: null };
      const owing = { ...missed, waiting: [at], left: 1 };
      await jobs.insert(sampleJob('behind-1', { missed: owing }));
      await jobs.insert(sampleJob('behind-2', { missed: { ...missed, waiting: [], left: 0 } }));
      await jobs.insert(sampleJob('behind-3', { missed: owing }));
      await jobs.insert(sampleJob('behind-4'));
      expect((await jobs.behind('behind-', 10)).map(({ _id }) => _id)).toEqual(['behind-1', 'behind-3']);
      expect((await jobs.behind('behind-1', 1)).map(({ missed: kept }) => kept)).toEqual([owing]);
    });

    it('finds the archived jobs that are to be put away since a time', async () => {
      const putAway = beginPuttingAway(START);
      await jobs.insert(sampleJob('away-1', { state: 'archived', putAway }));
      await jobs.insert(sampleJob('away-2', { state: 'archived', putAway: { ...putAway, phase: 'done' } }));
      await jobs.insert(sampleJob('away-3', { putAway: null }));
      await jobs.insert(sampleJob('away-4', { putAway: { ...putAway, phase: 'files' } }));
      const away = await jobs.beingPutAway(START, 9);
      expect(away.map(({ _id }) => _id)).toEqual(['away-1', 'away-4']);
      expect(away[0]?.putAway).toEqual(putAway);
      expect(await jobs.beingPutAway(minutesLater(-1), 9)).toEqual([]);
      expect(await jobs.beingPutAway(START, 1)).toHaveLength(1);
    });

    it('finds the jobs that name another as dependent, and tells which ids are jobs', async () => {
      const config = configOf({ dependents: ['followed-a', { job: 'followed-b', when: 'changes' }] });
      await jobs.insert(sampleJob('follower', { config }));
      await jobs.insert(sampleJob('followed-a'));
      expect((await jobs.followedBy('followed-a')).map(({ _id }) => _id)).toEqual(['follower']);
      expect((await jobs.followedBy('followed-b')).map(({ _id }) => _id)).toEqual(['follower']);
      expect(await jobs.followedBy('follower')).toEqual([]);
      expect(await jobs.existing(['follower', 'followed-b'])).toEqual(new Set(['follower']));
    });

    it('knows the jobs of one workspace apart from those of another, and lists all of them for a sweep', async () => {
      await jobs.insert(sampleJob('own', { workspaceId: 'one' }));
      await jobs.insert(sampleJob('foreign', { workspaceId: 'two' }));
      expect(await jobs.existing(['own', 'foreign'], 'one')).toEqual(new Set(['own']));
      const ids = (await jobs.list({ workspaceId: null, limit: 1_000 })).map(({ _id }) => _id);
      expect(ids).toEqual(expect.arrayContaining(['own', 'foreign']));
    });

    it('tells names by id, and finds jobs by a part of their name, whatever signs it has', async () => {
      const owner = { workspaceId: 'named' };
      await jobs.insert(sampleJob('named-1', { ...owner, name: 'Kettles (steel)' }));
      await jobs.insert(sampleJob('named-2', { ...owner, name: 'kettle [old]' }));
      await jobs.insert(sampleJob('named-3', { ...owner, name: 'Lamps' }));
      expect(await jobs.names(['named-1', 'named-3', 'none'])).toEqual(
        new Map([
          ['named-1', 'Kettles (steel)'],
          ['named-3', 'Lamps'],
        ]),
      );
      expect(await jobs.namedLike('named', 'KETTLE', 9)).toEqual(['named-2', 'named-1']);
      expect(await jobs.namedLike('named', 'kettle', 1)).toEqual(['named-2']);
      expect(await jobs.namedLike('named', '(steel', 9)).toEqual(['named-1']);
      expect(await jobs.namedLike('named', '.', 9)).toEqual([]);
      expect(await jobs.namedLike('another', 'kettle', 9)).toEqual([]);
    });

    it('keeps the next time and notes a step when it is configured so', async () => {
      const nextRunAt = minutesLater(5);
      await jobs.insert(sampleJob('noted', { nextRunAt }));
      const step = {
        at: START,
        from: 'created',
        to: 'created',
        event: 'dependent-removed',
        by: 'test',
      } as const;
      const changed = await jobs.configure('noted', 1, { config: configOf() }, step);
      expect(changed).toMatchObject({ version: 2, nextRunAt });
      expect(changed?.history.at(-1)).toEqual(step);
    });
  });
}
