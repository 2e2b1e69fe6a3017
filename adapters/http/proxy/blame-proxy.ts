// Whose fault a broken connection is. When a proxy dies, all connections through it break, and no host is to blame for that.
import { bareHostname } from '../../../domain/web/egress/check.ts';
import { type EgressPolicy, type EgressProxy, nameEntry } from '../../../domain/web/egress/policy.ts';
import { wayOfAddresses, wayOfName } from '../../../domain/web/egress/proxy.ts';
import { parseAddress } from '../../../domain/system/net/address.ts';
import type { FetchFailure } from '../../../domain/web/fetch/reason.ts';
import type { FailureDetail } from '../failure.ts';
import { answersSince } from './proxy-tunnel.ts';

const BROKEN: ReadonlySet<FetchFailure> = new Set<FetchFailure>(['reset', 'truncated']);

/** The failure, or that of the proxy if the connection went through it and it does not answer now. */
export async function blameProxy(
  failure: FailureDetail,
  url: string,
  policy: EgressPolicy,
): Promise<FailureDetail> {
  const { proxy } = policy;
  if (proxy === undefined || !BROKEN.has(failure.reason) || !mayGoByProxy(url, policy, proxy)) return failure;
  if (await answersSince(proxy, performance.now())) return failure;
  const why = 'the connection broke off, and the proxy is away';
  const { pooled } = proxy;
  pooled?.tell({ kind: 'away', why });
  return { reason: 'proxy', detail: pooled === undefined ? why : `${pooled.name}: ${why}` };
}

/** Names are not looked up again: one that the operator lists is taken for a private one. */
function mayGoByProxy(url: string, policy: EgressPolicy, proxy: EgressProxy): boolean {
  const { hostname: written, port: number, protocol } = new URL(url);
  const hostname = bareHostname(written);
  const port = number === '' ? (protocol === 'https:' ? 443 : 80) : Number(number);
  if (parseAddress(hostname) !== null) return wayOfAddresses(proxy, [hostname], port) === 'proxy';
  return wayOfName(proxy, { hostname, port }) !== 'direct' && nameEntry(policy, hostname, port) === null;
}
