// The id of a snapshot: `<pageId>:<v>:<first characters of the hash of its bytes>`. Two attempts that saw different
// bytes make two snapshots.
const HASH_CHARS = 8;

export function snapshotId(pageId: string, v: number, rawHash: string): string {
  return `${pageId}:${v}:${rawHash.slice(0, HASH_CHARS)}`;
}
