// What every VersionStore promises.
import { beforeAll, describe, expect, it } from 'vitest';
import type { StorageStore } from '../../../domain/upkeep/clean-up/storage.ts';
import type { ThinnedVersion, VersionStore } from '../../../domain/upkeep/clean-up/version-store.ts';
import type { IncidentStore } from '../../../domain/alert/incident/incident.ts';
import type { RollbackStore } from '../../../domain/page/rollback-store.ts';
import { keysOfPage } from '../../../domain/page/blob-keys.ts';
import type { FailureStore, HistoryStore, PageStore } from '../../../domain/page/page-store.ts';
import type { Snapshot } from '../../../domain/page/page.ts';
import { sampleRolledBack } from '../rollback-store.ts';
import { sampleIncident } from '../sample-alerts.ts';
import {
  minutesLater,
  sampleChange,
  sampleFailure,
  samplePage,
  sampleSnapshot,
  START,
} from '../sample-documents.ts';

export interface VersionStores {
  readonly versions: VersionStore;
  readonly storage: StorageStore;
  readonly history: HistoryStore;
  readonly pages: PageStore;
  readonly incidents: IncidentStore;
  readonly rollbacks: RollbackStore;
  readonly failures: FailureStore;
}

function snapshotOf(pageId: string, v: number, fields: Partial<Snapshot> = {}): Snapshot {
  const jobId = pageId.split(':')[0] ?? '';
  return sampleSnapshot(pageId, v, { jobId, at: minutesLater(v), bodyKey: `blobs/body-${v}`, ...fields });
}

function noteOf({ _id, pageId, jobId, at, textHash }: Snapshot, thinnedAt = START): ThinnedVersion {
  return { _id, pageId, jobId, at, textHash, thinnedAt };
}

export function describeVersionStore(name: string, create: () => Promise<VersionStores>): void {
  describe(`version store on ${name}`, () => {
    let stores: VersionStores;
    beforeAll(async () => {
      stores = await create();
    });

    it('reads the rows of one job or of all by id, those of a page together', async () => {
      const { versions, history } = stores;
      const rows = [snapshotOf('a:p', 1), snapshotOf('a:p', 10), snapshotOf('a:q', 2), snapshotOf('b:p', 1)];
      await history.insertSnapshots(rows.toReversed());
      const ids = async (after: string | null, jobId?: string): Promise<string[]> =>
        (await versions.some({ after, jobId, limit: 9 })).map(({ id }) => id);
      const [first, tenth, other] = rows.map(({ _id }) => _id);
      expect(await ids(null, 'a')).toEqual([tenth, first, other]);
      expect(await ids('a:p;', 'a')).toEqual([other]);
      expect(await ids('a:p;')).toEqual([other, rows[3]?._id]);
      expect(await versions.some({ after: null, limit: 1 })).toHaveLength(1);
      const [row] = await versions.ofPage('a:p', 1);
      const { blocksKey, bodyKey, textHash } = snapshotOf('a:p', 1);
      const facts = { pageId: 'a:p', jobId: 'a', at: minutesLater(1), textHash };
      expect(row).toEqual({ id: first, ...facts, pinned: false, keys: [blocksKey, bodyKey] });
    });

    it('tells which versions are named, and which are needed as they are', async () => {
      const { versions, history, pages, incidents } = stores;
      const { baseline, ...bare } = samplePage('m', 'p');
      const page = { ...bare, ...(baseline && { baseline: { ...baseline, snapshotId: 'base' } }) };
      await pages.write([{ id: 'm:p', expectedV: 0, order: 11, set: page }]);
      const told = (incidentId: string) => ({ alerts: [{ ruleId: 'r', incidentId }] });
      const sides = (n: number) => ({
        fromSnapshot: `from-${n}`,
        toSnapshot: `to-${n}`,
        at: minutesLater(n),
      });
      await history.insertChanges([
        sampleChange('m:p', 1, { ...sides(1), state: 'confirmed' }),
        sampleChange('m:p', 2, { ...sides(2), state: 'withdrawn' }),
        sampleChange('m:p', 3, { ...sides(3), state: 'pending' }),
        sampleChange('m:p', 4, { ...sides(4), state: 'confirmed', ...told('inc_open') }),
        sampleChange('m:p', 5, { ...sides(5), state: 'confirmed', ...told('inc_over') }),
        sampleChange('m:p', 6, { ...sides(6), state: 'confirmed', ...told('inc_over') }),
        sampleChange('m:q', 7, { ...sides(7), state: 'confirmed' }),
      ]);
      await incidents.insert([
        sampleIncident('inc_open', { state: 'acknowledged', openKey: 'one' }),
        sampleIncident('inc_over', { state: 'resolved', openKey: 'other' }),
      ]);
      const { changed, held } = await versions.marks(['m:p']);
      expect([...changed].toSorted()).toEqual(
        [1, 4, 5, 6].flatMap((n) => [`from-${n}`, `to-${n}`]).toSorted(),
      );
      expect([...held].toSorted()).toEqual(
        ['base', ...[3, 4, 6].flatMap((n) => [`from-${n}`, `to-${n}`])].toSorted(),
      );
    });

    it('thins, but for what is pinned, and says for a while what became of a version', async () => {
      const { versions, history } = stores;
      const [one, two, three] = [snapshotOf('t:p', 1), snapshotOf('t:p', 2), snapshotOf('t:p', 3)];
      await history.insertSnapshots([one, two, three]);
      const pinned = { at: START, by: 'kim' };
      expect(await versions.pin(two._id, pinned)).toEqual({ ...two, pinned });
      expect((await versions.ofPage('t:p', 9)).map((row) => row.pinned)).toEqual([false, true, false]);
      expect(await versions.thin([one, two].map((row) => noteOf(row)))).toBe(1);
      expect(await history.snapshot(one._id)).toBeNull();
      expect(await versions.thinned(one._id)).toEqual(noteOf(one));
      expect(await versions.thinned(two._id)).toBeNull();
      expect(await versions.thin([noteOf(one)])).toBe(0);
      expect(await versions.pin(two._id, null)).toEqual(two);
      expect(await versions.pin('t:p:9:gone', pinned)).toBeNull();
      expect(await versions.thin([noteOf(two, minutesLater(5))])).toBe(1);
      expect(await versions.forgetThinned(minutesLater(5))).toBe(1);
      expect(await versions.thinned(one._id)).toBeNull();
      expect(await versions.thinned(two._id)).toEqual(noteOf(two, minutesLater(5)));
      expect(await history.snapshot(three._id)).toEqual(three);
    });

    it('tells the blobs that go with a version: its body, its picture and what the server sent', async () => {
      const { versions, history } = stores;
      const picture = { key: 'archives/V/1.p', width: 1, height: 1 };
      const served = { key: 'archives/V/2.s', bytes: 9, url: 'https://shop.example/' };
      await history.insertSnapshots([{ ...snapshotOf('v:p', 1), picture, served }]);
      const expected = expect.arrayContaining([snapshotOf('v:p', 1).bodyKey, picture.key, served.key]);
      expect((await versions.ofPage('v:p', 9)).map(({ keys }) => keys)).toEqual([expected]);
      expect((await versions.some({ after: null, jobId: 'v', limit: 9 })).map(({ keys }) => keys)).toEqual([
        expected,
      ]);
    });

    it('counts the versions of a job', async () => {
      const { versions, history } = stores;
      const none = { versions: 0, pinned: 0, oldestAt: null, newestAt: null };
      expect(await versions.count('n')).toEqual(none);
      await history.insertSnapshots([snapshotOf('n:p', 3), snapshotOf('n:q', 2), snapshotOf('n2:p', 1)]);
      await versions.pin(snapshotOf('n:q', 2)._id, { at: START, by: 'kim' });
      const ends = { oldestAt: minutesLater(2), newestAt: minutesLater(3) };
      expect(await versions.count('n')).toEqual({ versions: 2, pinned: 1, ...ends });
    });

    it('tells what a job stores, as it was measured last', async () => {
      const { storage } = stores;
      const counted = {
        versions: 1,
        pinned: 0,
        oldestAt: START,
        newestAt: null,
        runSeq: 1,
        measuredAt: START,
      };
      const one = { _id: 's1', workspaceId: 'w1', ...counted, bytes: 5 };
      await storage.put({ ...one, bytes: 3 });
      await storage.put(one);
      expect(await storage.get('s1')).toEqual(one);
      expect(await storage.get('s9')).toBeNull();
    });

    it('lists the blobs that pages and snapshots of one job name', async () => {
      const { versions, history, pages } = stores;
      await history.insertSnapshots([snapshotOf('k:p', 1), snapshotOf('k2:p', 2)]);
      const { baseline, ...page } = samplePage('k', 'p');
      const blobs = { outlinksKey: 'blobs/links', seenLinesKey: 'blobs/seen' };
      const set = { ...page, ...(baseline && { baseline: { ...baseline, ...blobs } }) };
      await pages.write([{ id: page._id, expectedV: 0, order: 11, set }]);
      const named: string[] = [];
      for await (const keys of versions.namedKeys('k')) named.push(...keys);
      expect(named).toEqual(expect.arrayContaining(['blobs/body-1', 'blobs/links', 'blobs/seen']));
      expect(named).not.toContain('blobs/body-2');
      const rolledBack = sampleRolledBack('run_k', 'p', { jobId: 'k' });
      await stores.rollbacks.insert([rolledBack]);
      const all: string[] = [];
      for await (const keys of versions.namedKeys('k')) all.push(...keys);
      expect(all).toEqual(expect.arrayContaining(keysOfPage(rolledBack.before)));
    });

    it('lists the pictures of failed steps of one job', async () => {
      const failed = (jobId: string) => {
        const picture = { key: `archives/F/${jobId}`, width: 1, height: 1, pageId: `${jobId}:p` };
        return sampleFailure(`run_${jobId}`, 'p', { jobId, picture });
      };
      await stores.failures.put([failed('f'), failed('f2'), sampleFailure('run_f', 'q', { jobId: 'f' })]);
      const named: string[] = [];
      for await (const keys of stores.versions.namedKeys('f')) named.push(...keys);
      expect(named).toEqual(['archives/F/f']);
    });
  });
}
