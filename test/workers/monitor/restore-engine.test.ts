import { describe, expect, it } from 'vitest';
import { createEngineRestorer } from '../../../workers/monitor/restore-engine.ts';
import { createSilentLog } from '../../support/silent-log.ts';

interface Answer {
  readonly namespaceId: string;
  readonly added: readonly string[];
}

/** How often schedules were put back after each answer of the engine. */
async function restored(
  answers: readonly (Answer | Error)[],
  { failing = [], prepareEvery = 1 }: { failing?: readonly number[]; prepareEvery?: number } = {},
): Promise<number[]> {
  let turn = 0;
  let restores = 0;
  const answer = (): Answer => {
    const given = answers[turn];
    if (given === undefined || given instanceof Error) throw given ?? new Error('no more answers');
    return given;
  };
  const watch = createEngineRestorer(
    { namespaceId: async () => answer().namespaceId, prepare: async () => answer() },
    {
      log: createSilentLog(),
      prepareEvery,
      restore: async () => {
        restores += 1;
        if (failing.includes(turn)) throw new Error('away again');
      },
    },
  );
  const counts: number[] = [];
  for (; turn < answers.length; turn += 1) {
    await watch.check().catch(() => undefined);
    counts.push(restores);
  }
  return counts;
}

const one = { namespaceId: 'one', added: [] };
const two = { namespaceId: 'two', added: [] };

describe('the schedules', () => {
  it('are compared once when the monitor starts, and then left to the slow sweep', async () => {
    expect(await restored([one, one, one])).toEqual([1, 1, 1]);
  });

  it('are put back when the engine comes up with another database, also if its attributes were added by others', async () => {
    expect(await restored([one, two, two])).toEqual([1, 2, 2]);
  });

  it('are put back when search attributes were missing', async () => {
    expect(await restored([one, { ...one, added: ['WebloomJob'] }, one])).toEqual([1, 2, 2]);
  });

  it('are put back by a later turn when the engine goes away meanwhile', async () => {
    expect(await restored([one, new Error('away'), two, two, two], { failing: [2, 3] })).toEqual([
      1, 1, 2, 3, 4,
    ]);
  });

  it('are put back at once for another database, for missing attributes by the next full look', async () => {
    const lacking = { ...one, added: ['WebloomJob'] };
    expect(await restored([one, one, two, two, two], { prepareEvery: 4 })).toEqual([1, 1, 2, 2, 2]);
    expect(await restored([one, one, lacking, lacking, lacking], { prepareEvery: 4 })).toEqual([
      1, 1, 1, 1, 2,
    ]);
  });
});
