// Works on a run that mends what is stored, step by step, until it is done, a while is over, or its gate closes.
import { type MendPorts, type MendWork, mendOn } from '../../domain/control/mend/mend-on.ts';
import type { MendResult } from '../contract.ts';
import { withHeartbeat } from '../heartbeat.ts';
import type { ApplyPorts } from '../store/apply-ports.ts';
import { drainOutboxes } from '../store/apply-rows.ts';

export type MendActivityPorts = Omit<MendPorts, 'drainOutboxes'> & ApplyPorts;

export function createMend(ports: MendActivityPorts): { mend(input: MendWork): Promise<MendResult> } {
  const mending: MendPorts = { ...ports, drainOutboxes: (run, pages) => drainOutboxes(ports, run, pages) };
  return { mend: (input) => withHeartbeat((signal) => mendOn(mending, input, signal)) };
}
