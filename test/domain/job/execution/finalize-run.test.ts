import { describe, expect, it } from 'vitest';
import { WebloomError } from '../../../../domain/system/errors.ts';
import { finalizeRun, judge } from '../../../../domain/job/execution/finalize-run.ts';
import { NO_COUNTS, uncutChunk } from '../../../../domain/run/ledger.ts';
import { NO_PROGRESS } from '../../../../domain/run/source-progress.ts';
import { sampleChunk, sampleJob, sampleRun, START } from '../../../contracts/sample-documents.ts';
import { configOf, HOURLY, jobOf, type Scene, withEveryCut } from '../../../support/control-scene.ts';
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

const ALL_DONE = { code: 'all-done', detail: 'Every URL was dealt with, 10 in all.' } as const;

describe('the judgement of a run', () => {
  const totals = (failed: number, discovered = 10) => ({
    ...NO_COUNTS,
    countedFailures: failed,
    discovered,
    chunks: 1,
    durationMs: 1,
    reasons: { timeout: failed },
  });
  const asked = { ending: 'completed', reason: REASON } as const;
  const run = sampleRun(RUN, { config: configOf({ tolerance: 0.3 }) });

  it('completes up to the tolerance and fails above it, with numbers and a remedy', () => {
    expect(judge(run, totals(3), asked)).toEqual(asked);
    const failed = judge(run, totals(4), asked);
    expect(failed).toMatchObject({ ending: 'failed', reason: { code: 'too-many-failures' } });
    expect(failed.reason.detail).toContain('4 of 10');
    expect(failed.reason.detail).toContain('timeout 4');
    expect(failed.reason.remedy).toBeDefined();
  });

  it('completes an empty site', () => {
    expect(judge(run, totals(0, 0), asked)).toEqual(asked);
  });

  it('says of a run that reached its limit of pages what was left out, and how to raise it', () => {
    const source = { ...NO_PROGRESS, leftOut: 2, left: 3, documents: 1 };
    const config = configOf({ limits: { maxPages: 10 } });
    const full = { ...run, config, source, droppedLinks: { 'page-limit': 4, nofollow: 9 } };
    const { reason } = judge(full, totals(0), { ending: 'completed', reason: ALL_DONE });
    expect(reason.detail).toBe(
      'Every URL was dealt with, 10 in all. The limit of 10 pages was reached; left out: 2 URLs of the source, 3 documents of the source that were not read, 4 links to other pages.',
    );
    expect(reason.remedy).toContain('limits.maxPages');
  });

  it('says nothing of a limit that left out nothing', () => {
    const done = { ending: 'completed', reason: ALL_DONE } as const;
    expect(judge({ ...run, source: { ...NO_PROGRESS, documents: 7 } }, totals(0), done)).toEqual(done);
  });

  it('does not overrule a stop', () => {
    const reason = { code: 'stopped-by-user', detail: 'asked' } as const;
    const stopped = { ...run, ending: 'stopped', endingReason: reason } as const;
    expect(judge(stopped, totals(10), asked)).toEqual({ ending: 'stopped', reason });
  });
});
