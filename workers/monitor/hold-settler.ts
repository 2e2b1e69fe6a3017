// The monitor's part in emergency holds: runs that a hold covers are paused or ended, and those it had paused go on. Without
// a hold it looks rarely, for what another process has left half done.
import type { EmergencyHold } from '../../domain/job/hold/emergency-hold.ts';

/** Turns between two looks while nothing is held. */
const REST_TURNS = 30;

export interface SettlerPorts {
  readonly standing: () => readonly EmergencyHold[];
  readonly settle: (holds: readonly EmergencyHold[]) => Promise<unknown>;
}

export function createHoldSettler({ standing, settle }: SettlerPorts): () => Promise<void> {
  let last = '';
  let turn = 0;
  return async () => {
    const holds = standing().filter(({ scope }) => scope.kind !== 'changes');
    const ids = holds.map(({ _id }) => _id).join(' ');
    const isTurn = turn % REST_TURNS === 0;
    turn += 1;
    if (ids === '' && last === '' && !isTurn) return;
    await settle(holds);
    last = ids;
  };
}
