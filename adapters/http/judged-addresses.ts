// The addresses of a target, each judged before one is dialled: a literal itself, a name by all its addresses.
import net from 'node:net';
import { type EgressTarget, checkAddress } from '../../domain/web/egress/check.ts';
import type { EgressPolicy } from '../../domain/web/egress/policy.ts';
import type { ResolvedAddress, Resolver } from '../../domain/web/fetch/resolver.ts';
import { classifyDial, ConnectionRefusedByPolicy, DialFailure } from './failure.ts';

export interface DialGuard {
  readonly policy: EgressPolicy;
  readonly resolver: Resolver;
  /** Certificates of targets are taken as they are; that of a proxy is checked all the same. */
  readonly takesAnyCertificate?: boolean;
}

const DNS_TIMEOUT_MS = 5_000;

/** All addresses of the target; rejects if one of them is refused. */
export async function judgedAddresses(
  target: EgressTarget,
  { policy, resolver }: DialGuard,
): Promise<readonly ResolvedAddress[]> {
  const family = net.isIP(target.hostname);
  const addresses: readonly ResolvedAddress[] =
    family === 0
      ? await resolveInTime(target.hostname, resolver)
      : [{ address: target.hostname, family: family === 6 ? 6 : 4 }];
  if (addresses.length === 0) throw new DialFailure('dns', 'the name has no address');
  for (const { address } of addresses) {
    const verdict = checkAddress(address, policy, target);
    if (!verdict.allowed)
      throw new ConnectionRefusedByPolicy(verdict.reason, `${address}: ${verdict.detail}`);
  }
  return addresses;
}

async function resolveInTime(hostname: string, resolver: Resolver): Promise<readonly ResolvedAddress[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${DNS_TIMEOUT_MS} ms`)), DNS_TIMEOUT_MS);
  });
  try {
    return await Promise.race([resolver.resolve(hostname), late]);
  } catch (error) {
    throw classifyDial(error, 'dns');
  } finally {
    clearTimeout(timer);
  }
}
