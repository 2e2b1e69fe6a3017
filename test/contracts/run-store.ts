// What every RunStore promises.
import { beforeAll, describe, expect, it } from 'vitest';
import { NO_MEND_COUNTS } from '../../domain/run/mend.ts';
import { NO_COUNTS } from '../../domain/run/ledger.ts';
import type { Run } from '../../domain/run/run.ts';
import type { RunListQuery, RunStore } from '../../domain/run/run-store.ts';
import { NO_PROGRESS, type SourceProgress } from '../../domain/run/source-progress.ts';
import { race } from './race.ts';
import { minutesLater, sampleRun, START } from './sample-documents.ts';

export function describeRunStore(name: string, create: () => Promise<RunStore>): void {
  describe(`run store on ${name}`, () => {
    let runs: RunStore;
    beforeAll(async () => {
      runs = await create();
    });

    it('lets the first of many decide about what a run holds back', async () => {
      await runs.insert(
        sampleRun('holding', { state: 'completed', hold: { state: 'held', gates: ['worse'] } }),
      );
      const decide = (state: 'confirmed' | 'withdrawn') =>
        runs.decideRelease('holding', { state, by: 'ada', at: minutesLater(1) });
      const decided = await race(4, () => decide('withdrawn'));
      expect(decided.filter((one) => one !== null)).toHaveLength(1);
      expect(await decide('confirmed')).toBeNull();
      expect(await runs.get('holding')).toMatchObject({
        alertAt: minutesLater(1),
        hold: { state: 'withdrawn', gates: ['worse'], by: 'ada', at: minutesLater(1) },
      });
    });

    it('inserts a run once, and one run per slot', async () => {
      const run = sampleRun('slot-1', { slot: 'job@1' });
      expect(await runs.insert(run)).toBe(true);
      expect(await runs.insert(run)).toBe(false);
      const answers = await race(16, (number) =>
        runs.insert(sampleRun(`slot-2-${number}`, { slot: 'job@2', trigger: 'schedule' })),
      );
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect(await runs.getBySlot('job@1')).toEqual(run);
      expect(await runs.getBySlot('job@3')).toBeNull();
    });

    it('tells whose run it is, and lists the runs of one workspace', async () => {
      await runs.insert(sampleRun('theirs', { workspaceId: 'theirs', jobId: 'their-job' }));
      expect(await runs.owner('theirs')).toEqual({ workspaceId: 'theirs', jobId: 'their-job' });
      expect(await runs.owner('nobody')).toBeNull();
      const listed = await runs.list({ workspaceId: 'theirs', limit: 9 });
      expect(listed.map(({ _id }) => _id)).toEqual(['theirs']);
    });

    it('lists the runs of a chain, and keeps what became of the dependents of each', async () => {
      const origin = { parentRunId: 'chain-1', rootRunId: 'chain-1', depth: 1 };
      await runs.insert(sampleRun('chain-1'));
      await runs.insert(sampleRun('chain-2', { origin }));
      await runs.insert(sampleRun('chain-3', { origin: { ...origin, parentRunId: 'chain-2', depth: 2 } }));
      const listed = await runs.summaries({ workspaceId: 'default', rootRunId: 'chain-1', limit: 9 });
      expect(listed.map(({ _id }) => _id)).toEqual(['chain-3', 'chain-2', 'chain-1']);
      expect(listed[0]).toMatchObject({ origin: { parentRunId: 'chain-2', depth: 2 } });
      const start = { jobName: 'B', code: 'started', detail: 'first', runId: 'r', at: START } as const;
      await runs.noteDependent('chain-1', 'job-b', { start, isFirst: true });
      await runs.noteDependent('chain-1', 'job-b', { start: { ...start, detail: 'late' }, isFirst: true });
      expect((await runs.get('chain-1'))?.dependents).toEqual({ 'job-b': start });
      await runs.noteDependent('chain-1', 'job-b', { start: { ...start, code: 'refused' } });
      expect((await runs.get('chain-1'))?.dependents).toEqual({ 'job-b': { ...start, code: 'refused' } });
    });

    it('takes any number of runs without a slot', async () => {
      expect(await runs.insert(sampleRun('manual-1'))).toBe(true);
      expect(await runs.insert(sampleRun('manual-2'))).toBe(true);
    });

    it('lets one of sixteen concurrent movers win and raises gateSeq with the transition', async () => {
      await runs.insert(sampleRun('contested'));
      const from = { _id: 'contested', state: 'starting', gateSeq: 1 } as const;
      const transition = { at: START, from: 'starting', to: 'paused', event: 'pause', by: 'test' } as const;
      const answers = await race(16, () => runs.move(from, { state: 'paused' }, transition));
      expect(answers.filter((answer) => answer !== null)).toHaveLength(1);
      expect(await runs.get('contested')).toMatchObject({
        state: 'paused',
        gateSeq: 2,
        history: [transition],
      });
      expect(await runs.move(from, { state: 'stopping' }, transition)).toBeNull();
    });

    it('refuses a mover who saw the same state at an earlier gate', async () => {
      await runs.insert(sampleRun('returned'));
      const seen = { _id: 'returned', state: 'starting', gateSeq: 1 } as const;
      const move = { at: START, from: 'starting', to: 'starting', event: 'resume', by: 'test' } as const;
      await runs.move(seen, { state: 'starting' }, move);
      expect(await runs.move(seen, { state: 'paused' }, move)).toBeNull();
      expect(await runs.get('returned')).toMatchObject({ state: 'starting', gateSeq: 2 });
    });

    it('keeps a gateSeq the mover named and leaves it alone without a transition', async () => {
      await runs.insert(sampleRun('named'));
      const from = { _id: 'named', state: 'starting', gateSeq: 1 } as const;
      expect(await runs.move(from, { phase: 'crawling' }, null)).toMatchObject({ gateSeq: 1 });
      const transition = {
        at: START,
        from: 'starting',
        to: 'running',
        event: 'started',
        by: 'test',
      } as const;
      const moved = await runs.move(from, { state: 'running', gateSeq: 2 }, transition);
      expect(moved).toMatchObject({ state: 'running', phase: 'crawling', gateSeq: 2 });
    });

    it('raises the acknowledged gate and the discovered count, never lowers them', async () => {
      await runs.insert(sampleRun('counted'));
      await runs.acknowledge('counted', 4);
      await runs.acknowledge('counted', 2);
      await runs.noteDiscovered('counted', 50);
      await runs.noteDiscovered('counted', 20);
      expect(await runs.get('counted')).toMatchObject({ ackedGateSeq: 4, discovered: 50 });
    });

    it('lists runs of a workspace by any filter, newest first and without their configuration', async () => {
      const ended = { state: 'failed', ending: 'failed', finishedAt: minutesLater(9) } as const;
      const list = (fields: Partial<Run>): Partial<Run> => ({ workspaceId: 'listed', ...fields });
      await runs.insert(sampleRun('list-1', list({ jobId: 'a', trigger: 'schedule', ...ended })));
      const endingReason = { code: 'source-unreachable', detail: 'No.' } as const;
      await runs.insert(sampleRun('list-2', list({ jobId: 'b', endingReason, ...ended })));
      await runs.insert(sampleRun('list-3', list({ jobId: 'a', createdAt: minutesLater(30) })));
      await runs.insert(sampleRun('list-4', { workspaceId: 'another', jobId: 'a' }));
      const ids = async (query: Partial<RunListQuery>): Promise<string[]> =>
        (await runs.summaries({ workspaceId: 'listed', limit: 9, ...query })).map(({ _id }) => _id);
      expect(await ids({})).toEqual(['list-3', 'list-2', 'list-1']);
      expect(await ids({ limit: 1, before: 'list-3' })).toEqual(['list-2']);
      expect(await ids({ jobIds: ['a'] })).toEqual(['list-3', 'list-1']);
      expect(await ids({ states: ['failed'] })).toEqual(['list-2', 'list-1']);
      expect(await ids({ endings: ['failed'], triggers: ['schedule'] })).toEqual(['list-1']);
      expect(await ids({ reasons: ['source-unreachable'] })).toEqual(['list-2']);
      expect(await ids({ createdFrom: minutesLater(30) })).toEqual(['list-3']);
      expect(await ids({ createdTo: minutesLater(30) })).toEqual(['list-2', 'list-1']);
      expect(await ids({ finishedFrom: minutesLater(9), finishedTo: minutesLater(10) })).toHaveLength(2);
      expect(await ids({ finishedTo: minutesLater(9) })).toEqual([]);
      const [summary] = await runs.summaries({ workspaceId: 'listed', limit: 1 });
      expect(summary).not.toHaveProperty('config');
      expect(summary).not.toHaveProperty('history');
    });

    it('finds runs that took long, or go on for long', async () => {
      const owner = { workspaceId: 'long' };
      const totals = { ...NO_COUNTS, chunks: 1, discovered: 1, durationMs: 60_000 };
      await runs.insert(sampleRun('long-1', { ...owner, totals }));
      await runs.insert(sampleRun('long-2', { ...owner, totals: { ...totals, durationMs: 59_999 } }));
      await runs.insert(sampleRun('long-3', { ...owner, createdAt: START }));
      await runs.insert(sampleRun('long-4', { ...owner, createdAt: minutesLater(2) }));
      const longer = { ms: 60_000, createdBefore: minutesLater(1) };
      const found = await runs.summaries({ workspaceId: 'long', limit: 9, longer });
      expect(found.map(({ _id }) => _id)).toEqual(['long-3', 'long-1']);
    });

    it('counts the runs of a workspace, or of one job, by state', async () => {
      const owner = { workspaceId: 'counted-states' };
      for (const number of [1, 2]) await runs.insert(sampleRun(`states-${number}`, owner));
      await runs.insert(sampleRun('states-3', { ...owner, jobId: 'other', state: 'failed' }));
      expect(Object.fromEntries(await runs.countByState('counted-states'))).toEqual({
        starting: 2,
        failed: 1,
      });
      expect(Object.fromEntries(await runs.countByState('counted-states', 'other'))).toEqual({ failed: 1 });
    });

    it('adds the links left out, once a round', async () => {
      await runs.insert(sampleRun('left-out'));
      await runs.noteDropped('left-out', 1, new Map([['other-host', 3]]));
      await runs.noteDropped('left-out', 1, new Map([['other-host', 3]]));
      await runs.noteDropped('left-out', 2, new Map());
      const more = new Map(Object.entries({ 'other-host': 1, nofollow: 2 }));
      await runs.noteDropped('left-out', 3, more);
      expect((await runs.get('left-out'))?.droppedLinks).toEqual({ 'other-host': 4, nofollow: 2 });
    });

    it('keeps how far a run that mends is, from the step it was at', async () => {
      await runs.insert(sampleRun('mends'));
      const step = (cursor: string) => ({ cursor, isDone: false, counts: NO_MEND_COUNTS });
      await runs.noteMended('mends', '', step('1'));
      await runs.noteMended('mends', '', step('late'));
      await runs.noteMended('mends', '1', step('2'));
      expect((await runs.get('mends'))?.mended).toEqual(step('2'));
    });

    it('keeps the last word on how far the source is read, whoever wakes up late', async () => {
      await runs.insert(sampleRun('reading'));
      const at = (stateFile: string, urls: number): SourceProgress => ({ ...NO_PROGRESS, stateFile, urls });
      await runs.noteSource('reading', at('sources.1', 10), 'sources.1');
      await runs.noteSource('reading', at('sources.3', 30), 'sources.3');
      await runs.noteSource('reading', at('sources.2', 20), 'sources.2');
      expect((await runs.get('reading'))?.source).toEqual(at('sources.3', 30));
      await runs.noteSource('reading', { ...NO_PROGRESS, urls: 40 }, 'sources.3');
      await runs.noteSource('reading', at('sources.4', 50), 'sources.4');
      expect((await runs.get('reading'))?.source).toEqual({ ...NO_PROGRESS, urls: 40 });
    });

    it('lists runs of a job newest first and open runs oldest first', async () => {
      await runs.insert(sampleRun('01-a', { jobId: 'listed' }));
      await runs.insert(sampleRun('01-b', { jobId: 'listed', state: 'completed' }));
      await runs.insert(sampleRun('01-c', { jobId: 'listed', state: 'finalizing' }));
      const ids = async (query: Parameters<RunStore['list']>[0]): Promise<string[]> =>
        (await runs.list(query)).map((run) => run._id);
      expect(await ids({ jobId: 'listed', limit: 2 })).toEqual(['01-c', '01-b']);
      expect(await ids({ jobId: 'listed', before: '01-b', limit: 2 })).toEqual(['01-a']);
      expect(await ids({ jobId: 'listed', states: ['completed', 'unheard-of'], limit: 2 })).toEqual(['01-b']);
      expect((await runs.open(2)).map((run) => run._id)).toEqual(['01-a', '01-c']);
    });
  });
}
