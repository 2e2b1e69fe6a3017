import { describe, expect, it } from 'vitest';
import { createMemoryStores } from '../../../support/memory/memory-stores.ts';
import { DEFAULT_RETENTION } from '../../../../domain/config/retention/retention.ts';
import { createThinVersionsPass } from '../../../../domain/upkeep/clean-up/thin-versions.ts';
import type { PassOrder } from '../../../../domain/upkeep/clean-up/pass.ts';
import { sampleChange, samplePage, sampleSnapshot } from '../../../contracts/sample-documents.ts';

const NOW = new Date('2026-06-15T12:00:00.000Z');
const DAY = 86_400_000;
const ALL = { cursor: null, dryRun: false, limit: 100 };

/** A page of a job with versions that are `ages` days old; number and id of each start with 1. */
function createScene({ archived = [] as readonly string[], mended = [] as readonly string[] } = {}) {
  const stores = createMemoryStores();
  const clock = { now: () => NOW };
  const pass = createThinVersionsPass({
    versions: stores.versions,
    retentionOf: async () => DEFAULT_RETENTION,
    isBeingMended: async (jobId) => mended.includes(jobId),
    isArchived: async (jobId) => archived.includes(jobId),
    clock,
  });
  return {
    stores,
    async fill(pageId: string, ages: readonly number[]): Promise<void> {
      const jobId = pageId.split(':')[0] ?? '';
      await stores.history.insertSnapshots(
        ages.map((age, n) =>
          sampleSnapshot(pageId, n + 1, { jobId, at: new Date(NOW.getTime() - age * DAY) }),
        ),
      );
    },
    async left(pageId: string): Promise<number[]> {
      return (await stores.history.snapshots({ pageId, limit: 99 })).map(({ v }) => v).toReversed();
    },
    /** All steps. */
    async run(order: PassOrder = ALL): Promise<{ seen: number; documents: number; steps: number }> {
      let done = { seen: 0, documents: 0, steps: 0 };
      let next = order.cursor;
      do {
        const step = await pass.step({ ...order, cursor: next });
        next = step.next;
        const { seen, documents } = done;
        done = {
          seen: seen + step.seen,
          documents: documents + step.freed.documents,
          steps: done.steps + 1,
        };
      } while (next !== null);
      return done;
    },
  };
}

const idOf = (pageId: string, v: number): string => sampleSnapshot(pageId, v)._id;

describe('the pass that thins versions', () => {
  it('drops old versions that nothing names and notes them, but not the first and the last', async () => {
    const scene = createScene();
    await scene.fill('j:a', [300, 200, 150, 40]);
    expect(await scene.run()).toMatchObject({ seen: 4, documents: 2 });
    expect(await scene.left('j:a')).toEqual([1, 4]);
    expect(await scene.stores.versions.thinned(idOf('j:a', 2))).toMatchObject({
      pageId: 'j:a',
      at: new Date(NOW.getTime() - 200 * DAY),
      thinnedAt: NOW,
    });
    expect(await scene.run()).toMatchObject({ seen: 2, documents: 0 });
  });

  it('keeps the baseline, what a change that waits shows, and what is pinned', async () => {
    const scene = createScene();
    const { history, pages, versions } = scene.stores;
    await scene.fill('j:a', [300, 250, 240, 230, 220, 40]);
    const { baseline, ...bare } = samplePage('j', 'a');
    const set = { ...bare, ...(baseline && { baseline: { ...baseline, snapshotId: idOf('j:a', 2) } }) };
    await pages.write([{ id: 'j:a', expectedV: 0, order: 11, set }]);
    await history.insertChanges([sampleChange('j:a', 9, { state: 'pending', fromSnapshot: idOf('j:a', 3) })]);
    await versions.pin(idOf('j:a', 4), { at: NOW, by: 'kim' });
    expect(await scene.run()).toMatchObject({ documents: 1 });
    expect(await scene.left('j:a')).toEqual([1, 2, 3, 4, 6]);
  });

  it('of old versions that changes name keeps the last of a day', async () => {
    const scene = createScene();
    await scene.fill('j:a', [300, 200.3, 200.2, 150, 40]);
    await scene.stores.history.insertChanges(
      [2, 3, 4].map((v) => sampleChange('j:a', v, { state: 'confirmed', toSnapshot: idOf('j:a', v) })),
    );
    await scene.run();
    expect(await scene.left('j:a')).toEqual([1, 3, 4, 5]);
  });

  it('judges whole pages, wherever a step ends', async () => {
    const pages = ['i:a', 'j:a', 'j:b', 'j:c', 'k:a'];
    for (const limit of [1, 2, 3, 5, 7, 100]) {
      const scene = createScene();
      for (const page of pages) await scene.fill(page, [300, 200, 150, 40]);
      expect(await scene.run({ ...ALL, limit })).toMatchObject({ seen: 20, documents: 10 });
      for (const page of pages) expect(await scene.left(page)).toEqual([1, 4]);
    }
  });

  it('of one job alone leaves the others', async () => {
    const scene = createScene();
    for (const page of ['i:a', 'j:a', 'k:a']) await scene.fill(page, [300, 200, 40]);
    expect(await scene.run({ ...ALL, limit: 2, jobId: 'j' })).toMatchObject({ documents: 1 });
    expect(await Promise.all(['i:a', 'j:a', 'k:a'].map((page) => scene.left(page)))).toEqual([
      [1, 2, 3],
      [1, 3],
      [1, 2, 3],
    ]);
  });

  it('in a dry run tells what would go and leaves it', async () => {
    const scene = createScene();
    await scene.fill('j:a', [300, 200, 40]);
    expect(await scene.run({ ...ALL, dryRun: true })).toMatchObject({ documents: 1 });
    expect(await scene.left('j:a')).toEqual([1, 2, 3]);
  });

  it('of an archived job drops all that no change names', async () => {
    const scene = createScene({ archived: ['j'] });
    await scene.fill('j:a', [5, 4, 3, 2, 1]);
    await scene.fill('k:a', [5, 4, 3, 2, 1]);
    await scene.stores.history.insertChanges([
      sampleChange('j:a', 3, {
        state: 'confirmed',
        fromSnapshot: idOf('j:a', 1),
        toSnapshot: idOf('j:a', 3),
      }),
    ]);
    expect(await scene.run()).toMatchObject({ documents: 2 });
    expect(await scene.left('j:a')).toEqual([1, 3, 5]);
    expect(await scene.left('k:a')).toEqual([1, 2, 3, 4, 5]);
  });

  it('of a job that is being mended drops nothing', async () => {
    const scene = createScene({ mended: ['j'] });
    await scene.fill('j:a', [300, 200, 40]);
    expect(await scene.run()).toMatchObject({ documents: 0 });
    expect(await scene.left('j:a')).toEqual([1, 2, 3]);
  });

  it('forgets after a year and a month what became of a version', async () => {
    const scene = createScene();
    await scene.fill('j:a', [300, 200, 40]);
    const note = { _id: idOf('j:a', 2), pageId: 'j:a', jobId: 'j', at: NOW, textHash: 'text' };
    await scene.stores.versions.thin([{ ...note, thinnedAt: new Date(NOW.getTime() - 401 * DAY) }]);
    await scene.run();
    expect(await scene.stores.versions.thinned(idOf('j:a', 2))).toBeNull();
  });
});
