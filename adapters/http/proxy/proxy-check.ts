// Asks the proxy for a sign of life with every look of the monitor. A look waits a moment for it, and else tells what the last
// one found out.
import { setTimeout as wait } from 'node:timers/promises';
import type { EgressProxy } from '../../../domain/web/egress/policy.ts';
import type { ProxyAnswer, ProxyFacts } from '../../../domain/health/judge-proxy.ts';
import { askProxy } from './proxy-tunnel.ts';

const WITHIN_MS = 5_000;
const LOOK_MS = 2_500;

/** Null: no proxy is set. */
export function createProxyCheck(
  proxy: EgressProxy | undefined,
  { withinMs = WITHIN_MS, lookMs = LOOK_MS } = {},
): (now: number) => Promise<ProxyFacts | null> {
  let answer: ProxyAnswer | null = null;
  let lastFault: ProxyFacts['lastFault'] = null;
  let asking: Promise<void> | null = null;
  const askAt = async (asked: EgressProxy, now: number): Promise<void> => {
    const found = await askProxy(asked, withinMs);
    answer = found;
    if ('fault' in found) lastFault = { at: now, fault: found.fault };
    asking = null;
  };
  return async (now) => {
    if (proxy === undefined) return null;
    asking ??= askAt(proxy, now);
    await Promise.race([asking, wait(lookMs, undefined, { ref: false })]);
    return { answer, lastFault };
  };
}
