// What every HistoryStore and FailureStore promises.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Failure, FailureStore, HistoryStore } from '../../domain/page/page-store.ts';
import {
  minutesLater,
  sampleChange,
  sampleFailure,
  samplePrice,
  sampleSnapshot,
  START,
} from './sample-documents.ts';

const ids = (rows: { _id: string }[]): string[] => rows.map((row) => row._id);

export function describeHistoryStore(name: string, create: () => Promise<HistoryStore>): void {
  describe(`history store on ${name}`, () => {
    let history: HistoryStore;
    beforeAll(async () => {
      history = await create();
    });

    it('leaves what is there already as it is and adds the rest', async () => {
      const first = sampleSnapshot('p:a', 1);
      await history.insertSnapshots([first]);
      await history.insertSnapshots([{ ...first, title: 'Replayed' }, sampleSnapshot('p:a', 2)]);
      expect(await history.snapshot(first._id)).toEqual(first);
      expect(await history.snapshots({ pageId: 'p:a', limit: 9 })).toHaveLength(2);
      await history.insertPrices([samplePrice('p:a', 11)]);
      await history.insertPrices([samplePrice('p:a', 11, { minor: 1 }), samplePrice('p:a', 21)]);
      const prices = await history.prices({ pageId: 'p:a', limit: 9 });
      expect(prices.map((price) => price.minor)).toEqual([2_490, 2_490]);
      await history.insertSnapshots([]);
    });

    it('fills the fields of versions that are there', async () => {
      const snapshot = sampleSnapshot('p:f', 1);
      await history.insertSnapshots([snapshot]);
      const value = {
        name: 'price',
        value: '5',
        raw: '5',
        source: 'selector',
        locator: '.p',
        confidence: 1,
      } as const;
      await history.fillFields([
        { id: snapshot._id, fields: [value] },
        { id: 'p:f:9:gone', fields: [] },
      ]);
      expect(await history.snapshot(snapshot._id)).toEqual({ ...snapshot, fields: [value] });
      expect(await history.snapshot('p:f:9:gone')).toBeNull();
      await history.fillFields([]);
    });

    it('replaces what was read of versions that are there', async () => {
      const first = sampleSnapshot('p:r', 1);
      await history.insertSnapshots([first, sampleSnapshot('p:r', 2)]);
      const read = {
        textHash: 'other',
        blocksKey: 'blobs/other',
        title: 'The kettle',
        pageType: 'article' as const,
        fields: [],
        reading: 'today',
        basis: { lang: 'de', textLength: 7, finalUrl: 'http://shop.test/a' },
      };
      await history.putReadings([
        { _id: first._id, ...read },
        { _id: 'p:r:9:gone', ...read },
      ]);
      expect(await history.snapshot(first._id)).toEqual({ ...first, ...read });
      expect(await history.snapshots({ pageId: 'p:r', limit: 9 })).toHaveLength(2);
      await history.putReadings([]);
    });

    it('lists prices as they were before a run took some back', async () => {
      await history.insertPrices([samplePrice('p:t', 11), samplePrice('p:t', 21), samplePrice('p:t', 31)]);
      const none = { changes: [], unjudgedPriceIds: [], snapshotIds: [] };
      const mark = { at: START, by: 'ada', why: '' };
      await history.takeBack({ ...none, priceIds: ['p:t:11'] }, { ...mark, runId: 'run_other' });
      await history.takeBack({ ...none, priceIds: ['p:t:21'] }, { ...mark, runId: 'run_mine' });
      const query = { pageId: 'p:t', limit: 9 };
      expect(ids(await history.prices(query))).toEqual(['p:t:31']);
      expect(ids(await history.prices({ ...query, takenBackBy: 'run_mine' }))).toEqual(['p:t:31', 'p:t:21']);
    });

    it('marks versions that can not be read', async () => {
      await history.insertSnapshots([sampleSnapshot('p:u', 1)]);
      await history.markUnreadable([
        { id: sampleSnapshot('p:u', 1)._id, why: 'its body is damaged' },
        { id: 'p:u:9:gone', why: '' },
      ]);
      const marked = await history.snapshot(sampleSnapshot('p:u', 1)._id);
      expect(marked).toEqual({ ...sampleSnapshot('p:u', 1), unreadable: 'its body is damaged' });
      await history.markUnreadable([]);
    });

    it('settles pending changes once', async () => {
      await history.insertChanges([sampleChange('p:s', 1), sampleChange('p:s', 2)]);
      await history.settleChanges(['p:s:1'], 'confirmed', minutesLater(1), 'p:s:2:cafe');
      await history.settleChanges(['p:s:1', 'p:s:2'], 'withdrawn', minutesLater(2));
      expect(await history.change('p:s:1')).toMatchObject({
        state: 'confirmed',
        at: START,
        toSnapshot: 'p:s:2:cafe',
      });
      expect(await history.change('p:s:2')).toMatchObject({ state: 'withdrawn' });
      expect(await history.change('p:s:3')).toBeNull();
    });

    it('holds changes and prices back by run, and settles them once', async () => {
      const held = { runId: 'held_1', jobId: 'holding' };
      await history.insertChanges([
        sampleChange('p:h', 1, { ...held, held: 'held_1' }),
        sampleChange('p:h', 2, held),
        sampleChange('p:h', 3, { ...held, runId: 'held_2', held: 'held_2' }),
      ]);
      await history.insertPrices([samplePrice('p:h', 1, { ...held, held: 'held_0' })]);
      await history.keepUnreleased(['p:h:2'], {
        runId: 'held_1',
        at: minutesLater(1),
        toSnapshot: 'p:h:2:cafe',
      });
      expect((await history.unreleasedRuns('holding')).toSorted()).toEqual(['held_0', 'held_1', 'held_2']);
      expect(await history.settleUnreleased('held_1', 'confirmed', minutesLater(3))).toBe(2);
      expect(await history.settleUnreleased('held_1', 'withdrawn', minutesLater(4))).toBe(0);
      expect(await history.settleUnreleased('held_2', 'withdrawn', minutesLater(5))).toBe(1);
      await history.settleUnreleased('held_0', 'confirmed', minutesLater(6));
      const confirmed = { state: 'confirmed', alertAt: minutesLater(3) };
      expect(await history.change('p:h:1')).toMatchObject(confirmed);
      expect(await history.change('p:h:2')).toMatchObject({ ...confirmed, toSnapshot: 'p:h:2:cafe' });
      const withdrawn = await history.change('p:h:3');
      expect(withdrawn).toMatchObject({ state: 'withdrawn' });
      for (const gone of ['held', 'alertAt']) expect(withdrawn).not.toHaveProperty(gone);
      const [price] = await history.prices({ pageId: 'p:h', limit: 1 });
      expect(price?.alertAt).toEqual(minutesLater(6));
      expect(await history.unreleasedRuns('holding')).toEqual([]);
    });

    it('tells what was confirmed while a run went on, its own and what earlier runs had left pending', async () => {
      const span = { jobId: 'span', runId: 'now', from: minutesLater(10), until: minutesLater(20) };
      const own = { jobId: 'span', runId: 'now', at: minutesLater(11) };
      const earlier = { jobId: 'span', runId: 'before', at: minutesLater(1) };
      await history.insertChanges([
        sampleChange('p:1', 1, { ...own, state: 'confirmed', kind: 'added', url: 'http://shop.test/1' }),
        sampleChange('p:2', 1, own),
        sampleChange('p:3', 1, own),
        sampleChange('p:4', 1, earlier),
        sampleChange('p:5', 1, { ...earlier, state: 'confirmed' }),
        sampleChange('p:6', 1, { ...own, jobId: 'other', runId: 'others', state: 'confirmed' }),
      ]);
      await history.settleChanges(['p:2:1'], 'confirmed', minutesLater(30));
      await history.settleChanges(['p:4:1'], 'confirmed', minutesLater(12));
      const found = await history.confirmedIn(span, 9);
      expect(found.map(({ pageId }) => pageId)).toEqual(['p:4', 'p:1']);
      expect(found[1]).toEqual({ pageId: 'p:1', url: 'http://shop.test/1', kind: 'added' });
      expect(await history.confirmedIn(span, 1)).toHaveLength(1);
    });

    it('pages newest first through rows of the same time', async () => {
      const rows = [1, 2, 3, 4, 5].map((v) =>
        sampleChange('p:k', v, { jobId: 'keyset', at: minutesLater(v === 5 ? 9 : 3) }),
      );
      await history.insertChanges([...rows, sampleChange('p:k', 0, { jobId: 'keyset', state: 'confirmed' })]);
      const first = await history.changes({ jobId: 'keyset', limit: 3 });
      expect(ids(first)).toEqual(['p:k:5', 'p:k:4', 'p:k:3']);
      const before = { at: minutesLater(3), id: 'p:k:3' };
      const rest = await history.changes({ jobId: 'keyset', before, limit: 9 });
      expect(ids(rest)).toEqual(['p:k:2', 'p:k:1', 'p:k:0']);
      const pending = await history.changes({ pageId: 'p:k', before, states: ['pending'], limit: 9 });
      expect(ids(pending)).toEqual(['p:k:2', 'p:k:1']);
    });

    it('takes back what a roll-back names, and gives it back as it was', async () => {
      const mark = { runId: 'run_back', at: minutesLater(5), by: 'ada', why: 'wrong price' };
      const unjudged = sampleChange('p:b', 2, { state: 'confirmed', alertAt: START });
      await history.insertChanges([sampleChange('p:b', 1, { state: 'confirmed' }), unjudged]);
      await history.insertPrices([samplePrice('p:b', 11), samplePrice('p:b', 21, { alertAt: START })]);
      await history.insertSnapshots([sampleSnapshot('p:b', 2)]);
      const rows = {
        changes: [
          { id: 'p:b:1', state: 'confirmed' },
          { id: 'p:b:2', state: 'confirmed', isUnjudged: true },
        ],
        priceIds: ['p:b:21'],
        unjudgedPriceIds: ['p:b:21'],
        snapshotIds: ['p:b:2:0a1b2c3d'],
      } as const;
      await history.takeBack(rows, mark);
      await history.takeBack(rows, { ...mark, runId: 'run_repeat' });
      const withdrawn = await history.change('p:b:2');
      expect(withdrawn).toMatchObject({ state: 'withdrawn', rolledBack: mark });
      expect(withdrawn?.alertAt).toBeUndefined();
      expect(ids(await history.prices({ pageId: 'p:b', limit: 9 }))).toEqual(['p:b:11']);
      expect(await history.snapshot('p:b:2:0a1b2c3d')).toMatchObject({ rolledBack: mark });
      await history.giveBack(rows, minutesLater(9));
      await history.giveBack(rows, minutesLater(10));
      expect(await history.change('p:b:1')).toEqual(sampleChange('p:b', 1, { state: 'confirmed' }));
      expect(await history.change('p:b:2')).toEqual({ ...unjudged, alertAt: minutesLater(9) });
      expect(await history.prices({ pageId: 'p:b', limit: 9 })).toEqual([
        samplePrice('p:b', 21, { alertAt: minutesLater(9) }),
        samplePrice('p:b', 11),
      ]);
      expect(await history.snapshot('p:b:2:0a1b2c3d')).toEqual(sampleSnapshot('p:b', 2));
    });

    it('answers by run', async () => {
      await history.insertChanges([sampleChange('p:r', 1, { runId: 'r1' }), sampleChange('p:r', 2)]);
      await history.insertPrices([samplePrice('p:r', 11, { runId: 'r1' }), samplePrice('p:r', 21)]);
      expect(ids(await history.changes({ runId: 'r1', limit: 9 }))).toEqual(['p:r:1']);
      expect(ids(await history.prices({ runId: 'r1', limit: 9 }))).toEqual(['p:r:11']);
    });
  });
}

export function describeFailureStore(name: string, create: () => Promise<FailureStore>): void {
  describe(`failure store on ${name}`, () => {
    let failures: FailureStore;
    beforeAll(async () => {
      failures = await create();
    });

    it('keeps the latest word about a URL', async () => {
      await failures.put([sampleFailure('again', 'a', { status: 503 }), sampleFailure('again', 'b')]);
      const latest = sampleFailure('again', 'a', { reason: 'not-found', dead: false });
      await failures.put([latest]);
      expect(await failures.list('again', { after: null, limit: 9 })).toEqual([
        latest,
        sampleFailure('again', 'b'),
      ]);
    });

    it('forgets what a later look settled, and only that', async () => {
      await failures.put([sampleFailure('settled', 'a'), sampleFailure('settled', 'b')]);
      await failures.withdraw(['settled:a', 'settled:never']);
      expect(ids(await failures.list('settled', { after: null, limit: 9 }))).toEqual(['settled:b']);
    });

    it('forgets the pictures of pages in whatever run they were taken, and of no others', async () => {
      const pictured = (run: string, key: string): Failure => {
        const picture = { key: `archives/A/${key}`, width: 2, height: 3, pageId: `pictures:${key}` };
        return sampleFailure(run, key, { jobId: 'pictures', picture });
      };
      await failures.put([pictured('drawn1', 'a'), pictured('drawn2', 'a'), pictured('drawn2', 'b')]);
      await failures.forgetPictures(['pictures:a', 'pictures:never']);
      await failures.forgetPictures([]);
      const left = await failures.getMany(['drawn1:a', 'drawn2:a', 'drawn2:b']);
      expect(left).toHaveLength(3);
      expect(left).toEqual(
        expect.arrayContaining([
          sampleFailure('drawn1', 'a', { jobId: 'pictures' }),
          sampleFailure('drawn2', 'a', { jobId: 'pictures' }),
          pictured('drawn2', 'b'),
        ]),
      );
    });

    it('lists the failures of one run, dead ones alone if asked', async () => {
      const all = ['a', 'b', 'c'].map((key) => sampleFailure('listed', key, { dead: key !== 'b' }));
      await failures.put([...all, sampleFailure('listed2', 'a')]);
      expect(ids(await failures.list('listed', { after: 'listed:a', limit: 9 }))).toEqual([
        'listed:b',
        'listed:c',
      ]);
      expect(ids(await failures.list('listed', { after: null, limit: 9, dead: true }))).toEqual([
        'listed:a',
        'listed:c',
      ]);
    });
  });
}
