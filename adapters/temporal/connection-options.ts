// What a connection to Temporal is opened with, of the client's kind and of the workers'.
import type { EnginePlace } from '../../domain/system/net/engine-place.ts';
import { given } from '../../domain/system/given.ts';

interface OpenOptions {
  readonly address: string;
  readonly tls?: {
    readonly serverNameOverride?: string;
    readonly serverRootCACertificate?: Buffer;
    readonly clientCertPair?: { readonly crt: Buffer; readonly key: Buffer };
  };
  readonly apiKey?: string;
  readonly metadata?: Record<string, string>;
}

export function connectionOptions({ address, namespace, access }: EnginePlace): OpenOptions {
  const { tls, apiKey } = access;
  if (tls === null) return { address };
  const { authority, own, serverName } = tls;
  return {
    address,
    tls: given({
      serverNameOverride: serverName ?? undefined,
      serverRootCACertificate: authority === null ? undefined : Buffer.from(authority),
      clientCertPair:
        own === null ? undefined : { crt: Buffer.from(own.certificate), key: Buffer.from(own.key) },
    }),
    // Where a key is asked for, one address serves many namespaces, and the header says which one is meant.
    ...(apiKey === null ? {} : { apiKey, metadata: { 'temporal-namespace': namespace } }),
  };
}
