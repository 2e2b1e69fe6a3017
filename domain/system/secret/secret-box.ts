// Port to the encryption of values that only scrapers need in clear: what is stored and sent between processes is sealed.

export type OpenedSecret =
  | { readonly ok: true; readonly clear: string }
  /** In words: which key is missing and what to do, or that the value was altered. Never the value. */
  | { readonly ok: false; readonly detail: string };

export interface SecretBox {
  /** Of the key that seals now; tells keys apart and nothing of the key itself. */
  readonly keyId: string;
  /** `purpose` has to be given again to open: a value sealed for one thing can't be passed off as another. */
  seal(clear: string, purpose: string): string;
  open(sealed: string, purpose: string): OpenedSecret;
}

/** Format, key, and what the key opens. */
const SEALED = /^sealed:v1:([0-9a-f]{8}):([\w-]+)$/;

export interface SealedFields {
  readonly keyId: string;
  /** base64url */
  readonly content: string;
}

export function sealedFields(value: string): SealedFields | null {
  const parts = SEALED.exec(value);
  return parts === null ? null : { keyId: parts[1] ?? '', content: parts[2] ?? '' };
}

export function isSealed(value: string): boolean {
  return sealedFields(value) !== null;
}

export function sealedText({ keyId, content }: SealedFields): string {
  return `sealed:v1:${keyId}:${content}`;
}
