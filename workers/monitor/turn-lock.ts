// Of several monitors one does the work, by a lock. A long turn asks between its steps whether it may go on:
// that renews the lock, and answers no if the lock was lost or the process is to end.
import type { Clock } from '../../domain/system/clock.ts';
import { lockName } from '../../domain/system/lock/lock-name.ts';
import type { LockStore } from '../../domain/system/lock/lock-store.ts';

export interface LockPorts {
  readonly locks: LockStore;
  readonly clock: Clock;
  /** Holder of the lock. */
  readonly agentId: string;
}

export type TurnWork = (mayGoOn: () => Promise<boolean>) => Promise<unknown>;

export function underLock(
  ports: LockPorts,
  name: string,
  leaseMs: number,
  work: TurnWork,
): (isStopping?: () => boolean) => Promise<void> {
  const { locks, clock, agentId } = ports;
  const now = (): number => clock.now().getTime();
  const lock = lockName('monitor', name);
  let heldUntil = 0;
  const take = async (): Promise<boolean> => {
    const until = now() + leaseMs;
    const taken = await locks.acquire(lock, agentId, now(), until);
    if (taken) heldUntil = until;
    return taken;
  };
  // Not renewed while held for half its time: most turns have nothing to do and should cost nothing.
  const hold = async (): Promise<boolean> => heldUntil - now() > leaseMs / 2 || take();
  return async (isStopping = () => false) => {
    const mayGoOn = async (): Promise<boolean> => !isStopping() && hold();
    if (await hold()) await work(mayGoOn);
  };
}
