// Looks whether a backup is whole: every file of documents and every blob is read and compared with its checksum, and
// every blob that a document names has to be among them.
import type { Hasher } from '../../system/clock.ts';
import { isBlobKey } from '../../system/blob/blob-key.ts';
import { WebloomError } from '../../system/errors.ts';
import { printedText } from '../../system/printed-text.ts';
import type { BlobKeys } from './backup-database.ts';
import type { BackupFolder } from './backup-folder.ts';
import type { BackupManifest } from './manifest.ts';
import { namedBlobs } from './named-blobs.ts';

export interface VerifyPorts {
  readonly folder: BackupFolder;
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

/** Throws where the folder holds no backup that was finished. */
async function requireManifest(folder: BackupFolder): Promise<BackupManifest> {
  const manifest = await folder.manifest();
  if (manifest !== null) return manifest;
  throw new WebloomError(
    'data-corrupt',
    `The backup in ${folder.place} was cut off before its end: it has no manifest. Repeat “webloom backup ${folder.place}”, which goes on where it was; nothing was restored.`,
    { facts: { title: 'The backup is not complete' } },
  );
}

export async function verifyBackup(ports: VerifyPorts): Promise<BackupCheck> {
  const { folder, say } = ports;
  const manifest = await requireManifest(folder);
  const faults: string[] = [];
  let faultCount = 0;
  const note = (fault: string | null): void => {
    if (fault === null) return;
    faultCount += 1;
    if (faults.length < NAMED_FAULTS) faults.push(fault);
  };
  for (const { file } of manifest.collections) note(await folder.faultOf(file));
  if (manifest.secretKey !== null) note(await folder.faultOf(manifest.secretKey));
  const listFault = await folder.faultOf(manifest.blobs.list);
  note(listFault);
  say(`documents: ${manifest.collections.length} files read`);
  const keys = listFault === null ? await checkBlobs(ports, manifest, note) : new Set<string>();
  if (faultCount === 0) await checkNames(ports, { manifest, keys }, note);
  const documents = manifest.collections.reduce((sum, one) => sum + one.documents, 0);
  return { manifest, documents, faults, faultCount };
}

async function checkBlobs(
  { folder, hasher, say }: VerifyPorts,
  { blobs }: BackupManifest,
  note: (fault: string) => void,
): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  for await (const { key, at, bytes, sha256 } of folder.readBlobList(blobs.list)) {
    keys.add(key);
    const wrong = [key, at].find((one) => !isBlobKey(one));
    if (wrong !== undefined) {
      note(`its list names “${printedText(wrong.slice(0, MAX_NAME_LENGTH))}”, which is no key of a blob`);
      continue;
    }
    const found = await folder.blobs.get(at);
    if (found === null) note(`the blob ${key} is missing`);
    else if (found.length !== bytes) note(`the blob ${key} has ${found.length} bytes instead of ${bytes}`);
    else if (hasher.sha256(found) !== sha256) note(`the blob ${key} was changed`);
  }
  if (keys.size !== blobs.files) note(`its list names ${keys.size} blobs instead of ${blobs.files}`);
  say(`blobs: ${keys.size} files read`);
  return keys;
}

/** Those that were missing when it was taken are no fault of the backup. */
async function checkNames(
  { folder, blobKeys }: VerifyPorts,
  { manifest, keys }: { readonly manifest: BackupManifest; readonly keys: ReadonlySet<string> },
  note: (fault: string) => void,
): Promise<void> {
  const { collections, missing } = manifest;
  let absent = 0;
  for await (const { key } of namedBlobs({ blobKeys, folder }, collections)) if (!keys.has(key)) absent += 1;
  if (absent > missing) note(`${absent - missing} blobs that documents name are missing`);
}
