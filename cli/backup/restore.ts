// Restores a backup into an empty data folder or database, and looks whether a backup is whole.
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { requireRestoreTarget } from '../../adapters/backup/target-folder.ts';
import { NEW_FILE } from '../../adapters/file/whole-file.ts';
import { hasher } from '../../adapters/clock/ids.ts';
import { systemClock } from '../../adapters/clock/system-clock.ts';
import { blobKeysOf, createBackupDatabase } from '../../adapters/mongo/backup/backup-database.ts';
import { knownMigrations, migrate } from '../../adapters/mongo/migrate.ts';
import { keyFile } from '../../adapters/secrets/key-file.ts';
import { requireBackup } from '../../domain/upkeep/backup/backup-files.ts';
import type { BackupPlace } from '../../domain/upkeep/backup/backup-place.ts';
import type { BackupManifest } from '../../domain/upkeep/backup/manifest.ts';
import { type Restored, requireWhole, restoreBackup } from '../../domain/upkeep/backup/restore-backup.ts';
import { type BackupCheck, verifyBackup } from '../../domain/upkeep/backup/verify-backup.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { keysOfMigrations } from '../../domain/system/secret/sealing-migration.ts';
import type { Env } from '../stack/service/service.ts';
import { describeBlobPlace, openBlobStore } from '../stack/blob/open-blob-store.ts';
import { type BackupSite, findBackupSite } from './backup-site.ts';
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

export async function verifyBackupIn(
  request: Pick<RestoreRequest, 'place' | 'env' | 'say'>,
): Promise<BackupCheck> {
  const site = await findBackupSite(request.place, request);
  const place = await openPlace(site);
  return verifyBackup({ place, hasher, blobKeys: blobKeysOf, say: request.say });
}

export async function restoreInto(request: RestoreRequest): Promise<RestoreResult> {
  const { dataDir, say, to } = request;
  const site = await findBackupSite(request.place, request);
  const env = to === undefined ? site.env : { ...site.env, MONGODB_URI: to };
  site.refuseAmong(storageOf({ dataDir, env: site.env }));
  const place = await openPlace(site);
  if (to !== undefined) await requireMoveTarget(to);
  if (storageOf({ dataDir, env }).blobsBefore !== null)
    throw new WebloomError(
      'validation',
      'A restore puts blobs into one place: unset WEBLOOM_BLOBS_BEFORE. Nothing was changed.',
    );
  const manifest = await requireWhole({ place, hasher, blobKeys: blobKeysOf, say }, knownMigrations());
  await requireRestoreTarget({ dataDir, blobDir: storageOf({ dataDir, env }).blobDir });
  const isNew = !existsSync(dataDir);
  // Of --to there is nothing to say about how the store was found.
  const storage = await openStorage({ dataDir, env, log: to === undefined ? say : () => undefined });
  let isBegun = false;
  try {
    const restored = await fill(storage, { place, manifest, say, onBegin: () => (isBegun = true) });
    const { database, bucket } = storage;
    const blobDir = bucket === null ? storage.blobDir : null;
    return {
      ...restored,
      database,
      blobDir,
      blobPlace: describeBlobPlace(storage),
      needsKey: await placeKey(place, manifest, request),
    };
  } finally {
    await storage.close();
    // A refused restore leaves no folder behind.
    if (isNew && !isBegun) await rm(dataDir, { recursive: true, force: true });
  }
}

interface Filling {
  readonly place: BackupPlace;
  readonly manifest: BackupManifest;
  readonly say: (line: string) => void;
  readonly onBegin: () => void;
}

async function fill(
  storage: Storage,
  { place, manifest, say, onBegin }: Filling,
): Promise<Restored & Pick<RestoreResult, 'migrated'>> {
  const client = await connectTo(storage);
  try {
    const db = client.db(storage.database);
    const blobs = await openBlobStore(storage, db, { flush: 'data' });
    const database = createBackupDatabase(db);
    const told = { ...database, beginRestore: (id: string) => (onBegin(), database.beginRestore(id)) };
    const restored = await restoreBackup({ database: told, place, blobs, clock: systemClock, say }, manifest);
    return { ...restored, migrated: await migrate(db) };
  } finally {
    await client.close();
  }
}

async function openPlace(site: BackupSite): Promise<BackupPlace> {
  await requireBackup(site.files);
  return site.open();
}

/** True where a key has to be brought by hand. */
async function placeKey(
  place: BackupPlace,
  { secretKey, migrations }: BackupManifest,
  { dataDir, env }: RestoreRequest,
): Promise<boolean> {
  if (existsSync(keyFile(dataDir)) || env['WEBLOOM_SECRET_KEY']) return false;
  if (secretKey === null) return keysOfMigrations(migrations.map((_id) => ({ _id }))).length > 0;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const key = await place.readText(secretKey);
  await writeFile(keyFile(dataDir), key, { flag: NEW_FILE, mode: 0o600, flush: true });
  return false;
}
