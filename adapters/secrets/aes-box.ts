// Secrets encrypted by AES-256-GCM: a random nonce of 12 bytes, the tag of 16, then the text. Each value
// names its key by a hash of the key.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import {
  type OpenedSecret,
  type SecretBox,
  sealedFields,
  sealedText,
} from '../../domain/system/secret/secret-box.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

export function keyIdOf(key: Uint8Array): string {
  return createHash('sha256').update('webloom secret key').update(key).digest('hex').slice(0, 8);
}

/** The first key encrypts; every key decrypts. */
export function createAesBox(keys: readonly [Uint8Array, ...Uint8Array[]]): SecretBox {
  const [current] = keys;
  const keyId = keyIdOf(current);
  const known = new Map(keys.map((key) => [keyIdOf(key), key]));
  return {
    keyId,
    seal(clear, purpose) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, current, nonce).setAAD(Buffer.from(purpose));
      const text = Buffer.concat([cipher.update(clear, 'utf8'), cipher.final()]);
      const content = Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url');
      return sealedText({ keyId, content });
    },
    open(sealed, purpose): OpenedSecret {
      const parts = sealedFields(sealed);
      const key = known.get(parts?.keyId ?? '');
      if (parts === null || key === undefined) return { ok: false, detail: missingKey(parts?.keyId, keyId) };
      const bytes = Buffer.from(parts.content, 'base64url');
      try {
        const nonce = bytes.subarray(0, NONCE_BYTES);
        const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
          .setAAD(Buffer.from(purpose))
          .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
        const text = bytes.subarray(NONCE_BYTES + TAG_BYTES);
        return { ok: true, clear: Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8') };
      } catch {
        // Node's error says only that the tag does not fit.
        return { ok: false, detail: 'was altered after it was encrypted; give its value anew' };
      }
    },
  };
}

function missingKey(needed: string | undefined, present: string): string {
  return `is encrypted with key ${needed ?? 'unknown'}, and this process has key ${present}: give the old key in WEBLOOM_SECRET_KEY_OLD, or give the value anew`;
}
