// Waits for something that another process or socket will bring about, as short as possible.
import { setTimeout as wait } from 'node:timers/promises';

/** What comes at once is seen at once; what takes longer is asked for less often, as each question costs the asked its time. */
const SHORTEST_WAIT_MS = 10;
const LONGEST_WAIT_MS = 60;
const GROWTH = 1.1;

/** Resolves with the first answer that is neither null nor undefined nor false; throws after `withinMs`. */
export async function eventually<Answer>(
  ask: () => Answer | Promise<Answer>,
  withinMs = 10_000,
): Promise<NonNullable<Exclude<Answer, false>>> {
  const deadline = Date.now() + withinMs;
  for (let pause = SHORTEST_WAIT_MS; ; pause = Math.min(pause * GROWTH, LONGEST_WAIT_MS)) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) {
      return answer as NonNullable<Exclude<Answer, false>>;
    }
    if (Date.now() > deadline)
      throw new Error(`did not happen within ${withinMs} ms: ${ask.toString().slice(0, 200)}`);
    await wait(pause);
  }
}
