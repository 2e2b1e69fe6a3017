// How long to wait before the next attempt to connect: doubling, capped, and spread so that a fleet does not come at once.
const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 5_000;

/** `attempt` counts from 1; `random` lies in [0, 1): the delay is between half and all of the step. */
export function reconnectDelayMs(attempt: number, random: number): number {
  const step = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt - 1, 16));
  return Math.round(step * (0.5 + random / 2));
}
