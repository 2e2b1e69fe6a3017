// Signatures by Standard Webhooks (standardwebhooks.com, 1.0.0): HMAC-SHA256 over id, time and body, with each key that is
// valid now.
import type { ChannelSigning } from './channel.ts';

/** HMAC-SHA256 as base64. */
export interface Signer {
  sign(key: Uint8Array, text: string): string;
}

const PREFIX = 'whsec_';
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const LEAST_BYTES = 24;
const MAX_BYTES = 64;

/** The key that is written as `whsec_<base64>`; null when it is none. */
export function parseSigningKey(written: string): Uint8Array | null {
  const text = written.startsWith(PREFIX) ? written.slice(PREFIX.length) : '';
  if (!BASE64.test(text) || text.length % 4 !== 0) return null;
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  return bytes.length >= LEAST_BYTES && bytes.length <= MAX_BYTES ? bytes : null;
}

/** A new key of 32 random bytes, which come as base64url. */
export function newSigningKey(random: string): string {
  const padding = '='.repeat((4 - (random.length % 4)) % 4);
  return `${PREFIX}${random.replaceAll('-', '+').replaceAll('_', '/')}${padding}`;
}

/** How long the key before goes on signing, when nothing else is asked for. */
export const OVERLAP_HOURS = 24;

/** The keys to sign with now, in clear or sealed as they are given. */
export function validKeys({ secret, former }: ChannelSigning, now: Date): string[] {
  return former !== null && former.until > now ? [secret, former.secret] : [secret];
}

export interface SignedText {
  readonly id: string;
  readonly at: Date;
  readonly body: string;
  /** As `whsec_…`. */
  readonly keys: readonly string[];
}

export function signatureHeaders(
  { id, at, body, keys }: SignedText,
  signer: Signer,
): Readonly<Record<string, string>> {
  const seconds = String(Math.floor(at.getTime() / 1_000));
  const content = `${id}.${seconds}.${body}`;
  const signatures = keys.flatMap((written) => {
    const key = parseSigningKey(written);
    return key === null ? [] : `v1,${signer.sign(key, content)}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signatures.join(' ') };
}
