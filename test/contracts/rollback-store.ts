// What every RollbackStore promises.
import { beforeAll, describe, expect, it } from 'vitest';
import type { RolledBackPage, RollbackStore } from '../../domain/page/rollback-store.ts';
import { samplePage, START } from './sample-documents.ts';

export function sampleRolledBack(
  runId: string,
  urlKey: string,
  fields: Partial<RolledBackPage> = {},
): RolledBackPage {
  const { _id: pageId, jobId, url, state, baseline } = samplePage('job', urlKey);
  return {
    _id: `${runId}:${urlKey}`,
    jobId,
    runId,
    pageId,
    url,
    title: 'A kettle',
    isChanged: true,
    why: 'back to the version before',
    before: { state, ...(baseline && { baseline }) },
    after: { state },
    changes: [{ id: `${pageId}:2`, state: 'confirmed' }],
    priceIds: [],
    unjudgedPriceIds: [],
    snapshotIds: [],
    incidentIds: [],
    at: START,
    ...fields,
  };
}

export function describeRollbackStore(name: string, create: () => Promise<RollbackStore>): void {
  describe(`rollback store on ${name}`, () => {
    let rollbacks: RollbackStore;
    beforeAll(async () => {
      rollbacks = await create();
    });

    it('keeps what was written first, so that a repeat loses nothing', async () => {
      const first = sampleRolledBack('once', 'a');
      await rollbacks.insert([first]);
      await rollbacks.insert([{ ...first, why: 'again' }, sampleRolledBack('once', 'b')]);
      expect((await rollbacks.getMany([first._id, 'once:none'])).get(first._id)).toEqual(first);
      expect((await rollbacks.list('once', { after: null, limit: 9 })).map(({ _id }) => _id)).toEqual([
        'once:a',
        'once:b',
      ]);
    });

    it('lists those of one run from a page on, and says which were undone', async () => {
      await rollbacks.insert(['a', 'b', 'c'].map((key) => sampleRolledBack('listed', key)));
      await rollbacks.insert([sampleRolledBack('listed2', 'a')]);
      await rollbacks.noteUndone(['listed:b'], 'run_undo');
      const rest = await rollbacks.list('listed', { after: 'listed:a', limit: 1 });
      expect(rest).toEqual([sampleRolledBack('listed', 'b', { undoneBy: 'run_undo' })]);
      expect(await rollbacks.list('listed', { after: 'listed:c', limit: 9 })).toEqual([]);
    });
  });
}
