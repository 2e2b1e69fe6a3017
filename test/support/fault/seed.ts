// Chance that can be repeated: `npm run test:faults -- --seed 7 --kills 40` gives the same sequence of faults again.

/** The seed of this run of the tests; by default another one each time, told by every test that uses it. */
export const SEED = readNumber('FAULT_SEED', Date.now() % 2 ** 31);

/** Kills of the random test. */
export const KILLS = readNumber('FAULT_KILLS', 8);

function readNumber(name: string, fallback: number): number {
  const text = process.env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new Error(`${name} has to be a whole number above 0, not "${text}"`);
  return value;
}

/** Numbers from 0 to 1, the same sequence for the same seed (xorshift). */
export function createRandom(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
