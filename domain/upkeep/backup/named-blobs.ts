// The blobs that the documents of a backup name, each once in a row: pages of one chunk name the same archive.
import { entryOf } from '../../system/blob/archive.ts';
import type { BlobKeys } from './backup-database.ts';
import type { BackupPlace } from './backup-place.ts';
import type { CollectionDump } from './manifest.ts';

export interface NamedBlob {
  /** Of the file: of an entry of an archive the archive. */
  readonly key: string;
  /** The collection whose document names it. */
  readonly by: string;
}

const NAMING: ReadonlySet<string> = new Set(['pages', 'snapshots', 'rollbacks']);
/** Keys that are remembered, so that one is not told for each page that names it. */
const REMEMBERED = 10_000;

export async function* namedBlobs(
  { blobKeys, place }: { readonly blobKeys: BlobKeys; readonly place: BackupPlace },
  collections: readonly CollectionDump[],
): AsyncGenerator<NamedBlob> {
  let seen = new Set<string>();
  for (const { name, file } of collections.filter((one) => NAMING.has(one.name))) {
    for await (const document of place.readDocuments(file)) {
      for (const named of blobKeys(name, document)) {
        const key = entryOf(named)?.archive ?? named;
        if (seen.has(key)) continue;
        if (seen.size === REMEMBERED) seen = new Set();
        seen.add(key);
        yield { key, by: name };
      }
    }
  }
}
