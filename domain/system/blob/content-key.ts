// Keys of blobs that are named by their content: what several versions of pages have in common is kept once.
const CONTENT = 'blobs/';

/** `hash`: SHA-256 of the content before compression, base64url. */
export function contentKey(hash: string): string {
  return `${CONTENT}${hash}`;
}

/** A blob named by its content may be written again, because the content is the same. Also for a prefix of such keys. */
export function isContentKey(key: string): boolean {
  return key.startsWith(CONTENT);
}
