// The port that resolves host names; the egress guard judges every answer.

export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

export interface Resolver {
  /** Rejects when the name has no address. `hostname` is never an address literal. */
  resolve(hostname: string): Promise<readonly ResolvedAddress[]>;
}
