// Copies the blobs of a backup. Those that an earlier backup in the place has are not copied again. An archive that was
// written again, smaller, by a clean-up is kept beside the one of the earlier backup, which stays whole until the new one is.
import { severalAtOnce } from '../../system/several-at-once.ts';
import { type BackupPlace, BLOBS_AT_ONCE, type BlobEntry } from './backup-place.ts';
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
  /** Keys in the blobs of the place. */
  readonly kept: ReadonlySet<string>;
}

type CopyPorts = Pick<TakePorts, 'blobs' | 'place' | 'blobKeys' | 'hasher' | 'hold' | 'say'>;

export async function copyBlobs(ports: CopyPorts, { id, last, collections }: Copying): Promise<Copied> {
  const known = await knownBlobs(ports.place, last);
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
  const list = await ports.place.writeBlobList(`db-${id}/blobs.list.gz`, copy());
  ports.say(`blobs: ${keys.size} files, ${state.copied} of them new`);
  return { kept, missing: state.missing, blobs: { files: keys.size, bytes: state.bytes, list } };
}

/** Drops what no backup of the place needs any more. */
export async function dropOthers(place: BackupPlace, kept: ReadonlySet<string>): Promise<void> {
  const others: string[] = [];
  for await (const at of place.blobs.list('')) if (!kept.has(at)) others.push(at);
  await place.blobs.delete(others);
}

type KnownBlobs = ReadonlyMap<string, BlobEntry>;

async function knownBlobs(place: BackupPlace, last: BackupManifest | null): Promise<KnownBlobs> {
  const known = new Map<string, BlobEntry>();
  if (last === null) return known;
  for await (const entry of place.readBlobList(last.blobs.list)) known.set(entry.key, entry);
  return known;
}

async function* copyPresent(ports: CopyPorts, id: string, known: KnownBlobs): AsyncGenerator<CopiedBlob> {
  const copy = (key: string): Promise<CopiedBlob | null> =>
    copyBlob(ports, { key, id, known: known.get(key) });
  // Null: dropped since it was listed; a run has ended, and its own files with it.
  for await (const entry of severalAtOnce(heldKeys(ports), copy, BLOBS_AT_ONCE))
    if (entry !== null) yield entry;
}

async function* heldKeys({ blobs, hold }: CopyPorts): AsyncGenerator<string> {
  let looked = 0;
  for await (const key of blobs.list('')) {
    if (looked++ % HOLD_EVERY === 0) await hold();
    yield key;
  }
}

async function copyBlob(
  { blobs, place, hasher }: CopyPorts,
  { key, id, known }: { readonly key: string; readonly id: string; readonly known: BlobEntry | undefined },
): Promise<CopiedBlob | null> {
  const [wanted, there] = [await blobs.facts(key), await place.blobs.facts(known?.at ?? key)];
  // What is written again has fewer bytes than before, so the same size is the same content.
  if (wanted !== null && there?.bytes === wanted.bytes) {
    if (known?.bytes === wanted.bytes) return known;
    const kept = await place.blobs.get(key);
    if (kept !== null) return toEntry({ hasher }, { key, at: key }, kept);
  }
  const bytes = await blobs.get(key);
  if (bytes === null) return null;
  const at = there === null ? key : `${RENEWED}/${id}/${key}`;
  await place.blobs.put(at, bytes);
  return { ...toEntry({ hasher }, { key, at }, bytes), isNew: true };
}

/** Gone here, but an earlier backup may have it. */
async function rescue(ports: CopyPorts, key: string, known: KnownBlobs): Promise<CopiedBlob | null> {
  const at = known.get(key)?.at ?? key;
  const kept = await ports.place.blobs.get(at);
  return kept === null ? null : toEntry(ports, { key, at }, kept);
}

function toEntry(
  { hasher }: Pick<TakePorts, 'hasher'>,
  entry: Pick<BlobEntry, 'key' | 'at'>,
  bytes: Uint8Array,
): BlobEntry {
  return { ...entry, bytes: bytes.length, sha256: hasher.sha256(bytes) };
}
