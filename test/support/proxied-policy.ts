// The policy of production with a proxy in it.
import {
  type EgressPolicy,
  type EgressProxy,
  type ProxyDns,
  createEgressPolicy,
  parseAllowHosts,
} from '../../domain/web/egress/policy.ts';
import { parseNoProxy, parseProxy } from '../../domain/web/egress/proxy.ts';

export interface ProxiedOptions {
  readonly noProxy?: string;
  readonly dns?: ProxyDns;
  readonly allowHosts?: string;
}

export function proxiedPolicy(
  url: string,
  { noProxy = '', dns = 'here', allowHosts = '' }: ProxiedOptions = {},
): EgressPolicy & { readonly proxy: EgressProxy } {
  const address = parseProxy(url);
  if (typeof address === 'string') throw new Error(address);
  const proxy = { ...address, dns, except: parseNoProxy(noProxy).entries };
  return { ...createEgressPolicy(parseAllowHosts(allowHosts).entries), proxy };
}
