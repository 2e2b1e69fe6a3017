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

/** What a page was and what it became; the same for every address with these bytes. Null: one of the two is not stored. */
export function bodyChange({
  fromSnapshot,
  toSnapshot,
}: {
  readonly fromSnapshot?: string | undefined;
  readonly toSnapshot?: string | undefined;
}): string | null {
  if (fromSnapshot === undefined || toSnapshot === undefined) return null;
  return `${bodyMark(fromSnapshot)} ${bodyMark(toSnapshot)}`;
}
