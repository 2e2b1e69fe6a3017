// Time, ids, secrets and hashes as ports: rules receive them as arguments, processes pass the real ones in.
export interface Clock {
  /** The database's time, as good as it was measured last. */
  now(): Date;
}

export interface Ids {
  /** A new ULID: 26 characters, sorting by time. */
  ulid(): string;
}

export interface SecretSource {
  /** 32 random bytes as base64url: 43 characters that nobody can guess. */
  secret(): string;
}

export interface Hasher {
  /** SHA-256 as base64url. */
  sha256(data: string | Uint8Array): string;
}

export interface Log {
  info(facts: Readonly<Record<string, unknown>>, message: string): void;
  warn(facts: Readonly<Record<string, unknown>>, message: string): void;
  error(facts: Readonly<Record<string, unknown>>, message: string): void;
}
