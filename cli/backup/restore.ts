// Restores a backup into an empty data folder or database, and looks whether a backup is whole.
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { blobsIn, createBackupFolder, requireBackup } from '../../adapters/backup/file-backup-folder.ts';
import { requireRestoreTarget } from '../../adapters/backup/target-folder.ts';
import { createFileBlobStore } from '../../adapters/blobs/file-blob-store.ts';
import { NEW_FILE } from '../../adapters/file/whole-file.ts';
import { hasher } from '../../adapters/clock/ids.ts';
import { systemClock } from '../../adapters/clock/system-clock.ts';
import { blobKeysOf, createBackupDatabase } from '../../adapters/mongo/backup/backup-database.ts';
import { knownMigrations, migrate } from '../../adapters/mongo/migrate.ts';
import { keyFile } from '../../adapters/secrets/key-file.ts';
import type { BackupFolder } from '../../domain/upkeep/backup/backup-folder.ts';
import type { BackupManifest } from '../../domain/upkeep/backup/manifest.ts';
import { type Restored, requireWhole, restoreBackup } from '../../domain/upkeep/backup/restore-backup.ts';
import { type BackupCheck, verifyBackup } from '../../domain/upkeep/backup/verify-backup.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { keysOfMigrations } from '../../domain/system/secret/sealing-migration.ts';
import type { Env } from '../stack/service/service.ts';
import { describeBlobPlace, openBlobStore } from '../stack/blob/open-blob-store.ts';
import { requireMoveTarget } from './move-target.ts';
import { type Storage, connectTo, openStorage, storageOf } from './storage.ts';

export interface RestoreRequest {
  readonly place: string;
  readonly dataDir: string;
  readonly env: Env;
  /** Address of the MongoDB that takes the database; undefined: that of MONGODB_URI, else the store of the data folder. */
  readonly to?: string | undefined;
  readonly say: (line: string) => void;
}

export interface RestoreResult extends Restored {
  /** Migrations that ran, where the backup is of an older version. */
  readonly migrated: readonly string[];
  /** Secrets are sealed with a key that is not in the data folder. */
  readonly needsKey: boolean;
  /** Name of the database that took the documents. */
  readonly database: string;
  /** Folder that took the blobs; null: a bucket did. */
  readonly blobDir: string | null;
  /** Folder or bucket, for people. */
  readonly blobPlace: string;
}

export async function verifyBackupIn({
  place,
  say,
}: Pick<RestoreRequest, 'place' | 'say'>): Promise<BackupCheck> {
  return verifyBackup({ folder: await openFolder(place), hasher, blobKeys: blobKeysOf, say });
}

export async function restoreInto(request: RestoreRequest): Promise<RestoreResult> {
  const { dataDir, say, to } = request;
  const env = to === undefined ? request.env : { ...request.env, MONGODB_URI: to };
  const folder = await openFolder(request.place);
  if (to !== undefined) await requireMoveTarget(to);
  if (storageOf({ dataDir, env }).blobsBefore !== null)
    throw new WebloomError(
      'validation',
      'A restore puts blobs into one place: unset WEBLOOM_BLOBS_BEFORE. Nothing was changed.',
    );
  const manifest = await requireWhole({ folder, hasher, blobKeys: blobKeysOf, say }, knownMigrations());
  await requireRestoreTarget({ dataDir, blobDir: storageOf({ dataDir, env }).blobDir });
  const isNew = !existsSync(dataDir);
  // Of --to there is nothing to say about how the store was found.
  const storage = await openStorage({ dataDir, env, log: to === undefined ? say : () => undefined });
  let isBegun = false;
  try {
    const restored = await fill(storage, { folder, manifest, say, onBegin: () => (isBegun = true) });
    const { database, bucket } = storage;
    const blobDir = bucket === null ? storage.blobDir : null;
    return {
      ...restored,
      database,
      blobDir,
      blobPlace: describeBlobPlace(storage),
      needsKey: await placeKey(folder, manifest, request),
    };
  } finally {
    await storage.close();
    // A refused restore leaves no folder behind.
    if (isNew && !isBegun) await rm(dataDir, { recursive: true, force: true });
  }
}

interface Filling {
  readonly folder: BackupFolder;
  readonly manifest: BackupManifest;
  readonly say: (line: string) => void;
  readonly onBegin: () => void;
}

async function fill(
  storage: Storage,
  { folder, manifest, say, onBegin }: Filling,
): Promise<Restored & Pick<RestoreResult, 'migrated'>> {
  const client = await connectTo(storage);
  try {
    const db = client.db(storage.database);
    const blobs = await openBlobStore(storage, db, { flush: 'data' });
    const database = createBackupDatabase(db);
    const told = { ...database, beginRestore: (id: string) => (onBegin(), database.beginRestore(id)) };
    const restored = await restoreBackup(
      { database: told, folder, blobs, clock: systemClock, say },
      manifest,
    );
    return { ...restored, migrated: await migrate(db) };
  } finally {
    await client.close();
  }
}

async function openFolder(place: string): Promise<BackupFolder> {
  const folder = resolve(place);
  await requireBackup(folder);
  const blobs = await createFileBlobStore({ folder: blobsIn(folder) });
  return createBackupFolder(folder, { blobs, hasher });
}

/** True where a key has to be brought by hand. */
async function placeKey(
  folder: BackupFolder,
  { secretKey, migrations }: BackupManifest,
  { dataDir, env }: RestoreRequest,
): Promise<boolean> {
  if (existsSync(keyFile(dataDir)) || env['WEBLOOM_SECRET_KEY']) return false;
  if (secretKey === null) return keysOfMigrations(migrations.map((_id) => ({ _id }))).length > 0;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const key = await folder.readText(secretKey);
  await writeFile(keyFile(dataDir), key, { flag: NEW_FILE, mode: 0o600, flush: true });
  return false;
}
