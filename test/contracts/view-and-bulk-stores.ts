// What every SavedViewStore and BulkStore promises.
import { beforeAll, describe, expect, it } from 'vitest';
import { type BulkAction, toBatches } from '../../domain/job/bulk/bulk-action.ts';
import type { BulkStore } from '../../domain/job/bulk/bulk-store.ts';
import type { SavedView, SavedViewStore } from '../../domain/job/list/saved-view.ts';
import { race } from './race.ts';
import { minutesLater, START } from './sample-documents.ts';

interface Stores {
  readonly savedViews: SavedViewStore;
  readonly bulkActions: BulkStore;
}

export function describeViewAndBulkStores(name: string, create: () => Promise<Stores>): void {
  let stores: Stores;
  beforeAll(async () => {
    stores = await create();
  });
  describe(`saved views on ${name}`, () => {
    it('are listed by name, of a screen or of all, and only those of the workspace', async () => {
      const { savedViews } = stores;
      await savedViews.insert(sampleView('v2', { name: 'B' }));
      await savedViews.insert(sampleView('v1', { name: 'C', screen: 'changes' }));
      await savedViews.insert(sampleView('v3', { name: 'A', workspaceId: 'other' }));
      expect((await savedViews.list('default')).map(({ _id }) => _id)).toEqual(['v2', 'v1']);
      expect((await savedViews.list('default', 'changes')).map(({ _id }) => _id)).toEqual(['v1']);
      expect(await savedViews.change('default', 'v3', { updatedAt: START })).toEqual({ kind: 'gone' });
      expect(await savedViews.remove('default', 'v3')).toBe(false);
      expect(await savedViews.remove('other', 'v3')).toBe(true);
    });

    it('have a name once on each screen, whoever comes first', async () => {
      const { savedViews } = stores;
      const made = await race(4, (n) => savedViews.insert(sampleView(`r${n}`, { name: 'Race' })));
      expect(made.filter(Boolean)).toHaveLength(1);
      expect(await savedViews.insert(sampleView('r9', { name: 'Race', screen: 'runs' }))).toBe(true);
      await savedViews.insert(sampleView('w1', { name: 'Other' }));
      const set = { name: 'Race', updatedAt: minutesLater(1) };
      expect(await savedViews.change('default', 'w1', set)).toEqual({ kind: 'name-taken' });
      expect((await savedViews.get('w1'))?.name).toBe('Other');
      const query = { query: 'q=x', updatedAt: minutesLater(1) };
      expect(await savedViews.change('default', 'w1', query)).toMatchObject({
        kind: 'changed',
        view: { name: 'Other', ...query },
      });
    });
  });

  describe(`bulk actions on ${name}`, () => {
    it('are listed newest first, and those without an end oldest first', async () => {
      const { bulkActions } = stores;
      for (const id of ['bulk_1', 'bulk_2', 'bulk_3']) await bulkActions.insert(sampleBulk(id), []);
      await bulkActions.insert(sampleBulk('bulk_4', { workspaceId: 'other' }), []);
      const listed = await bulkActions.list({ workspaceId: 'default', before: 'bulk_3', limit: 9 });
      expect(listed.map(({ _id }) => _id)).toEqual(['bulk_2', 'bulk_1']);
      const ended = { state: 'done', finishedAt: START } as const;
      expect(await bulkActions.move('bulk_1', ['running'], ended)).toBeNull();
      expect(await bulkActions.move('bulk_1', ['waiting'], ended)).toMatchObject(ended);
      expect((await bulkActions.unfinished(2)).map(({ _id }) => _id)).toEqual(['bulk_2', 'bulk_3']);
    });

    it('keep what became of each batch, and count it once', async () => {
      const { bulkActions } = stores;
      const jobIds = Array.from({ length: 25 }, (_, n) => `job_${n}`);
      const batches = toBatches('bulk_b', jobIds);
      await bulkActions.insert(sampleBulk('bulk_b', { total: 25, batches: batches.length }), batches);
      await bulkActions.begin('bulk_b', 0, START);
      expect(await bulkActions.batch('bulk_b', 0)).toMatchObject({ begunAt: START, results: null });
      const results = [{ jobId: 'job_0', outcome: 'done', reason: '' }] as const;
      const groups = [{ outcome: 'done', reason: '', jobs: 1 }] as const;
      await bulkActions.finish('bulk_b', 0, results, groups);
      await bulkActions.finish('bulk_b', 0, results, [{ ...groups[0], jobs: 2 }]);
      expect(await bulkActions.get('bulk_b')).toMatchObject({ nextBatch: 1, groups });
      const read = await bulkActions.batches('bulk_b', 0, 9);
      expect(read.map(({ number, results: became }) => [number, became?.length])).toEqual([
        [0, 1],
        [1, undefined],
      ]);
    });

    it('are undone by one action', async () => {
      const { bulkActions } = stores;
      await bulkActions.insert(sampleBulk('bulk_u'), []);
      const noted = await race(3, (n) => bulkActions.noteUndo('bulk_u', `bulk_undo${n}`));
      expect(noted.filter(Boolean)).toHaveLength(1);
    });
  });
}

function sampleView(_id: string, more: Partial<SavedView>): SavedView {
  const times = { createdAt: START, updatedAt: START };
  return { _id, workspaceId: 'default', screen: 'jobs', name: _id, query: '', ...times, ...more };
}

function sampleBulk(_id: string, more: Partial<BulkAction> = {}): BulkAction {
  return {
    _id,
    workspaceId: 'default',
    verb: 'pause',
    tag: null,
    query: null,
    createdAt: START,
    createdBy: 'me',
    state: 'waiting',
    total: 0,
    batches: 0,
    nextBatch: 0,
    groups: [],
    finishedAt: null,
    undoOf: null,
    undoneBy: null,
    ...more,
  };
}
