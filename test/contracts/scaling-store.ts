// What every ScalingStore promises.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Fleet, RoleScaling, ScalingStore } from '../../domain/health/scaling/role-scaling.ts';
import { race } from './race.ts';
import { minutesLater, START } from './sample-documents.ts';

const ROLE: RoleScaling = {
  _id: 'scraper',
  revision: 1,
  at: START,
  state: { wanted: 2, changedAt: START.getTime(), direction: 'up', quietMs: 60_000 },
  range: { floor: 1, ceiling: 4 },
  reason: '200 pages wait',
  look: null,
  decisions: [{ at: START, from: 1, to: 2, reason: '200 pages wait' }],
};
const FLEET: Fleet = {
  _id: 'box:7',
  at: START,
  roles: {
    scraper: { range: { floor: 1, ceiling: 4 }, running: 2 },
    pipeline: { range: { floor: 1, ceiling: 1 }, running: 1 },
  },
  room: { idleShare: 0.5, freeMemoryMb: 900 },
};

export function describeScalingStore(name: string, create: () => Promise<ScalingStore>): void {
  describe(`scaling on ${name}`, () => {
    let store: ScalingStore;
    beforeAll(async () => {
      store = await create();
    });

    it('keeps what was decided, and refuses what was decided on an older state', async () => {
      const first = await race(4, () => store.save(ROLE, null));
      expect(first.filter((isSaved) => isSaved)).toHaveLength(1);
      const next = { ...ROLE, revision: 2, reason: 'nothing waits' };
      expect((await race(4, () => store.save(next, 1))).filter((isSaved) => isSaved)).toHaveLength(1);
      expect(await store.save({ ...next, revision: 2, reason: 'late' }, 1)).toBe(false);
      expect(await store.list()).toEqual([next]);
    });

    it('keeps the range that was set last, until it is taken back', async () => {
      const range = { _id: 'scraper', floor: 1, ceiling: 4, by: 'ann', at: START } as const;
      await race(4, () => store.setRange(range));
      await store.setRange({ ...range, ceiling: 6, by: 'bob' });
      await store.setRange({ ...range, _id: 'pipeline' });
      expect((await store.given()).ranges).toEqual([
        { ...range, _id: 'pipeline' },
        { ...range, ceiling: 6, by: 'bob' },
      ]);
      await store.unsetRange('pipeline');
      await store.unsetRange('pipeline');
      expect((await store.given()).ranges.map(({ _id }) => _id)).toEqual(['scraper']);
    });

    it('keeps until when renderers are wanted, and no range by that name', async () => {
      expect(await store.given()).toMatchObject({ demandedUntil: null });
      await race(4, () => store.noteDemand(minutesLater(2)));
      await store.noteDemand(minutesLater(5));
      await store.noteDemand(minutesLater(3));
      const { ranges, demandedUntil } = await store.given();
      expect(demandedUntil).toEqual(minutesLater(5));
      expect(ranges.map(({ _id }) => _id)).toEqual(['scraper']);
    });

    it('keeps the last sign of each fleet, until it leaves', async () => {
      await race(4, () => store.beatFleet(FLEET));
      await store.beatFleet({ ...FLEET, at: minutesLater(1) });
      await store.beatFleet({ ...FLEET, _id: 'box:8' });
      expect(await store.fleets()).toEqual([
        { ...FLEET, at: minutesLater(1) },
        { ...FLEET, _id: 'box:8' },
      ]);
      await store.removeFleet('box:8');
      expect((await store.fleets()).map(({ _id }) => _id)).toEqual(['box:7']);
    });
  });
}
