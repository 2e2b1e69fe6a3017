// What a run holds back: the changes and prices of a job with a gate that holds them are told to nobody until the run has
// ended well, or somebody has decided.
import type { GateHit } from '../../config/gate/finding.ts';
import type { PendingRelease, Run } from '../../run/run.ts';
import { isTerminal } from '../../run/lifecycle.ts';
import type { Gate } from '../../config/gate/schema.ts';

const HOLD = 'hold-changes';

export function needsRelease({ gates = [] }: { readonly gates?: readonly Gate[] | undefined }): boolean {
  return gates.some(({ action }) => action === HOLD);
}

/** Whether what the run finds is kept back for now. */
export function awaitsRelease({ config, state, hold }: Pick<Run, 'config' | 'state' | 'hold'>): boolean {
  return needsRelease(config) && (!isTerminal(state) || hold?.state === 'held');
}

/** Null: none of the gates that it has closed holds changes. */
export function pendingRelease(hits: readonly GateHit[]): PendingRelease | null {
  const gates = hits.filter(({ action }) => action === HOLD).map(({ gate }) => gate);
  return gates.length === 0 ? null : { state: 'held', gates };
}

/** What is to become of the changes of a run that has ended; null: nothing yet. */
export function decisionOf({ hold }: Pick<Run, 'hold'>): 'confirmed' | 'withdrawn' | null {
  if (hold === undefined) return 'confirmed';
  return hold.state === 'held' ? null : hold.state;
}
