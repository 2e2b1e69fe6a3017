// Wrong keys by address: after some of them, an address has to wait. Counted in memory, for each process on its own; the
// oldest addresses are forgotten first, so that nobody can fill the memory.

const MAX_FAILURES = 10;
const WINDOW_MS = 300_000;
const MAX_ADDRESSES = 10_000;

interface Failures {
  readonly count: number;
  /** Epoch ms; afterwards the count begins anew. */
  readonly until: number;
}

export interface FailedAttempts {
  /** How long this address has to wait, ms; 0: it may try. */
  waitMs(address: string, now: number): number;
  note(address: string, now: number): void;
}

export function createFailedAttempts(): FailedAttempts {
  const failures = new Map<string, Failures>();
  const known = (address: string, now: number): Failures | null => {
    const found = failures.get(address);
    return found === undefined || found.until <= now ? null : found;
  };
  return {
    waitMs(address, now) {
      const found = known(address, now);
      return found === null || found.count < MAX_FAILURES ? 0 : found.until - now;
    },
    note(address, now) {
      const { count = 0, until = now + WINDOW_MS } = known(address, now) ?? {};
      failures.delete(address);
      failures.set(address, { count: count + 1, until });
      const [oldest] = failures.keys();
      if (failures.size > MAX_ADDRESSES && oldest !== undefined) failures.delete(oldest);
    },
  };
}
