// Copies the blobs of a backup. Those that an earlier backup in the folder has are not copied again. An archive that was
// written again, smaller, by a clean-up is kept beside the one of the earlier backup, which stays whole until the new one is.
import type { BackupFolder, BlobEntry } from './backup-folder.ts';
import type { BackupManifest, CollectionDump } from './manifest.ts';
import { namedBlobs } from './named-blobs.ts';
import type { TakePorts } from './take-ports.ts';

/** Progress is told after so many blobs. */
const TOLD_EVERY = 5_000;
const TOLD_MISSING = 3;
/** Blobs between two calls of `hold`. */
const HOLD_EVERY = 500;
/** Where a blob lies whose place an earlier backup needs. */
const RENEWED = 'renewed';

interface CopiedBlob extends BlobEntry {
  readonly isNew?: boolean;
}

interface Copying {
  readonly id: string;
  readonly last: BackupManifest | null;
  readonly collections: readonly CollectionDump[];
}

interface Copied extends Pick<BackupManifest, 'blobs' | 'missing'> {
  /** Places in the folder's blob store. */
  readonly kept: ReadonlySet<string>;
}

type CopyPorts = Pick<TakePorts, 'blobs' | 'folder' | 'blobKeys' | 'hasher' | 'hold' | 'say'>;

export async function copyBlobs(ports: CopyPorts, { id, last, collections }: Copying): Promise<Copied> {
  const known = await knownBlobs(ports.folder, last);
  const keys = new Set<string>();
  const kept = new Set<string>();
  const state = { bytes: 0, copied: 0, missing: 0 };
  async function* copy(): AsyncGenerator<BlobEntry> {
    for await (const entry of copyPresent(ports, id, known)) yield count(entry);
    for await (const { key, by } of namedBlobs(ports, collections)) {
      if (keys.has(key)) continue;
      const rescued = await rescue(ports, key, known);
      if (rescued !== null) yield count(rescued);
      else if (state.missing++ < TOLD_MISSING)
        ports.say(`not there: ${key}, which a document of ${by} names`);
    }
  }
  function count(entry: CopiedBlob): BlobEntry {
    keys.add(entry.key);
    kept.add(entry.at);
    state.bytes += entry.bytes;
    if (entry.isNew === true) state.copied += 1;
    if (keys.size % TOLD_EVERY === 0) ports.say(`blobs: ${keys.size} files`);
    return entry;
  }
  const list = await ports.folder.writeBlobList(`db-${id}/blobs.list.gz`, copy());
  ports.say(`blobs: ${keys.size} files, ${state.copied} of them new`);
  return { kept, missing: state.missing, blobs: { files: keys.size, bytes: state.bytes, list } };
}

/** Drops what no backup of the folder needs any more. */
export async function dropOthers(folder: BackupFolder, kept: ReadonlySet<string>): Promise<void> {
  const others: string[] = [];
  for await (const place of folder.blobs.list('')) if (!kept.has(place)) others.push(place);
  await folder.blobs.delete(others);
}

type KnownBlobs = ReadonlyMap<string, BlobEntry>;

async function knownBlobs(folder: BackupFolder, last: BackupManifest | null): Promise<KnownBlobs> {
  const known = new Map<string, BlobEntry>();
  if (last === null) return known;
  for await (const entry of folder.readBlobList(last.blobs.list)) known.set(entry.key, entry);
  return known;
}

async function* copyPresent(ports: CopyPorts, id: string, known: KnownBlobs): AsyncGenerator<CopiedBlob> {
  let looked = 0;
  for await (const key of ports.blobs.list('')) {
    if (looked++ % HOLD_EVERY === 0) await ports.hold();
    // Null: dropped since it was listed; a run has ended, and its own files with it.
    const entry = await copyBlob(ports, { key, id, known: known.get(key) });
    if (entry !== null) yield entry;
  }
}

async function copyBlob(
  { blobs, folder, hasher }: CopyPorts,
  { key, id, known }: { readonly key: string; readonly id: string; readonly known: BlobEntry | undefined },
): Promise<CopiedBlob | null> {
  const [wanted, there] = [await blobs.facts(key), await folder.blobs.facts(known?.at ?? key)];
  // What is written again has fewer bytes than before, so the same size is the same content.
  if (wanted !== null && there?.bytes === wanted.bytes) {
    if (known?.bytes === wanted.bytes) return known;
    const kept = await folder.blobs.get(key);
    if (kept !== null) return toEntry({ hasher }, { key, at: key }, kept);
  }
  const bytes = await blobs.get(key);
  if (bytes === null) return null;
  const at = there === null ? key : `${RENEWED}/${id}/${key}`;
  await folder.blobs.put(at, bytes);
  return { ...toEntry({ hasher }, { key, at }, bytes), isNew: true };
}

/** Gone here, but an earlier backup may have it. */
async function rescue(ports: CopyPorts, key: string, known: KnownBlobs): Promise<CopiedBlob | null> {
  const at = known.get(key)?.at ?? key;
  const kept = await ports.folder.blobs.get(at);
  return kept === null ? null : toEntry(ports, { key, at }, kept);
}

function toEntry(
  { hasher }: Pick<TakePorts, 'hasher'>,
  place: Pick<BlobEntry, 'key' | 'at'>,
  bytes: Uint8Array,
): BlobEntry {
  return { ...place, bytes: bytes.length, sha256: hasher.sha256(bytes) };
}
