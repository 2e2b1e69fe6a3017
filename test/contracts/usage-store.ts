// What every UsageStore promises, and what holds promise on it: the last of a limit is taken once.
import { beforeAll, describe, expect, it } from 'vitest';
import type { StorageStore } from '../../domain/upkeep/clean-up/storage.ts';
import type { JobStore } from '../../domain/job/job-store.ts';
import { type ReservationRequest, NOW, reserve, settle } from '../../domain/job/limit/reserve.ts';
import { BUILT_IN_PLANS } from '../../domain/job/limit/plan.ts';
import { type Usage, type UsageStore, reservedAmount, usageId } from '../../domain/job/limit/usage.ts';
import { NO_COUNTS } from '../../domain/run/ledger.ts';
import type { RunStore } from '../../domain/run/run-store.ts';
import { race } from './race.ts';
import { minutesLater, sampleJob, sampleRun, START } from './sample-documents.ts';

interface Stores {
  readonly usage: UsageStore;
  readonly jobs: JobStore;
  readonly runs: RunStore;
  readonly storage: StorageStore;
}

const MONTH = '2026-03';
const TOTALS = { ...NO_COUNTS, stored: 4, unchanged: 3, failed: 1, skipped: 9, chunks: 1, discovered: 17 };

function usageOf(period: string, fields: Partial<Usage> = {}): Usage {
  const _id = usageId('plain', 'pagesPerMonth', period);
  return { _id, workspaceId: 'plain', limit: 'pagesPerMonth', period, seq: 0, used: 0, holds: [], ...fields };
}

export function describeUsageStore(name: string, create: () => Promise<Stores>): void {
  describe(`use of limits on ${name}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      stores = await create();
    });
    const clock = { now: () => START };
    const request = (workspaceId: string, holder: string, amount: number): ReservationRequest => ({
      workspaceId,
      limit: 'pagesPerMonth',
      period: MONTH,
      plan: { plan: 'small', isUnknown: false, limits: { ...BUILT_IN_PLANS.free, pagesPerMonth: 10 } },
      holder,
      amount,
    });
    const hold = (workspaceId: string, holder: string, amount: number) =>
      reserve({ usage: stores.usage, clock }, request(workspaceId, holder, amount));
    const stored = (workspaceId: string) => stores.usage.get(usageId(workspaceId, 'pagesPerMonth', MONTH));

    it('writes only over what was read', async () => {
      const { usage } = stores;
      expect(await usage.put(usageOf('2026-01', { endsAt: START }))).toBe(true);
      expect(await usage.put(usageOf('2026-01'))).toBe(false);
      const known = await usage.get(usageOf('2026-01')._id);
      expect(known).toEqual(usageOf('2026-01', { seq: 1, endsAt: START }));
      const next = { ...usageOf('2026-01', { endsAt: START }), seq: 1, used: 3 };
      expect(await race(4, () => usage.put(next))).toEqual(expect.arrayContaining([true, false]));
      expect(await usage.get(next._id)).toMatchObject({ seq: 2, used: 3 });
    });

    it('finds what is held for long and forgets periods that are long over', async () => {
      const { usage } = stores;
      const holds = [{ holder: 'run', amount: 1, at: START }];
      await usage.put(usageOf('2026-02', { holds, heldSince: START, endsAt: minutesLater(5) }));
      expect(await usage.reservedBefore(START, 9)).toEqual([]);
      expect((await usage.reservedBefore(minutesLater(1), 9)).map(({ period }) => period)).toEqual([
        '2026-02',
      ]);
      expect(await usage.forget(minutesLater(1))).toBe(1);
      expect(await usage.get(usageOf('2026-01')._id)).toBeNull();
      expect(await usage.get(usageOf('2026-02')._id)).not.toBeNull();
    });

    it('counts jobs that are not archived, their hosts, open runs and the pages of a month', async () => {
      const { usage, jobs, runs } = stores;
      const own = { workspaceId: 'counted' };
      await jobs.insert(sampleJob('counted-1', own));
      await jobs.insert(sampleJob('counted-2', { ...own, state: 'archived', shownState: 'archived' }));
      await runs.insert(sampleRun('counted-open', own));
      for (const [id, createdAt] of [
        ['counted-in', START],
        ['counted-later', new Date('2026-04-01T00:00:00Z')],
      ] as const) {
        const run = sampleRun(id, { ...own, createdAt, state: 'finalizing' });
        await runs.insert(run);
        await runs.move(run, { state: 'completed', totals: { ...TOTALS, durationMs: 1 } }, null);
      }
      expect(await usage.counts('counted')).toEqual({
        jobs: 1,
        hosts: ['shop.test'],
        openRuns: ['counted-open'],
      });
      const month = [new Date('2026-03-01T00:00:00Z'), new Date('2026-04-01T00:00:00Z')] as const;
      expect(await usage.endedPages('counted', ...month)).toBe(8);
      expect(await usage.endedPages('nobody', ...month)).toBe(0);
      expect(await hold('counted', 'run', 9)).toMatchObject({ granted: 2, met: { value: 10, used: 10 } });
    });

    it('counts the hosts of all addresses of a list', async () => {
      const { usage, jobs } = stores;
      const urls = Array.from({ length: 45 }, (_, n) => `https://shop${n % 40}.test/${n}`);
      const job = sampleJob('counted-long', { workspaceId: 'long' });
      await jobs.insert({ ...job, config: { ...job.config, source: { kind: 'pages', urls } } });
      expect((await usage.counts('long')).hosts).toHaveLength(40);
    });

    it('gives the last pages to one of those who ask at the same time', async () => {
      const told = await race(6, (number) => hold('raced', `run-${number}`, 4));
      expect(told.map(({ granted }) => granted).toSorted((a, b) => b - a)).toEqual([4, 4, 2, 0, 0, 0]);
      const usage = await stored('raced');
      expect(usage === null ? 0 : reservedAmount(usage)).toBe(10);
      expect(told.filter(({ met }) => met !== null)).toHaveLength(4);
    });

    it('takes and settles a hold once, however often it is asked', async () => {
      await race(4, () => hold('once', 'run', 6));
      expect(await hold('once', 'run', 6)).toEqual({ granted: 6, met: null });
      const meter = request('once', 'run', 0);
      await race(4, () => settle(stores, meter, { holder: 'run', actual: 5 }));
      await settle(stores, meter, { holder: 'run', actual: 5 });
      expect(await stored('once')).toMatchObject({ used: 5, holds: [] });
      expect(await hold('once', 'other', 6)).toMatchObject({ granted: 5, met: { used: 10, wanted: 1 } });
    });

    it('sums up what the jobs of a workspace store', async () => {
      const { usage, storage } = stores;
      const none = { versions: 0, pinned: 0, oldestAt: null, newestAt: null, runSeq: 1, measuredAt: START };
      const put = (_id: string, workspaceId: string, bytes: number) =>
        storage.put({ _id, workspaceId, ...none, bytes });
      await put('stored-1', 'storing', 5);
      await put('stored-2', 'storing', 7);
      await put('stored-3', 'other', 100);
      expect([await usage.storedBytes('storing'), await usage.storedBytes('empty')]).toEqual([12, 0]);
    });

    it('begins the count of running runs with those that run', async () => {
      const { plan } = request('counted', '', 0);
      const wanted = {
        workspaceId: 'counted',
        limit: 'concurrentRuns',
        period: NOW,
        plan,
        amount: 1,
      } as const;
      const ask = (holder: string) => reserve({ usage: stores.usage, clock }, { ...wanted, holder });
      expect(await ask('counted-open')).toEqual({ granted: 1, met: null });
      expect(await ask('second')).toEqual({ granted: 1, met: null });
      expect(await ask('third')).toMatchObject({ granted: 0, met: { value: 2, used: 2, resetsAt: null } });
    });
  });
}
