// How the fuzz runs are made: one seed for all of them, printed, so that a failure can be run again
// (WEBLOOM_FUZZ_SEED=… npx vitest run --project pure test/fuzz), and a bound on each single case.
import fc from 'fast-check';
import { inTime } from '../support/in-time.ts';

export const RUNS = 500;
/** On a machine that does other things; a hang takes far longer. */
const CASE_MS = 2_000;

const given = process.env['WEBLOOM_FUZZ_SEED'];
const SEED = given === undefined ? Date.now() % 2_147_483_647 : Number(given);
console.info(`fuzz seed ${SEED}`);

/** Runs 500 cases, each of which must hold and end in time; returns how many that were. */
export function checkForAll<Case>(cases: fc.Arbitrary<Case>, check: (one: Case) => void): number {
  let ran = 0;
  fc.assert(
    fc.property(cases, (one) => {
      ran += 1;
      inTime(CASE_MS, () => check(one));
    }),
    { seed: SEED, numRuns: RUNS },
  );
  return ran;
}

/** Pieces strung together: nearer to what breaks parsers than random characters. */
export function strung(pieces: readonly string[], maxLength = 40): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...pieces) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  );
  return fc.array(piece, { maxLength }).map((parts) => parts.join(''));
}
