// Writes every few seconds that this process lives and its load; deletes that at a regular end.
import type { AgentHeartbeat, AgentStore } from '../domain/system/agent/agent.ts';
import type { Clock, Log } from '../domain/system/clock.ts';

const INTERVAL_MS = 5_000;

export interface HeartbeatPorts {
  readonly agents: AgentStore;
  readonly clock: Clock;
  readonly log: Log;
}

/** What a process tells of itself with each beat. */
export type Doing = Pick<AgentHeartbeat, 'load' | 'work' | 'lastError' | 'proxies'>;

export type Identity = Pick<AgentHeartbeat, '_id' | 'role' | 'pid' | 'storeId' | 'version'>;

export interface Heartbeat {
  /** Beats at once, in addition to the regular beats; a failure is logged. */
  beat(): Promise<void>;
  stop(): Promise<void>;
}

/** Resolves after the first beat. */
export async function startHeartbeat(
  { agents, clock, log }: HeartbeatPorts,
  identity: Identity,
  doing: () => Doing,
): Promise<Heartbeat> {
  const startedAt = clock.now();
  const beat = (): Promise<void> => agents.beat({ ...identity, startedAt, at: clock.now(), ...doing() });
  await beat();
  const tryBeat = (): Promise<void> =>
    beat().catch((error: unknown) => log.warn({ err: error }, 'The heartbeat could not be written'));
  const timer = setInterval(() => void tryBeat(), INTERVAL_MS);
  return {
    beat: tryBeat,
    stop: async () => {
      clearInterval(timer);
      // A document that can't be removed only looks stale for a while.
      await agents.remove(identity._id).catch(() => undefined);
    },
  };
}
