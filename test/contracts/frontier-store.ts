// What every FrontierStore promises, above all that nothing changes when a planner repeats itself or comes late.
import { beforeAll, describe, expect, it } from 'vitest';
import type { FrontierStore, NewUrl, Reopening } from '../../domain/run/frontier.ts';
import { race } from './race.ts';

const NOW = 1_000_000;

function urls(count: number, from = 0): NewUrl[] {
  return Array.from({ length: count }, (_, n) => {
    const urlKey = `u${String(from + n).padStart(4, '0')}`;
    return { urlKey, url: `http://shop.test/${urlKey}`, depth: 1 };
  });
}

function reopening(fields: Partial<Reopening> = {}): Reopening {
  return { urlKey: 'u0000', fromChunk: 1, visit: 1, attempts: 1, dueAt: NOW + 500, ...fields };
}

export function describeFrontierStore(name: string, create: () => Promise<FrontierStore>): void {
  describe(`frontier store on ${name}`, () => {
    let frontier: FrontierStore;
    beforeAll(async () => {
      frontier = await create();
    });

    it('counts each URL as new once, whatever is offered together, again or at the same time', async () => {
      expect(await frontier.offer('offered', 1, urls(1_100), NOW)).toBe(1_100);
      expect(await frontier.offer('offered', 2, urls(1_100, 600), NOW + 9)).toBe(600);
      const answers = await race(8, () => frontier.offer('offered', 3, urls(200, 2_000), NOW + 9));
      expect(answers.reduce((sum, inserted) => sum + inserted, 0)).toBe(200);
      expect(await frontier.offer('offered', 4, [...urls(2, 5_000), ...urls(2, 5_000)], NOW)).toBe(2);
      expect(await frontier.count('offered')).toBe(1_902);
      expect(await frontier.get('offered', 'u0700')).toEqual({
        _id: 'offered:u0700',
        runId: 'offered',
        url: 'http://shop.test/u0700',
        host: 'shop.test',
        depth: 1,
        firstRound: 1,
        round: 0,
        chunks: [],
        lastChunk: 0,
        dueAt: NOW,
        firstDueAt: NOW,
        visit: 1,
        attempts: 0,
      });
    });

    it('names those that it has not, each once, in their order', async () => {
      await frontier.offer('missing', 1, urls(600), NOW);
      const asked = [...urls(2, 700), ...urls(600), ...urls(2, 700), ...urls(1, 900)];
      const keys = (await frontier.missing('missing', asked)).map(({ urlKey }) => urlKey);
      expect(keys).toEqual(['u0700', 'u0701', 'u0900']);
      expect(await frontier.count('missing')).toBe(600);
    });

    it('hands out open entries that are due, earliest first', async () => {
      await frontier.offer('due', 1, urls(1), NOW + 20);
      await frontier.offer('due', 1, urls(1, 1), NOW + 10);
      await frontier.offer('due', 1, urls(1, 2), NOW + 90);
      await frontier.offer('due-too', 1, urls(1, 3), NOW);
      const keys = (await frontier.dueEntries('due', NOW + 20, 9)).map((entry) => entry._id);
      expect(keys).toEqual(['due:u0001', 'due:u0000']);
      expect(await frontier.dueEntries('due', NOW + 90, 1)).toHaveLength(1);
      expect(await frontier.nextDueAt('due', NOW + 20)).toBe(NOW + 90);
      expect(await frontier.nextDueAt('due', NOW + 90)).toBeNull();
      await frontier.stamp('due', 2, 1, ['u0000', 'u0001', 'u0002']);
      expect(await frontier.dueEntries('due', NOW + 90, 9)).toEqual([]);
      expect(await frontier.nextDueAt('due', 0)).toBeNull();
    });

    it('hands out open entries host by host, those of a host earliest first', async () => {
      const of = (host: string, urlKey: string): NewUrl => ({ urlKey, url: `http://${host}/`, depth: 1 });
      await frontier.offer('hosts', 1, [of('b.test', 'b2')], NOW + 20);
      await frontier.offer('hosts', 1, [of('c.test:8080', 'c1'), of('b.test', 'b1')], NOW + 10);
      await frontier.offer('hosts', 1, [of('a.test', 'a1'), of('b.test', 'b0')], NOW);
      const keys = async (after: string | null, limit = 9): Promise<string[]> =>
        (await frontier.openByHost('hosts', after, limit)).map(({ _id }) => _id.slice('hosts:'.length));
      expect(await keys(null)).toEqual(['a1', 'b0', 'b1', 'b2', 'c1']);
      expect(await keys('a.test', 2)).toEqual(['b0', 'b1']);
      expect(await keys('b.test')).toEqual(['c1']);
      const due = await frontier.dueEntries('hosts', NOW + 10, 9, 'b.test');
      expect(due.map(({ _id }) => _id)).toEqual(['hosts:b0', 'hosts:b1']);
      await frontier.stamp('hosts', 2, 1, ['b0', 'c1']);
      expect(await keys('a.test')).toEqual(['b1', 'b2']);
      expect(await frontier.triedDueAt('hosts', 'b.test')).toBeNull();
      await frontier.reopen('hosts', [reopening({ urlKey: 'b0' })]);
      expect(await frontier.triedDueAt('hosts', 'b.test')).toBe(NOW + 500);
      expect(await keys('a.test')).toEqual(['b1', 'b2', 'b0']);
    });

    it('stamps an entry once per chunk, repeated and concurrent planners included', async () => {
      await frontier.offer('stamped', 1, urls(700), NOW);
      const keys = urls(700).map((url) => url.urlKey);
      await frontier.stamp('stamped', 2, 1, keys.slice(0, 3));
      await race(8, () => frontier.stamp('stamped', 2, 1, keys));
      for (const key of ['u0000', 'u0699']) {
        expect(await frontier.get('stamped', key)).toMatchObject({ round: 2, lastChunk: 1, chunks: [1] });
      }
    });

    it('ignores the stamp of a planner that wakes up after the entry was opened again', async () => {
      await frontier.offer('late-stamp', 1, urls(1), NOW);
      await frontier.stamp('late-stamp', 2, 1, ['u0000']);
      await frontier.reopen('late-stamp', [reopening()]);
      await frontier.stamp('late-stamp', 2, 1, ['u0000']);
      expect(await frontier.get('late-stamp', 'u0000')).toMatchObject({ round: 0, chunks: [1] });
      await frontier.stamp('late-stamp', 3, 2, ['u0000']);
      await frontier.stamp('late-stamp', 2, 1, ['u0000']);
      expect(await frontier.get('late-stamp', 'u0000')).toMatchObject({
        round: 3,
        lastChunk: 2,
        chunks: [1, 2],
      });
    });

    it('ignores a stamp of an earlier round, and another chunk of the same round', async () => {
      await frontier.offer('low-round', 1, urls(1), NOW);
      await frontier.stamp('low-round', 5, 9, ['u0000']);
      await frontier.stamp('low-round', 4, 7, ['u0000']);
      await frontier.stamp('low-round', 5, 10, ['u0000']);
      expect(await frontier.get('low-round', 'u0000')).toMatchObject({ round: 5, lastChunk: 9, chunks: [9] });
    });

    it('opens an entry again as often as it is told, until a later chunk has taken it', async () => {
      await frontier.offer('reopened', 1, urls(1), NOW);
      await frontier.stamp('reopened', 2, 1, ['u0000']);
      await race(4, () => frontier.reopen('reopened', [reopening()]));
      const opened = await frontier.get('reopened', 'u0000');
      expect(opened).toMatchObject({ round: 0, dueAt: NOW + 500, firstDueAt: NOW, attempts: 1, visit: 1 });
      await frontier.stamp('reopened', 3, 2, ['u0000']);
      await frontier.reopen('reopened', [reopening({ dueAt: NOW + 900 })]);
      expect(await frontier.get('reopened', 'u0000')).toMatchObject({ round: 3, dueAt: NOW + 500 });
      await frontier.reopen('reopened', [reopening({ urlKey: 'never-offered' })]);
      expect(await frontier.count('reopened')).toBe(1);
    });

    it('starts the wait of a second look anew, and keeps it when that look is deferred', async () => {
      await frontier.offer('second', 1, urls(1), NOW);
      await frontier.stamp('second', 2, 1, ['u0000']);
      const second = { visit: 2, attempts: 0, countedAs: 'failed', lookAgain: 'removal' } as const;
      await race(2, () => frontier.reopen('second', [reopening({ ...second, dueAt: NOW + 600 })]));
      expect(await frontier.get('second', 'u0000')).toMatchObject({ ...second, firstDueAt: NOW + 600 });
      await frontier.stamp('second', 3, 2, ['u0000']);
      await frontier.reopen('second', [reopening({ ...second, fromChunk: 2, dueAt: NOW + 900 })]);
      expect(await frontier.get('second', 'u0000')).toMatchObject({
        ...second,
        dueAt: NOW + 900,
        firstDueAt: NOW + 600,
      });
    });

    it('lists the entries of one run by id', async () => {
      await frontier.offer('listed', 1, urls(3), NOW);
      await frontier.offer('listed2', 1, urls(1), NOW);
      const first = await frontier.list('listed', null, 2);
      expect(first.map((entry) => entry._id)).toEqual(['listed:u0000', 'listed:u0001']);
      const rest = await frontier.list('listed', 'listed:u0001', 2);
      expect(rest.map((entry) => entry._id)).toEqual(['listed:u0002']);
    });
  });
}
