// What every HostStore promises: whoever asks, slots of a host are never closer than its delay.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { HostStore } from '../../domain/web/host/host-store.ts';
import { CIRCUIT_THRESHOLD } from '../../domain/web/politeness/circuit.ts';
import { race } from './race.ts';

const NOW = 1_760_000_000_000;
const WINDOW_MS = 5_000;

interface Asked {
  readonly delayMs: number;
  /** One caller each: how many slots, and how far its clock is from ours. */
  readonly callers: readonly { count: number; laterMs: number }[];
}

const askedArbitrary: fc.Arbitrary<Asked> = fc.record({
  delayMs: fc.integer({ min: 1, max: 3_000 }),
  callers: fc.array(
    fc.record({ count: fc.integer({ min: 0, max: 9 }), laterMs: fc.integer({ min: -2_000, max: 9_000 }) }),
    { minLength: 1, maxLength: 8 },
  ),
});

interface Granted {
  readonly slots: readonly number[];
  /** What no caller may be given: more than asked, or slots before its now or behind its window. */
  readonly faults: readonly string[];
}

async function reserveAll(hosts: HostStore, host: string, { delayMs, callers }: Asked): Promise<Granted> {
  const faults: string[] = [];
  const answers = await race(callers.length, async (number) => {
    const { count = 0, laterMs = 0 } = callers[number] ?? {};
    const now = NOW + laterMs;
    const { first, count: got } = await hosts.reserve(host, { count, delayMs, now, windowMs: WINDOW_MS });
    if (got > count) faults.push(`${got} slots for ${count}`);
    if (got > 0 && (first < now || first >= now + WINDOW_MS)) faults.push(`first at ${first - now} ms`);
    return Array.from({ length: got }, (_, n) => first + n * delayMs);
  });
  return { slots: answers.flat().toSorted((a, b) => a - b), faults };
}

function smallestGap(slots: readonly number[]): number {
  return Math.min(...slots.slice(1).map((slot, n) => slot - (slots[n] ?? 0)));
}

export function describeHostStore(name: string, create: () => Promise<HostStore>): void {
  describe(`host store on ${name}`, () => {
    let hosts: HostStore;
    beforeAll(async () => {
      hosts = await create();
    });
    const reserve = (host: string, count: number, now: number): ReturnType<HostStore['reserve']> =>
      hosts.reserve(host, { count, delayMs: 1_000, now, windowMs: WINDOW_MS });

    it('keeps who has paused a host, and forgets it', async () => {
      const hold = { since: NOW, until: null, by: 'ops', reason: 'The shop moves' };
      await hosts.pause('paused.test', hold);
      await hosts.noteSuccess('paused.test', { penaltyMs: 0, at: NOW });
      expect(await hosts.get('paused.test')).toMatchObject({ held: hold, succeededAt: NOW });
      await hosts.pause('paused.test', { ...hold, until: NOW + 1 });
      expect((await hosts.get('paused.test'))?.held).toMatchObject({ until: NOW + 1 });
      await hosts.pause('paused.test', null);
      expect(await hosts.get('paused.test')).toMatchObject({ succeededAt: NOW });
      expect((await hosts.get('paused.test'))?.held).toBeUndefined();
      await hosts.pause('never.test', null);
      expect(await hosts.get('never.test')).toBeNull();
    });

    it('never gives two callers slots closer than the delay', async () => {
      let host = 0;
      const property = fc.asyncProperty(askedArbitrary, async (asked) => {
        host += 1;
        const { slots, faults } = await reserveAll(hosts, `http://paced-${host}.test:80`, asked);
        return faults.length === 0 && smallestGap(slots) >= asked.delayMs;
      });
      expect(await fc.check(property, { numRuns: 60 })).toMatchObject({ failed: false });
    });

    it('serves sixteen callers of a host nobody knew yet', async () => {
      const asked = { delayMs: 100, callers: Array.from({ length: 16 }, () => ({ count: 2, laterMs: 0 })) };
      const { slots, faults } = await reserveAll(hosts, 'http://fresh.test:80', asked);
      expect(slots.length).toBeGreaterThanOrEqual(16);
      expect(smallestGap(slots)).toBeGreaterThanOrEqual(100);
      expect(faults).toEqual([]);
    });

    it('reserves only inside the window and not more than fits into it', async () => {
      const host = 'http://window.test:80';
      expect(await reserve(host, 50, NOW)).toEqual({ first: NOW, count: 5 });
      expect(await reserve(host, 1, NOW)).toEqual({ first: 0, count: 0 });
      expect(await reserve(host, 1, NOW + 1)).toEqual({ first: NOW + 5_000, count: 1 });
      expect(await reserve(host, 1, NOW + 60_000)).toEqual({ first: NOW + 60_000, count: 1 });
      expect(await reserve(host, 0, NOW + 60_000)).toEqual({ first: 0, count: 0 });
    });

    it('gives slots without end where there is no delay', async () => {
      const wanted = { count: 300, delayMs: 0, now: NOW, windowMs: WINDOW_MS };
      expect(await hosts.reserve('http://own.test:80', wanted)).toEqual({ first: NOW, count: 300 });
      expect(await hosts.reserve('http://own.test:80', wanted)).toEqual({ first: NOW, count: 300 });
    });

    it('waits as long as the host asked, and forgets a wait nobody asked for', async () => {
      const host = 'http://waits.test:80';
      const twoHours = NOW + 7_200_000;
      await hosts.penalize(host, {
        penaltyMs: 2_000,
        nextAt: twoHours,
        notBefore: twoHours,
        now: NOW,
        periodMs: 10_000,
      });
      expect(await reserve(host, 1, NOW)).toEqual({ first: 0, count: 0 });
      expect(await reserve(host, 1, twoHours)).toEqual({ first: twoHours, count: 1 });
      const jumped = 'http://jumped.test:80';
      await reserve(jumped, 1, NOW + 86_400_000);
      expect(await reserve(jumped, 1, NOW)).toEqual({ first: NOW, count: 1 });
    });

    it('lets one of sixteen callers correct a clock that jumped', async () => {
      const host = 'http://jumped-for-many.test:80';
      await reserve(host, 1, NOW + 86_400_000);
      const callers = Array.from({ length: 16 }, () => ({ count: 1, laterMs: 0 }));
      const { slots, faults } = await reserveAll(hosts, host, { delayMs: 100, callers });
      expect(faults).toEqual([]);
      expect(slots.length).toBeGreaterThan(1);
      expect(smallestGap(slots)).toBeGreaterThanOrEqual(100);
    });

    it('tells of many hosts at once, of those that are known', async () => {
      await reserve('http://known.test:80', 1, NOW);
      const found = await hosts.getMany(['http://unknown.test:80', 'http://known.test:80']);
      expect([...found.keys()]).toEqual(['http://known.test:80']);
      expect(found.get('http://known.test:80')).toMatchObject({ nextAt: NOW + 1_000 });
      expect(await hosts.getMany([])).toEqual(new Map());
    });

    it('raises the penalty once per period and moves the next slot back every time', async () => {
      const host = 'http://refuses.test:80';
      const penalty = { penaltyMs: 2_000, nextAt: NOW + 3_000, notBefore: 0, now: NOW, periodMs: 10_000 };
      await race(8, () => hosts.penalize(host, penalty));
      const asked = { nextAt: NOW + 9_000, notBefore: NOW + 9_000 };
      await hosts.penalize(host, { ...penalty, ...asked, penaltyMs: 4_000, now: NOW + 5_000 });
      expect(await hosts.get(host)).toMatchObject({
        penaltyMs: 2_000,
        penalizedAt: NOW,
        ...asked,
      });
      await hosts.penalize(host, { ...penalty, penaltyMs: 4_000, now: NOW + 10_000 });
      expect(await hosts.get(host)).toMatchObject({ penaltyMs: 4_000, ...asked });
      await hosts.noteSuccess(host, { penaltyMs: 1_500, at: NOW });
      expect(await hosts.get(host)).toMatchObject({ penaltyMs: 1_500, failedInRow: 0 });
    });

    it('counts each of the failures that come at once, until they open the circuit', async () => {
      const host = 'http://fails.test:80';
      const failure = { at: NOW, pauseMs: 1_000 };
      const answers = await race(4, () => hosts.noteFailure(host, failure));
      expect(answers.map(({ failedInRow }) => failedInRow).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
      expect(await hosts.get(host)).toMatchObject({ failingSince: NOW, failedAt: NOW, openUntil: 0 });
      // Eight more that were under way: the first opens it, the others say nothing new.
      await race(8, (number) => hosts.noteFailure(host, { ...failure, at: NOW + 10 + number }));
      const open = await hosts.get(host);
      expect(open).toMatchObject({ failedInRow: CIRCUIT_THRESHOLD, failingSince: NOW, failedAt: NOW + 17 });
      expect(open?.openUntil).toBeGreaterThan(NOW + 5_000);
      expect(open?.openUntil).toBeLessThan(NOW + 5_020);
    });

    it('closes the circuit with an answer, and remembers when that was', async () => {
      const host = 'http://answers.test:80';
      for (let n = 0; n < 6; n += 1) await hosts.noteFailure(host, { at: NOW + n, pauseMs: 1_000 });
      await hosts.noteSuccess(host, { penaltyMs: 0, at: NOW + 9_000 });
      expect(await hosts.get(host)).toMatchObject({
        failedInRow: 0,
        failingSince: 0,
        failedAt: NOW + 5,
        succeededAt: NOW + 9_000,
        openUntil: 0,
      });
      await hosts.noteSuccess('http://well.test:80', { penaltyMs: 0, at: NOW });
      expect(await hosts.get('http://well.test:80')).toMatchObject({ failedAt: 0, succeededAt: NOW });
    });

    it('counts the hosts that fail of late, and beside them those that answer', async () => {
      const later = NOW + 10_000_000;
      expect(await hosts.circuits(CIRCUIT_THRESHOLD, later)).toEqual({ failing: 0, answered: null });
      for (let n = 0; n < CIRCUIT_THRESHOLD; n += 1)
        await hosts.noteFailure('http://dead.test:80', { at: later + n, pauseMs: 0 });
      await hosts.noteFailure('http://once.test:80', { at: later, pauseMs: 0 });
      await hosts.noteSuccess('http://answering.test:80', { penaltyMs: 0, at: later + 1 });
      expect(await hosts.circuits(CIRCUIT_THRESHOLD, later)).toEqual({ failing: 1, answered: 1 });
    });

    it('leases a host to one holder at a time', async () => {
      const host = 'http://leased.test:80';
      const answers = await race(16, (number) => hosts.lease(host, `holder-${number}`, NOW, NOW + 1_000));
      expect(answers.filter(Boolean)).toHaveLength(1);
      const holder = `holder-${answers.indexOf(true)}`;
      expect(await hosts.lease(host, holder, NOW + 1, NOW + 2_000)).toBe(true);
      await hosts.release(host, 'somebody-else');
      expect(await hosts.lease(host, 'next', NOW + 1_999, NOW + 3_000)).toBe(false);
      expect(await hosts.lease(host, 'next', NOW + 2_000, NOW + 3_000)).toBe(true);
      await hosts.release(host, 'next');
      expect(await hosts.lease(host, 'last', NOW + 2_000, NOW + 3_000)).toBe(true);
      expect(await reserve(host, 1, NOW)).toEqual({ first: NOW, count: 1 });
    });

    it('keeps robots.txt with the host, known before or not', async () => {
      const robots = { fetchedAt: NOW, status: 'rules', text: 'User-agent: *\nDisallow: /cart' } as const;
      await hosts.saveRobots('http://robots.test:80', robots);
      expect(await hosts.get('http://robots.test:80')).toMatchObject({ robots, nextAt: 0 });
      expect((await hosts.list({ after: null, limit: 3 })).length).toBe(3);
      expect(await hosts.get('http://nobody.test:80')).toBeNull();
    });
  });
}
