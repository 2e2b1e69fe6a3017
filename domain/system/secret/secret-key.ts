// How a key is written: 32 bytes as base64 (either alphabet) or hexadecimal digits, as `openssl rand -base64 32` prints them.

const KEY_BYTES = 32;
const HEX = /^[0-9a-f]{64}$/i;
const BASE64 = /^[A-Za-z0-9+/_-]{43}=?$/;

/** Null when the text is no key. */
export function parseSecretKey(written: string): Uint8Array | null {
  const text = written.trim();
  if (HEX.test(text)) return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  if (!BASE64.test(text)) return null;
  const binary = atob(text.replace('=', '').replaceAll('-', '+').replaceAll('_', '/'));
  return binary.length === KEY_BYTES ? Uint8Array.from(binary, (char) => char.charCodeAt(0)) : null;
}
