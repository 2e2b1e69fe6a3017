// How this program shows itself to a service over TLS, and what it trusts there.

/** Certificates and the key as PEM. What is absent is left to the runtime: its authorities, no certificate of our own, the host's name. */
export interface ClientTls {
  /** Trusted in place of the authorities that the runtime brings. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** The name that the service's certificate has to have, where the address says another. */
  readonly serverName?: string;
}
