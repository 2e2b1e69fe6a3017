// Archives: the small blobs of many pages in one file, written together and read singly. Files are dear: each costs more CPU
// than its bytes, and most of all where many were deleted lately.
import { contentKey } from './content-key.ts';

const PREFIX = 'archives/';

export interface ArchiveEntry {
  /** Key of the whole archive. */
  readonly archive: string;
  readonly index: number;
}

export function archiveKey(ulid: string): string {
  return `${PREFIX}${ulid}`;
}

/** An archive or an entry of one; also for a prefix of such keys. */
export function isArchiveKey(key: string): boolean {
  return key.startsWith(PREFIX);
}

/** `hash`: tells the content, see `ContentBlob`; of bodies the SHA-256 before compression. Base64url. */
export function entryKey({ archive, index }: ArchiveEntry, hash: string): string {
  return `${archive}/${index}.${hash}`;
}

/** Null for the key of anything else. */
export function entryOf(key: string): ArchiveEntry | null {
  if (!isArchiveKey(key)) return null;
  const match = /^(archives\/[^/]+)\/(\d{1,5})\.[^/]+$/.exec(key);
  return match?.[1] === undefined ? null : { archive: match[1], index: Number(match[2]) };
}

/** Whether the key, of whichever kind, names this content: it need not be kept twice. */
export function containsContent(key: string, hash: string): boolean {
  return key === contentKey(hash) || (isArchiveKey(key) && key.endsWith(`.${hash}`));
}

/** An archive that is being filled. Equal contents become one entry. */
export class ArchiveDraft {
  readonly key: string;
  readonly entries: Uint8Array[] = [];
  readonly #keys = new Map<string, string>();

  constructor(ulid: string) {
    this.key = archiveKey(ulid);
  }

  /** The key that reads the content once the archive is written. */
  add({ hash, bytes }: { readonly hash: string; readonly bytes: Uint8Array }): string {
    const known = this.#keys.get(hash);
    if (known !== undefined) return known;
    const key = entryKey({ archive: this.key, index: this.entries.length }, hash);
    this.entries.push(bytes);
    this.#keys.set(hash, key);
    return key;
  }
}
