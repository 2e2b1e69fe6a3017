// Works on a run that mends what is stored, step by step, until it is done, a while is over, or its gate closes.
import { type MendPorts, type MendWork, mendOn } from '../../domain/upkeep/mend-run/mend-on.ts';
import type { MendResult } from '../contract.ts';
import { decompressContent } from '../compress-content.ts';
import { withHeartbeat } from '../heartbeat.ts';
import type { ApplyPorts } from '../store/apply-ports.ts';
import { drainOutboxes } from '../store/apply-rows.ts';

export type MendActivityPorts = Omit<MendPorts, 'drainOutboxes' | 'readBody' | 'putBlob'> & ApplyPorts;

export function createMend(ports: MendActivityPorts): { mend(input: MendWork): Promise<MendResult> } {
  const { blobs } = ports;
  const mending: MendPorts = {
    ...ports,
    readBody: async (key) => {
      const kept = await blobs.get(key);
      return kept === null ? null : decompressContent(kept);
    },
    putBlob: (key, bytes) => blobs.put(key, bytes),
    drainOutboxes: (run, pages) => drainOutboxes(ports, run, pages),
  };
  return { mend: (input) => withHeartbeat((signal) => mendOn(mending, input, signal)) };
}
