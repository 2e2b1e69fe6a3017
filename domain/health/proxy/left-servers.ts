// The servers of proxy pools that are left alone just now, as the processes which fetch tell with their signs of life. Each process
// keeps its own count, so one may leave alone what another one goes by.
import type { AgentHeartbeat, AgentProxyFault } from '../../system/agent/agent.ts';
import { isPresent, signAfter } from '../../system/agent/presence.ts';

export interface LeftServer extends AgentProxyFault {
  /** Processes that leave it alone. */
  readonly by: number;
}

/** Since the first process left it alone, with the words of that one. */
export function leftServers(beats: readonly AgentHeartbeat[], now: number): LeftServer[] {
  const found = new Map<string, LeftServer>();
  for (const { at, proxies = [] } of beats) {
    if (!isPresent(signAfter(now - at.getTime()))) continue;
    for (const fault of proxies) {
      const key = `${fault.poolId} ${fault.server}`;
      const known = found.get(key);
      const by = (known?.by ?? 0) + 1;
      const first = known !== undefined && known.since <= fault.since ? known : fault;
      found.set(key, { ...first, by });
    }
  }
  return [...found.values()].toSorted((a, b) => a.since - b.since);
}
