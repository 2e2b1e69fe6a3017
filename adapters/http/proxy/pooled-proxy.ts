// A server of a proxy pool as the guarded dial goes by it. Somebody entered it by the API, so its own address is judged at each
// connection, as that of a page is.
import type { EgressProxy, PooledServer, ProxyAddress } from '../../../domain/web/egress/policy.ts';
import { type DialGuard, judgedAddresses } from '../judged-addresses.ts';
import { systemResolver } from '../system-resolver.ts';

export function pooledProxy(
  address: ProxyAddress,
  { policy, resolver = systemResolver }: Pick<DialGuard, 'policy'> & Partial<Pick<DialGuard, 'resolver'>>,
  told: Pick<PooledServer, 'name' | 'tell'>,
): EgressProxy {
  const { hostname, port } = address;
  const addresses = (): ReturnType<PooledServer['addresses']> =>
    judgedAddresses({ hostname, port }, { policy, resolver });
  return { ...address, dns: 'here', except: [], pooled: { ...told, addresses } };
}
