import { expect, test } from 'vitest';
import type { EmergencyHold } from '../../../domain/job/hold/emergency-hold.ts';
import { createHoldSettler } from '../../../workers/monitor/hold-settler.ts';
import { sampleHold } from '../../contracts/emergency-store.ts';

test('it settles in each turn while a hold stands, once after it was lifted, and else rarely', async () => {
  let holds: readonly EmergencyHold[] = [];
  const settled: number[] = [];
  const turn = createHoldSettler({
    standing: () => holds,
    settle: async (some) => settled.push(some.length),
  });
  const turns = async (count: number): Promise<number[]> => {
    settled.length = 0;
    for (let n = 0; n < count; n++) await turn();
    return [...settled];
  };
  expect(await turns(2)).toEqual([0]);
  holds = [sampleHold('hold_1'), sampleHold('hold_2', { scope: { kind: 'changes' } })];
  expect(await turns(3)).toEqual([1, 1, 1]);
  holds = [];
  expect(await turns(3)).toEqual([0]);
  expect(await turns(30)).toEqual([0]);
});

test('a turn that failed is done again', async () => {
  let isAway = true;
  let done = 0;
  const turn = createHoldSettler({
    standing: () => (done === 0 ? [sampleHold('hold_1')] : []),
    settle: async () => {
      if (isAway) throw new Error('the store is away');
      done += 1;
    },
  });
  await expect(turn()).rejects.toThrow('away');
  isAway = false;
  await turn();
  expect(done).toBe(1);
});
