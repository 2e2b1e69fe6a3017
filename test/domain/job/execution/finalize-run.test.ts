import { describe, expect, it } from 'vitest';
import { WebloomError } from '../../../../domain/system/errors.ts';
import { finalizeRun } from '../../../../domain/job/execution/finalize-run.ts';
import type { ChunkState } from '../../../../domain/run/chunk.ts';
import { transitionRun } from '../../../../domain/job/execution/transition-run.ts';
import { uncutChunk } from '../../../../domain/run/ledger.ts';
import type { Run } from '../../../../domain/run/run.ts';
import { sampleChunk, sampleJob, START } from '../../../contracts/sample-documents.ts';
import { HOURLY, jobOf, type Scene, withEveryCut } from '../../../support/control-scene.ts';
import { crawling, finalize, leaveUrl, REASON, RUN } from '../../../support/crawling-run.ts';

describe('the end of a run', () => {
  it('completes storing chunks, recounts the totals and gives the job back', async () => {
    const scene = await crawling();
    const run = await finalize(scene);
    expect(scene.noted.completed).toEqual([`${RUN}:2`]);
    expect(run).toMatchObject({
      state: 'completed',
      totals: { discovered: 4, stored: 2, unchanged: 1, failed: 1, skipped: 0, chunks: 2 },
    });
    expect(run.totals?.reasons).toMatchObject({ changed: 2, timeout: 1 });
    expect(await jobOf(scene)).toMatchObject({
      activeRun: null,
      state: 'completed',
      aggregates: { runs: 1 },
    });
  });

  it('counts what a stopped run never came to as skipped', async () => {
    const scene = await crawling();
    await leaveUrl(scene);
    const { state, totals } = await finalize(scene, 'stopped');
    expect({ state, totals }).toMatchObject({ state: 'stopped', totals: { discovered: 5, skipped: 1 } });
    expect(totals?.reasons).toMatchObject({ stopped: 1 });
  });

  it('says how many pages had answered and are not kept', async () => {
    const scene = await crawling();
    const answered = { answered: 7, visits: 9 };
    await scene.stores.chunks.insert(sampleChunk(RUN, 4, { state: 'scraped', ...answered }));
    await scene.stores.chunks.noteAnswered(`${RUN}:3`, 1, 0);
    const { state, totals, endingReason } = await finalize(scene, 'stopped');
    expect([state, totals?.notKept]).toEqual(['stopped', 8]);
    expect(endingReason?.detail).toBe(
      `${REASON.detail} 8 pages had answered and were not stored yet; the next run fetches them again.`,
    );
  });

  it('says nothing of pages that are not kept where all are', async () => {
    const { totals, endingReason } = await finalize(await crawling(), 'stopped');
    expect([totals?.notKept, endingReason?.detail]).toEqual([undefined, REASON.detail]);
  });

  it('reads the chunks that were stored and those that were dropped at once, after the others', async () => {
    const scene = await crawling();
    const { chunks } = scene.ports;
    const listed: (readonly ChunkState[])[] = [];
    const listInState: typeof chunks.listInState = (runId, states) => {
      listed.push(states);
      return chunks.listInState(runId, states);
    };
    const ports = { ...scene.ports, chunks: { ...chunks, listInState } };
    await finalize({ ...scene, ports }, 'stopped');
    expect(listed).toEqual([['planned', 'scraped'], ['storing'], ['committed', 'dropped']]);
  });

  it.each([
    ['once', 'nobody moves it', null, 1],
    ['again', 'somebody has paused it since', 'pause', 2],
  ] as const)('reads the run %s where %s', async (_often, _where, event, expected) => {
    const scene = await crawling();
    const { runs } = scene.ports;
    let reads = 0;
    const get = async (runId: string): Promise<Run | null> => {
      const run = await runs.get(runId);
      reads += 1;
      if (reads === 1 && event !== null) await transitionRun(scene.ports, { runId, event, by: 'api' });
      return run;
    };
    const run = await finalize({ ...scene, ports: { ...scene.ports, runs: { ...runs, get } } });
    expect([run.state, run.history.map(({ to }) => to), reads]).toEqual([
      'completed',
      ['running', ...(event === null ? [] : ['paused']), 'finalizing', 'completed'],
      expected,
    ]);
  });

  it('is no completion while a URL was never dealt with, whoever says so', async () => {
    const scene = await crawling();
    await leaveUrl(scene);
    expect(await finalize(scene)).toMatchObject({
      state: 'failed',
      endingReason: { code: 'urls-left', detail: expect.stringContaining('1 of 5 URLs') },
    });
  });

  it.each([
    ['was cut short', 'stopped', undefined],
    ['looked at some addresses only', 'completed', ['http://shop.test/a']],
  ] as const)('leaves the number of pages of the job alone when it %s', async (_what, ending, onlyUrls) => {
    const scene = await crawling();
    const whole = await finalize(scene);
    await scene.stores.runs.insert({
      ...whole,
      _id: 'run_9',
      state: 'running',
      ending,
      ...(onlyUrls && { onlyUrls }),
    });
    await scene.stores.jobs.control(await jobOf(scene), { activeRun: 'run_9' }, null);
    await finalizeRun(scene.ports, { runId: 'run_9', ending, reason: REASON, by: 'workflow' });
    expect(await jobOf(scene)).toMatchObject({ aggregates: { lastRunId: 'run_9', pages: 3 } });
  });

  it('lets nothing be stored behind its back: a chunk that was not storing is dropped', async () => {
    const scene = await crawling();
    await finalize(scene, 'stopped');
    const late = await scene.stores.chunks.move(`${RUN}:3`, ['planned', 'scraped'], { state: 'storing' });
    expect(late).toBeNull();
    expect((await scene.stores.chunks.get(RUN, 3))?.state).toBe('dropped');
  });

  it('gives the job back although a chunk can not be completed any more', async () => {
    const scene = await crawling();
    await leaveUrl(scene);
    const completeChunk = () => Promise.reject(new WebloomError('data-corrupt', 'its file is gone'));
    const request = { runId: RUN, ending: 'stopped', reason: REASON, by: 'monitor' } as const;
    const run = await finalizeRun({ ...scene.ports, completeChunk }, request);
    expect(run).toMatchObject({ state: 'stopped', totals: { discovered: 5, skipped: 3 } });
    expect((await jobOf(scene)).activeRun).toBeNull();
  });

  it('leaves no URL without a class: the classes add up to what was discovered', async () => {
    const scene = await crawling();
    await leaveUrl(scene);
    const { totals } = await finalize(scene, 'stopped');
    const { stored = 0, unchanged = 0, failed = 0, skipped = 0 } = totals ?? {};
    expect(stored + unchanged + failed + skipped).toBe(totals?.discovered);
  });

  it('counts in a chunk document what no chunk took, so that the documents add up', async () => {
    const scene = await crawling();
    await leaveUrl(scene);
    const { totals } = await finalize(scene, 'stopped');
    const sums = (await scene.stores.chunks.sums([RUN])).get(RUN);
    expect(sums).toMatchObject({ skipped: totals?.skipped, stored: totals?.stored });
    expect(totals?.chunks).toBe((await scene.stores.chunks.listInState(RUN, ['committed'])).length - 1);
  });

  it('counts anew what an attempt that was cut off had written of the rest', async () => {
    const scene = await crawling();
    await leaveUrl(scene);
    const run = await scene.stores.runs.get(RUN);
    const { workspaceId = '' } = run ?? {};
    await scene.stores.chunks.insert(uncutChunk({ runId: RUN, workspaceId }, 3, scene.ports.clock.now()));
    const { totals } = await finalize(scene, 'stopped');
    expect(totals).toMatchObject({ discovered: 5, skipped: 1, reasons: { stopped: 1 } });
    expect((await scene.stores.chunks.get(RUN, 0))?.counts).toMatchObject({ skipped: 1 });
  });

  it('is the same when it is asked for twice, by workflow and monitor', async () => {
    const scene = await crawling();
    const [first, second] = await Promise.all([finalize(scene), finalize(scene).catch(() => null)]);
    const third = await finalize(scene, 'failed');
    expect(third.state).toBe('completed');
    expect([first?.state, second?.state ?? 'completed']).toEqual(['completed', 'completed']);
    expect((await jobOf(scene)).history.filter(({ event }) => event === 'complete')).toHaveLength(1);
  });

  it.each([
    { ending: 'completed', config: { dependents: ['other'], overlap: 'buffer_one', schedule: HOURLY } },
    { ending: 'failed', config: { retry: { attempts: 2, afterMs: 60_000 }, schedule: HOURLY } },
    { ending: 'stopped', config: { schedule: HOURLY } },
  ] as const)(
    'as $ending is the same with a power cut between any two writes',
    async ({ ending, config }) => {
      const prepare = async (): Promise<Scene> => {
        const scene = await crawling(config);
        await scene.stores.jobs.insert(sampleJob('other'));
        const buffered = { trigger: 'schedule', at: START } as const;
        if ('overlap' in config) await scene.stores.jobs.control(await jobOf(scene), { buffered }, null);
        return scene;
      };
      const { whole, cut } = await withEveryCut(
        prepare,
        (scene) => finalize(scene, ending),
        async (scene) => {
          const events = await scene.stores.events.since('default', START, 100);
          return {
            run: await scene.stores.runs.get(RUN),
            job: await jobOf(scene),
            started: [...scene.noted.started.values()],
            finished: events.filter(({ type }) => type === 'run.finished'),
          };
        },
      );
      expect(whole.finished).toHaveLength(1);
      expect(whole.started).toHaveLength(ending === 'completed' ? 2 : ending === 'failed' ? 1 : 0);
      expect(cut.length).toBeGreaterThan(6);
      for (const { after, seen } of cut) expect(seen, `cut after ${after} writes`).toEqual(whole);
    },
  );
});
