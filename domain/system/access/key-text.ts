// The text of a key, as its owner keeps it: `wl_<ulid>_<secret>`. The ULID finds the stored key, the secret proves it.
const KEY_ID = 'key_';
const TEXT = /^wl_([0-9A-HJKMNP-TV-Z]{26})_([\w-]{43})$/;

export function keyId(ulid: string): string {
  return `${KEY_ID}${ulid}`;
}

/** `secret` is 32 random bytes as base64url. */
export function keyText(ulid: string, secret: string): string {
  return `wl_${ulid}_${secret}`;
}

/** Null when the text has not the form of a key that Webloom made. */
export function parseKeyText(text: string): { readonly keyId: string; readonly secret: string } | null {
  const [, ulid, secret] = TEXT.exec(text) ?? [];
  return ulid === undefined || secret === undefined ? null : { keyId: keyId(ulid), secret };
}
