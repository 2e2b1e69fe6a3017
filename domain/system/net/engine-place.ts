// Where the engine of runs answers, and what it asks of a caller.

export interface EngineTls {
  /** PEM of the authority that signed the server's certificate; null: those that the system trusts. */
  readonly authority: string | null;
  /** PEMs of our own certificate and its key; null: the server asks for none. */
  readonly own: { readonly certificate: string; readonly key: string } | null;
  /** The name in the server's certificate; null: the host of the address. */
  readonly serverName: string | null;
}

export interface EngineAccess {
  /** Null: no TLS. */
  readonly tls: EngineTls | null;
  readonly apiKey: string | null;
}

export const PLAIN_ACCESS: EngineAccess = { tls: null, apiKey: null };

export interface EnginePlace {
  /** `host:port` of the frontend. */
  readonly address: string;
  readonly namespace: string;
  readonly access: EngineAccess;
}
