// Keys of blobs that are named by their content: what several versions of pages have in common is kept once.
/** `hash`: SHA-256 of the content before compression, base64url. */
export function contentKey(hash: string): string {
  return `blobs/${hash}`;
}
