// What every PageStore promises: writes only on top of what was compared, and an outbox that loses nothing.
import { beforeAll, describe, expect, it } from 'vitest';
import type { OutboxEntry, Page } from '../../domain/page/page.ts';
import type { PageStore } from '../../domain/page/page-store.ts';
import { race } from './race.ts';
import { minutesLater, samplePage, START } from './sample-documents.ts';

function entry(id: string): OutboxEntry {
  return { kind: 'change', id, key: 'runs/r/1/store.x', row: 0 };
}

function firstWrite(page: Page) {
  return { id: page._id, expectedV: 0, order: page.order, set: page };
}

export function describePageStore(name: string, create: () => Promise<PageStore>): void {
  describe(`page store on ${name}`, () => {
    let pages: PageStore;
    beforeAll(async () => {
      pages = await create();
    });
    const read = async (id: string): Promise<Page | undefined> => (await pages.getMany([id])).get(id);

    it('writes new pages whole and names those that were there already', async () => {
      const page = samplePage('new', 'a');
      expect(await pages.write([firstWrite(page)])).toEqual([]);
      const others = ['b', 'c'].map((urlKey) => firstWrite(samplePage('new', urlKey)));
      expect(await pages.write([firstWrite({ ...page, url: 'http://other.test/' }), ...others])).toEqual([
        'new:a',
      ]);
      const found = await pages.getMany(['new:a', 'new:b', 'new:nobody']);
      expect([...found.keys()].toSorted()).toEqual(['new:a', 'new:b']);
      expect(found.get('new:a')).toEqual(page);
    });

    it('lets one of sixteen concurrent writers of the same v win', async () => {
      await pages.write([firstWrite(samplePage('raced', 'a'))]);
      const answers = await race(16, (number) =>
        pages.write([{ id: 'raced:a', expectedV: 1, order: 20 + number, set: { depth: 100 + number } }]),
      );
      const winners = answers.flatMap((lost, number) => (lost.length === 0 ? [number] : []));
      expect(winners).toHaveLength(1);
      const [winner = -1] = winners;
      expect(await read('raced:a')).toMatchObject({ v: 2, order: 20 + winner, depth: 100 + winner });
    });

    it('lets one of sixteen concurrent writers insert a page', async () => {
      const answers = await race(16, (number) =>
        pages.write([firstWrite(samplePage('inserted', 'a', { order: 11 + number }))]),
      );
      expect(answers.filter((lost) => lost.length === 0)).toHaveLength(1);
    });

    it('refuses a write with another v or an order that is not higher, and does the rest of the batch', async () => {
      await pages.write(['a', 'b', 'c', 'd'].map((key) => firstWrite(samplePage('guard', key))));
      const lost = await pages.write([
        { id: 'guard:a', expectedV: 2, order: 21, set: { depth: 9 } },
        { id: 'guard:b', expectedV: 1, order: 11, set: { depth: 9 } },
        { id: 'guard:c', expectedV: 1, order: 21, set: { depth: 9 } },
        { id: 'guard:d', expectedV: 1, order: 10, set: { depth: 9 } },
        { id: 'guard:nobody', expectedV: 1, order: 21, set: { depth: 9 } },
      ]);
      expect(lost.toSorted()).toEqual(['guard:a', 'guard:b', 'guard:d', 'guard:nobody']);
      expect(await read('guard:c')).toMatchObject({ v: 2, order: 21, depth: 9 });
      expect(await read('guard:a')).toMatchObject({ v: 1, order: 11, depth: 1 });
    });

    it('takes fields away when a page comes back', async () => {
      const gone = samplePage('back', 'a', {
        state: 'removed',
        removedAt: START,
        pendingChange: { id: 'back:a:1', textHash: 't' },
      });
      await pages.write([firstWrite(gone)]);
      const unset = ['removedAt', 'pendingChange'] as const;
      await pages.write([{ id: 'back:a', expectedV: 1, order: 21, set: { state: 'live' }, unset }]);
      const page = await read('back:a');
      expect(page).toMatchObject({ state: 'live', v: 2 });
      expect(page).not.toHaveProperty('removedAt');
      expect(page).not.toHaveProperty('pendingChange');
    });

    it('touches unchanged pages in one batch under the same guard', async () => {
      await pages.write(['a', 'b', 'c'].map((key) => firstWrite(samplePage('touched', key))));
      const touch = { expectedV: 1, order: 21, at: minutesLater(5) };
      const touches = [
        { ...touch, id: 'touched:a', etag: '"two"' },
        { ...touch, id: 'touched:b', expectedV: 3 },
        { ...touch, id: 'touched:c', order: 11 },
      ];
      expect((await pages.touch(touches)).toSorted()).toEqual(['touched:b', 'touched:c']);
      const page = await read('touched:a');
      expect(page).toMatchObject({ v: 2, order: 21, checks: 2, lastCheckedAt: minutesLater(5) });
      expect(page?.baseline).toMatchObject({ etag: '"two"', title: 'A kettle' });
      expect(await read('touched:c')).toMatchObject({ v: 1, checks: 1, lastCheckedAt: START });
      expect((await pages.touch(touches)).toSorted()).toEqual(['touched:a', 'touched:b', 'touched:c']);
    });

    it('writes more than one batch at once', async () => {
      const many = Array.from({ length: 1_050 }, (_, n) => samplePage('many', `k${n}`));
      expect(await pages.write(many.map(firstWrite))).toEqual([]);
      const touches = many.map(({ _id, v }) => ({ id: _id, expectedV: v, order: 21, at: START }));
      expect(await pages.touch(touches)).toEqual([]);
      expect(await pages.getMany(many.map((page) => page._id))).toHaveProperty('size', 1_050);
    });

    it('pulls only the named entries from an outbox and remembers that others wait', async () => {
      const outbox = [entry('one'), entry('two'), entry('three')];
      const full = samplePage('outbox', 'a', { outbox, outboxAt: minutesLater(-60) });
      const single = samplePage('outbox', 'b', { outbox: [entry('four')], outboxAt: minutesLater(-50) });
      await pages.write([firstWrite(full), firstWrite(single), firstWrite(samplePage('outbox', 'c'))]);
      const waiting = async (): Promise<string[]> =>
        (await pages.withOutbox(minutesLater(-40), 9)).map((page) => page._id);
      expect(await waiting()).toEqual(['outbox:a', 'outbox:b']);
      await pages.clearOutbox([
        { id: 'outbox:a', entryIds: ['one', 'three', 'unheard-of'] },
        { id: 'outbox:b', entryIds: ['four'] },
      ]);
      expect(await read('outbox:a')).toMatchObject({ outbox: [entry('two')], outboxAt: minutesLater(-60) });
      expect(await read('outbox:b')).toMatchObject({ outbox: [], v: 1 });
      expect(await waiting()).toEqual(['outbox:a']);
      expect(await pages.withOutbox(minutesLater(-60), 9)).toEqual([]);
    });

    it('lists the pages of one job by id, and retires them', async () => {
      for (const jobId of ['listed', 'listed2']) {
        await pages.write(['a', 'b', 'c'].map((key) => firstWrite(samplePage(jobId, key))));
      }
      const ids = async (query: Parameters<PageStore['list']>[1]): Promise<string[]> =>
        (await pages.list('listed', query)).map((page) => page._id);
      expect(await ids({ after: null, limit: 2 })).toEqual(['listed:a', 'listed:b']);
      expect(await ids({ after: 'listed:b', limit: 2 })).toEqual(['listed:c']);
      await pages.retire(['listed:b']);
      expect(await ids({ after: null, limit: 9, states: ['live'] })).toEqual(['listed:a', 'listed:c']);
      expect(await pages.touch([{ id: 'listed:b', expectedV: 1, order: 21, at: START }])).toEqual([
        'listed:b',
      ]);
    });
  });
}
