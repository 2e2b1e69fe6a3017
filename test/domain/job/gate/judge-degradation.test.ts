import { describe, expect, it } from 'vitest';
import { basisText } from '../../../../domain/run/degradation/measure.ts';
import { NO_COUNTS, type RunTotals } from '../../../../domain/run/ledger.ts';
import type { Run } from '../../../../domain/run/run.ts';
import { sampleRun } from '../../../contracts/sample-documents.ts';
import { configOf, jobOf, type Scene } from '../../../support/control-scene.ts';
import { crawling, finalize, RUN } from '../../../support/crawling-run.ts';

/** The run that ends reads three pages, and a fourth fails. */
const TOTALS: RunTotals = { ...NO_COUNTS, chunks: 1, discovered: 40, durationMs: 1_000, unchanged: 40 };

/** Earlier runs of the job, latest first. */
async function before(scene: Scene, count: number, more: Partial<Run> = {}): Promise<string[]> {
  const basis = scene.ports.hasher.sha256(basisText(configOf())).slice(0, 22);
  const ids = Array.from({ length: count }, (_, index) => `${RUN.slice(0, -1)}0${9 - index}`);
  for (const _id of ids) {
    const measured = { basis, activeMs: 1_000 };
    const degradation = { comparedWith: [], findings: [] };
    await scene.stores.runs.insert(
      sampleRun(_id, { jobId: 'job', state: 'completed', totals: TOTALS, measured, degradation, ...more }),
    );
  }
  return ids;
}

describe('the end of a run', () => {
  it('finds what is worse than in the runs before it, and keeps which these were', async () => {
    const scene = await crawling();
    const ids = await before(scene, 6);
    const run = await finalize(scene);
    expect(run.degradation).toEqual({
      comparedWith: ids,
      findings: [{ kind: 'pages', now: 3, usual: 40, low: 40, high: 40 }],
    });
    expect(run.measured?.basis).toHaveLength(22);
    expect((await jobOf(scene)).trouble).toMatchObject({
      kind: 'degraded',
      subject: 'pages',
      text: '3 pages were read; usually 40, 40 to 40.',
      runId: RUN,
    });
  });

  it('judges nothing while the job is young', async () => {
    const scene = await crawling();
    const ids = await before(scene, 4);
    expect((await finalize(scene)).degradation).toEqual({ comparedWith: ids, findings: [] });
    expect((await jobOf(scene)).trouble).toBeNull();
  });

  it('compares with runs of the same job alone that watched the same and were whole', async () => {
    for (const more of [
      { measured: { basis: 'other', activeMs: 1 } },
      { jobId: 'another' },
      { state: 'stopped' as const },
    ]) {
      const scene = await crawling();
      await before(scene, 6, more);
      expect((await finalize(scene)).degradation).toEqual({ comparedWith: [], findings: [] });
    }
  });

  it.each<[string, Partial<Run>]>([
    ['is asked to confirm', { trigger: 'confirm' }],
    ['looked at the changed pages of another', { trigger: 'dependency', onlyUrls: ['http://shop.test/a'] }],
  ])('compares no run with others that %s, nor others with it', async (_what, more) => {
    const scene = await crawling();
    await before(scene, 6);
    const { runs } = scene.stores;
    const run = await runs.get(RUN);
    if (run === null) throw new Error('There is a run.');
    await runs.move(run, more, null);
    const ended = await finalize(scene);
    expect(ended.measured).toBeDefined();
    expect(ended.degradation).toBeUndefined();
  });

  it('compares a run that failed for too many failures, and none that was cut short', async () => {
    const strict = await crawling({ tolerance: 0 });
    await before(strict, 5);
    const failed = await finalize(strict);
    expect(failed).toMatchObject({ state: 'failed', endingReason: { code: 'too-many-failures' } });
    expect(failed.degradation?.findings).toHaveLength(1);
    const cut = await crawling();
    await before(cut, 5);
    expect((await finalize(cut, 'stopped')).degradation).toBeUndefined();
  });
});
