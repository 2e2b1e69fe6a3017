// Lifts an emergency hold: what it stopped goes on. Repeating it is harmless.
import { DEFAULT_WORKSPACE } from '../../system/access/workspace-id.ts';
import type { EmergencyHold } from '../../job/hold/emergency-hold.ts';
import { isSeenBy } from '../../job/hold/hold-over.ts';
import { WebloomError } from '../../system/errors.ts';
import { noSuch } from '../../system/no-such.ts';
import { endDeferrals } from '../../alert/sweep/defer-in-maintenance.ts';
import type { EmergencyPorts, Outcome } from './emergency-ports.ts';
import { announceHold, tellProcesses } from './place-hold.ts';

interface LiftedHold extends Outcome {
  readonly hold: EmergencyHold;
  /** It was lifted before. */
  readonly same: boolean;
}

export async function liftHold(
  ports: EmergencyPorts,
  { holdId, workspaceId, by }: { readonly holdId: string; readonly workspaceId: string; readonly by: string },
): Promise<LiftedHold> {
  const known = await ports.emergency.get(holdId);
  if (known === null || !isSeenBy(known, workspaceId)) throw noSuch('emergency hold', { holdId });
  if (known.workspaceId !== workspaceId && workspaceId !== DEFAULT_WORKSPACE)
    throw new WebloomError('forbidden', 'Only the workspace that placed the hold lifts it.');
  const lifted = await ports.emergency.lift(holdId, { at: ports.clock.now(), by });
  const hold = lifted ?? known;
  await undo(ports, hold);
  const couldNot = await tellProcesses(ports);
  if (lifted !== null) await announceHold(ports, hold, 'emergency.lifted', by);
  return { hold, same: lifted === null, couldNot };
}

/** Done again by a repeat, because the first attempt may have been cut off. */
async function undo(ports: EmergencyPorts, hold: EmergencyHold): Promise<void> {
  const { scope, windows } = hold;
  for (const window of windows) {
    await ports.maintenance.remove(window.workspaceId, window.windowId);
    await endDeferrals(ports, window);
  }
  if (scope.kind === 'host') await letHostGo(ports, hold, scope.host);
}

/** A pause that somebody else has set stays. */
async function letHostGo(ports: EmergencyPorts, hold: EmergencyHold, host: string): Promise<void> {
  const held = (await ports.hosts.get(host))?.held;
  if (held !== undefined && held.by === hold.by && held.reason === hold.reason)
    await ports.hosts.pause(host, null);
}
