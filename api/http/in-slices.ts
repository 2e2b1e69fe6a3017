// Long work in slices: between two of them other requests are answered.
import { setImmediate as others } from 'node:timers/promises';

/** Short beside what a request may take. */
const SLICE_MS = 10;

export async function inSlices<T>(steps: Generator<undefined, T>): Promise<T> {
  let begun = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - begun < SLICE_MS) continue;
    await others();
    begun = performance.now();
  }
}
