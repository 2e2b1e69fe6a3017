// The id of a snapshot: `<pageId>:<v>:<first characters of the hash of its bytes>`. Two attempts that saw different
// bytes make two snapshots.
const HASH_CHARS = 8;

export function snapshotId(pageId: string, v: number, rawHash: string): string {
  return `${pageId}:${v}:${rawHash.slice(0, HASH_CHARS)}`;
}

/** The end of the id, which is the same for equal bytes of other pages. */
export function bodyMark(id: string): string {
  return id.slice(-HASH_CHARS);
}

export function bodyMarkOf(rawHash: string): string {
  return rawHash.slice(0, HASH_CHARS);
}
