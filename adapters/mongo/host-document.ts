// A host as its document holds it, and one that nobody has asked anything yet.
import type { Host } from '../../domain/host/host.ts';

export interface HostDocument extends Host {
  /** What the host itself asked us to wait for; a `nextAt` far beyond it is no wait but a mistake. Epoch ms. */
  readonly notBefore: number;
}

export function newHost(host: string): HostDocument {
  return {
    _id: host,
    nextAt: 0,
    notBefore: 0,
    penaltyMs: 0,
    penalizedAt: 0,
    failedInRow: 0,
    openUntil: 0,
    leaseHolder: '',
    leaseUntil: 0,
  };
}
