// How many open runs an orchestrator keeps in memory. Each run above that is replayed from its history at every step.

const MIB = 1_048_576;
/** Of one open run, at most: 600 waiting runs took 90 MB while they were begun, and 20 once the collector had been there. */
const RUN_BYTES = MIB / 4;
/** What an orchestrator needs without any run, and for what it is working on. */
const BASE_BYTES = 350 * MIB;
/** Where nothing but the machine is the bound, other processes live on it too. */
const SHARE_OF_MACHINE = 1 / 32;
const MIN = 200;
const MAX = 4_000;

export interface Memory {
  /** What the process may have (a container's limit), in bytes; 0, or more than the machine has: there is no limit. */
  readonly allowed: number;
  readonly machine: number;
}

export function cachedRuns({ allowed, machine }: Memory): number {
  const isLimited = allowed > 0 && allowed < machine;
  const bytes = isLimited ? allowed - BASE_BYTES : machine * SHARE_OF_MACHINE;
  return Math.min(MAX, Math.max(MIN, Math.floor(bytes / RUN_BYTES)));
}
