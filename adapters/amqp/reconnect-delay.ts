// The wait before the next attempt to connect: doubled, limited, and jittered to spread processes.
const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 5_000;

/** In ms, from half of the step to all of it. `attempt` counts from 1; `random` is in [0, 1). */
export function reconnectDelayMs(attempt: number, random: number): number {
  const step = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt - 1, 16));
  return Math.round(step * (0.5 + random / 2));
}
