import { describe, expect, it } from 'vitest';
import { isWebloomError } from '../../../domain/system/errors.ts';
import { OUTRUN, keepsChanging, untilWritten } from '../../../domain/system/until-written.ts';

/** A counter that somebody else writes between the reading and the writing, the first `others` times. */
function contested(others: number) {
  let stored = 0;
  let left = others;
  return {
    read: () => Promise.resolve(stored),
    write: (seen: number, next: number) => {
      if (left > 0) {
        left -= 1;
        stored += 100;
      }
      const isSame = seen === stored;
      if (isSame) stored = next;
      return Promise.resolve(isSame);
    },
    stored: () => stored,
  };
}

function addOne(counter: ReturnType<typeof contested>): Promise<number> {
  return untilWritten(
    async () => {
      const seen = await counter.read();
      return (await counter.write(seen, seen + 1)) ? seen + 1 : OUTRUN;
    },
    () => keepsChanging('The counter', { counter: 'c' }),
  );
}

describe('a write under a condition', () => {
  it('is made on what was read last, after each lost race', async () => {
    const counter = contested(3);
    expect(await addOne(counter)).toBe(301);
    expect(counter.stored()).toBe(301);
  });

  it('is given up, with a conflict that may be tried again, where others never end', async () => {
    const counter = contested(Number.POSITIVE_INFINITY);
    const error: unknown = await addOne(counter).catch((thrown: unknown) => thrown);
    expect(isWebloomError(error) && error).toMatchObject({
      code: 'conflict',
      retryable: true,
      message: 'The counter keeps changing; try again.',
      facts: { counter: 'c' },
    });
  });

  it('may end with a value instead', async () => {
    const result = await untilWritten(
      () => Promise.resolve(OUTRUN),
      () => 'left',
    );
    expect(result).toBe('left');
  });
});
