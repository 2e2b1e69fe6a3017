// Looks whether a backup is whole: every file of documents and every blob is read and compared with its checksum, and
// every blob that a document names has to be among them.
import type { Hasher } from '../../system/clock.ts';
import { isBlobKey } from '../../system/blob/blob-key.ts';
import { WebloomError } from '../../system/errors.ts';
import { printedText } from '../../system/printed-text.ts';
import { severalAtOnce } from '../../system/several-at-once.ts';
import type { BlobKeys } from './backup-database.ts';
import { type BackupPlace, BLOBS_AT_ONCE, type BlobEntry } from './backup-place.ts';
import type { BackupManifest } from './manifest.ts';
import { namedBlobs } from './named-blobs.ts';

export interface VerifyPorts {
  readonly place: BackupPlace;
  readonly hasher: Hasher;
  readonly blobKeys: BlobKeys;
  readonly say: (line: string) => void;
}

export interface BackupCheck {
  readonly manifest: BackupManifest;
  readonly documents: number;
  /** The first of them, in words. */
  readonly faults: readonly string[];
  readonly faultCount: number;
}

const NAMED_FAULTS = 5;
const MAX_NAME_LENGTH = 120;

/** Throws where the place holds no backup that was finished. */
async function requireManifest(place: BackupPlace): Promise<BackupManifest> {
  const manifest = await place.manifest();
  if (manifest !== null) return manifest;
  throw new WebloomError(
    'data-corrupt',
    `The backup in ${place.name} was cut off before its end: it has no manifest. Repeat “webloom backup ${place.name}”, which goes on where it was; nothing was restored.`,
    { facts: { title: 'The backup is not complete' } },
  );
}

export async function verifyBackup(ports: VerifyPorts): Promise<BackupCheck> {
  const { place, say } = ports;
  const manifest = await requireManifest(place);
  const faults: string[] = [];
  let faultCount = 0;
  const note = (fault: string | null): void => {
    if (fault === null) return;
    faultCount += 1;
    if (faults.length < NAMED_FAULTS) faults.push(fault);
  };
  for (const { file } of manifest.collections) note(await place.faultOf(file));
  if (manifest.secretKey !== null) note(await place.faultOf(manifest.secretKey));
  const listFault = await place.faultOf(manifest.blobs.list);
  note(listFault);
  say(`documents: ${manifest.collections.length} files read`);
  const keys = listFault === null ? await checkBlobs(ports, manifest, note) : new Set<string>();
  if (faultCount === 0) await checkNames(ports, { manifest, keys }, note);
  const documents = manifest.collections.reduce((sum, one) => sum + one.documents, 0);
  return { manifest, documents, faults, faultCount };
}

async function checkBlobs(
  { place, hasher, say }: VerifyPorts,
  { blobs }: BackupManifest,
  note: (fault: string | null) => void,
): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  const look = async (entry: BlobEntry): Promise<string | null> => {
    keys.add(entry.key);
    return faultOfBlob({ place, hasher }, entry);
  };
  for await (const fault of severalAtOnce(place.readBlobList(blobs.list), look, BLOBS_AT_ONCE)) note(fault);
  if (keys.size !== blobs.files) note(`its list names ${keys.size} blobs instead of ${blobs.files}`);
  say(`blobs: ${keys.size} files read`);
  return keys;
}

async function faultOfBlob(
  { place, hasher }: Pick<VerifyPorts, 'place' | 'hasher'>,
  { key, at, bytes, sha256 }: BlobEntry,
): Promise<string | null> {
  const wrong = [key, at].find((one) => !isBlobKey(one));
  if (wrong !== undefined)
    return `its list names “${printedText(wrong.slice(0, MAX_NAME_LENGTH))}”, which is no key of a blob`;
  const found = await place.blobs.get(at);
  if (found === null) return `the blob ${key} is missing`;
  if (found.length !== bytes) return `the blob ${key} has ${found.length} bytes instead of ${bytes}`;
  return hasher.sha256(found) === sha256 ? null : `the blob ${key} was changed`;
}

/** Those that were missing when it was taken are no fault of the backup. */
async function checkNames(
  { place, blobKeys }: VerifyPorts,
  { manifest, keys }: { readonly manifest: BackupManifest; readonly keys: ReadonlySet<string> },
  note: (fault: string) => void,
): Promise<void> {
  const { collections, missing } = manifest;
  let absent = 0;
  for await (const { key } of namedBlobs({ blobKeys, place }, collections)) if (!keys.has(key)) absent += 1;
  if (absent > missing) note(`${absent - missing} blobs that documents name are missing`);
}
