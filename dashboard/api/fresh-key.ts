// A key that no request had before, for a request that must not be done twice.

const BYTES = 16;

/** `crypto.randomUUID` is not there on plain HTTP in a network; random bytes are. */
export function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
