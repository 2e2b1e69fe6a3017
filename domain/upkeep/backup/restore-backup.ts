// Puts a backup into an empty database and an empty blob folder, after all of it was checked (`requireWhole`). What was
// going on when the backup was taken is settled by the monitor afterwards, as after a loss of Temporal: runs without their
// workflow end, schedules are made from the jobs, outboxes are drained, and ids that follow from their cause make that harmless.
import type { BlobStore } from '../../system/blob/blob-store.ts';
import type { Clock } from '../../system/clock.ts';
import { WebloomError } from '../../system/errors.ts';
import { severalAtOnce } from '../../system/several-at-once.ts';
import type { BackupDatabase, Settled } from './backup-database.ts';
import { type BackupPlace, BLOBS_AT_ONCE, type BlobEntry } from './backup-place.ts';
import { type BackupManifest, damaged, refuseNewerSchema } from './manifest.ts';
import { type VerifyPorts, verifyBackup } from './verify-backup.ts';

export interface RestorePorts {
  readonly database: BackupDatabase;
  readonly place: BackupPlace;
  readonly blobs: Pick<BlobStore, 'list' | 'put'>;
  readonly clock: Clock;
  readonly say: (line: string) => void;
}

export interface Restored extends Settled {
  readonly manifest: BackupManifest;
  readonly documents: number;
}

const TOLD_EVERY = 5_000;

export async function restoreBackup(ports: RestorePorts, manifest: BackupManifest): Promise<Restored> {
  const { database, place, say } = ports;
  const state = await database.state();
  if (state === 'used') throw notEmpty(`the database ${database.name} holds documents`);
  if (state === 'empty' && (await hasBlobs(ports))) throw notEmpty('the blob store holds blobs');
  if (state === 'unfinished') say('A restore was cut off here: it begins anew.');
  await database.beginRestore(manifest.backupId);
  let documents = 0;
  for (const { name, indexes, file, documents: wanted } of manifest.collections) {
    const written = await database.write({ name, indexes }, place.readDocuments(file));
    if (written !== wanted)
      throw damaged(place.name, `${name} holds ${written} documents instead of ${wanted}`);
    documents += written;
    if (written > 0) say(`${name}: ${written} documents`);
  }
  await restoreBlobs(ports, manifest);
  const settled = await database.settle(ports.clock.now());
  await database.endRestore();
  return { manifest, documents, ...settled };
}

/** Reads all of a backup before anything is made for its restore. `known`: ids of the migrations of this version. */
export async function requireWhole(ports: VerifyPorts, known: readonly string[]): Promise<BackupManifest> {
  const { place } = ports;
  const manifest = await place.manifest();
  if (manifest !== null) refuseNewerSchema(manifest, known);
  const check = await verifyBackup(ports);
  const [first] = check.faults;
  if (first === undefined) return check.manifest;
  const more = check.faultCount > 1 ? `, and ${check.faultCount - 1} more` : '';
  throw damaged(place.name, `${first}${more}`);
}

async function hasBlobs({ blobs }: RestorePorts): Promise<boolean> {
  for await (const _key of blobs.list('')) return true;
  return false;
}

async function restoreBlobs({ place, blobs, say }: RestorePorts, manifest: BackupManifest): Promise<void> {
  let files = 0;
  const copy = async ({ key, at }: BlobEntry): Promise<void> => {
    const bytes = await place.blobs.get(at);
    if (bytes === null) throw damaged(place.name, `the blob ${key} is missing`);
    await blobs.put(key, bytes);
  };
  const entries = place.readBlobList(manifest.blobs.list);
  for await (const _done of severalAtOnce(entries, copy, BLOBS_AT_ONCE)) {
    files += 1;
    if (files % TOLD_EVERY === 0) say(`blobs: ${files} of ${manifest.blobs.files} files`);
  }
  say(`blobs: ${files} files`);
}

function notEmpty(what: string): WebloomError {
  return new WebloomError(
    'conflict',
    `A backup goes into an empty place, and ${what}. Name another folder with --data-dir (another bucket or prefix with WEBLOOM_BLOBS), or another database with --to, or MONGODB_URI, and WEBLOOM_NAMESPACE. Nothing was changed.`,
    { facts: { title: 'There is data already' } },
  );
}
