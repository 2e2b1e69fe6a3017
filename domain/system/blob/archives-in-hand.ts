// Reads entries of archives for one piece of work, as a chunk is: its pages were stored together, so their texts and links lie side by side.
// An archive of which a second entry is wanted is read whole, once; in a bucket each reading costs more than its bytes. What was read holds
// for the work alone: nothing is remembered beyond it.
import { entryOf } from './archive.ts';
import type { BlobStore } from './blob-store.ts';

type Reader = Pick<BlobStore, 'get'>;
type Entries = readonly Uint8Array[] | null;

/** Some megabytes at most; the pages of a chunk rarely lie in more archives at a time. */
const IN_HAND = 4;

export function archivesInHand(blobs: Pick<BlobStore, 'get' | 'readArchive'>): Reader {
  const asked = new Set<string>();
  const inHand = new Map<string, Promise<Entries>>();
  const whole = (archive: string): Promise<Entries> => {
    // What is wrong with it is told by the entry that is asked for.
    const entries = inHand.get(archive) ?? blobs.readArchive(archive).catch(() => null);
    inHand.delete(archive);
    inHand.set(archive, entries);
    const [oldest] = inHand.keys();
    if (inHand.size > IN_HAND && oldest !== undefined) inHand.delete(oldest);
    return entries;
  };
  return {
    async get(key) {
      const entry = entryOf(key);
      if (entry === null || !asked.has(entry.archive)) {
        if (entry !== null) asked.add(entry.archive);
        return blobs.get(key);
      }
      const found = (await whole(entry.archive))?.[entry.index];
      return found === undefined || found.length === 0 ? blobs.get(key) : found;
    },
  };
}
