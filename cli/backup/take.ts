// Takes a backup of the installation on a data folder, while it works or not.
import { hostname } from 'node:os';
import type { Db } from 'mongodb';
import { createIds, hasher } from '../../adapters/clock/ids.ts';
import { blobKeysOf, createBackupDatabase } from '../../adapters/mongo/backup/backup-database.ts';
import { createBackupStore } from '../../adapters/mongo/backup/backup-store.ts';
import { refuseUnfinishedRestore } from '../../adapters/mongo/backup/restore-mark.ts';
import { refuseNewerDatabase } from '../../adapters/mongo/migrate.ts';
import { createLockStore } from '../../adapters/mongo/lock-store.ts';
import { readKeyFile } from '../../adapters/secrets/key-file.ts';
import { requireRoomForBackup } from '../../domain/upkeep/backup/backup-files.ts';
import { type BackupRecord, toRecord } from '../../domain/upkeep/backup/backup-record.ts';
import { takeBackup } from '../../domain/upkeep/backup/take-backup.ts';
import { isWebloomError, WebloomError } from '../../domain/system/errors.ts';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import { describeBlobPlace, openBlobStore } from '../stack/blob/open-blob-store.ts';
import type { Env } from '../stack/service/service.ts';
import { type BackupSite, findBackupSite } from './backup-site.ts';
import { clockOf, takeCopyLease } from './copy-lease.ts';
import { type Storage, connectTo, openStorage, storageAtWork, storageOf } from './storage.ts';

export interface TakeRequest {
  readonly place: string;
  readonly dataDir: string;
  readonly env: Env;
  readonly version: string;
  readonly withSecretKey: boolean;
  readonly say: (line: string) => void;
  readonly interrupted: AbortSignal;
}

export async function takeBackupTo(request: TakeRequest): Promise<BackupRecord> {
  const { dataDir, say } = request;
  const atWork = storageAtWork(request);
  const site = await findBackupSite(request.place, { env: request.env, blobs: atWork });
  const { env } = site;
  site.refuseAmong(atWork ?? storageOf({ dataDir, env }));
  await requireRoomForBackup(site.files);
  const storage = atWork ?? (await openStorage({ dataDir, env, log: say }));
  try {
    const client = await connectTo(storage);
    try {
      return await takeOf(client.db(storage.database), storage, { ...request, site });
    } finally {
      await client.close();
    }
  } finally {
    await storage.close();
  }
}

type Taking = TakeRequest & { readonly site: BackupSite };

async function takeOf(db: Db, storage: Storage, request: Taking): Promise<BackupRecord> {
  const { site, say, version } = request;
  await refuseUnfinishedRestore(db);
  await refuseNewerDatabase(db);
  const database = createBackupDatabase(db);
  if ((await database.state()) === 'empty') throw nothingThere(`the database ${database.name} is empty`);
  const [blobs, clock] = await Promise.all([openBlobs(storage, db), clockOf(db)]);
  const locks = createLockStore(db);
  const ids = createIds();
  const lease = await takeCopyLease({ locks, clock, backupId: ids.ulid() }, request);
  try {
    // Nothing is made before, so that what was refused can be repeated into the same place.
    const place = await site.open({ flush: 'data' });
    const ports = { database, place, blobs, blobKeys: blobKeysOf, clock, hasher, ids, say };
    const secretKey = request.withSecretKey ? await keyText(request.dataDir) : null;
    const manifest = await takeBackup({ ...ports, hold: lease.renew }, { version, secretKey });
    const record = toRecord(manifest, { place: site.described, host: hostname() });
    await createBackupStore(db).note(record);
    return record;
  } finally {
    await lease.release();
  }
}

/** What is away is not made anew in its place. */
async function openBlobs(storage: Storage, db: Db): Promise<BlobStore> {
  try {
    return await openBlobStore(storage, db, { mustExist: true });
  } catch (error) {
    if (!(isWebloomError(error) && error.code === 'not-found')) throw error;
    throw nothingThere(`the blob store ${describeBlobPlace(storage)} is away`);
  }
}

async function keyText(dataDir: string): Promise<string> {
  const key = await readKeyFile(dataDir);
  if (key !== null) return `${Buffer.from(key).toString('base64')}\n`;
  throw new WebloomError(
    'validation',
    `There is no secret.key in ${dataDir}: the key comes from WEBLOOM_SECRET_KEY. Keep that, and leave out --with-secret-key.`,
  );
}

function nothingThere(why: string): WebloomError {
  return new WebloomError(
    'not-found',
    `There is nothing to back up: ${why}. Name the data folder with --data-dir.`,
  );
}
