// Brings the database to this version before any process starts, and looks whether it can be worked on: if it can not, each
// process would fail over it, repeatedly.
import { type Db, MongoClient } from 'mongodb';
import { BUCKET_SETTINGS } from '../../adapters/env/bucket-place.ts';
import { readConfig } from '../../adapters/env/config.ts';
import { refuseUnfinishedRestore } from '../../adapters/mongo/backup/restore-mark.ts';
import { readStoreRoom } from '../../adapters/mongo/health/store-room.ts';
import { migrate, refuseNewerDatabase } from '../../adapters/mongo/migrate.ts';
import { sealingKeys } from '../../adapters/mongo/migration/seal-headers.ts';
import { sealStored } from '../../adapters/mongo/migration/seal-stored.ts';
import { createBlobHomeStore } from '../../adapters/mongo/recovery/blob-home-store.ts';
import { openSecrets } from '../../adapters/secrets/open-secrets.ts';
import { formerCopies } from '../../domain/system/secret/former-copies.ts';
import { requireBlobHome } from '../../domain/system/blob/blob-home.ts';
import type { Env } from './service/service.ts';
import { requireEngine } from '../../adapters/mongo/client/require-engine.ts';
import { SAFE_CLIENT } from '../../adapters/mongo/client/open-client.ts';
import {
  type InstalledBlobs,
  blobPlaceHere,
  describeBlobPlace,
  openPlace,
  openPlaceBefore,
} from './blob/open-blob-store.ts';
import { tellRoom } from './store-room.ts';

const SETTINGS = [
  'WEBLOOM_NAMESPACE',
  'WEBLOOM_BLOB_DIR',
  ...BUCKET_SETTINGS,
  'AWS_REGION',
  'WEBLOOM_SECRET_KEY',
  'WEBLOOM_SECRET_KEY_OLD',
];
const FIND_SERVER_MS = 5_000;

export interface DatabasePlace {
  readonly mongoUri: string;
  readonly dataDir: string;
  readonly env: Env;
  /** What is missing may be missing: another blob store than before is taken. */
  readonly acceptLoss: boolean;
  /** Takes what an upgrade did and that the store fills up, a line each. */
  readonly log: (line: string) => void;
}

/** Throws with what to do, before anything is written: an unfinished restore, a newer version, another key; and where the store is full. */
export async function prepareDatabase({
  mongoUri,
  dataDir,
  env,
  acceptLoss,
  log,
}: DatabasePlace): Promise<void> {
  const given = Object.fromEntries(SETTINGS.map((name) => [name, env[name]]));
  const config = readConfig({ ...given, WEBLOOM_DATA_DIR: dataDir });
  const client = new MongoClient(mongoUri, {
    ...SAFE_CLIENT,
    serverSelectionTimeoutMS: FIND_SERVER_MS,
  });
  try {
    const db = client.db(config.databaseName);
    await refuseUnfinishedRestore(db);
    const isNew = (await refuseNewerDatabase(db)).length === 0;
    if (isNew) await requireEngine(db);
    tellRoom(await readStoreRoom(db), log);
    const secrets = await openSecrets(config, { sealingKeys: () => sealingKeys(db) });
    await keepBlobHome(db, config, { acceptLoss, log });
    await upgrade(db, isNew ? () => undefined : log);
    const former = formerCopies(await sealStored(db, secrets));
    if (former !== null) log(former);
  } finally {
    await client.close();
  }
}

/** Here, so that a wrong place is told once and not by each process. */
async function keepBlobHome(
  db: Db,
  place: InstalledBlobs,
  { acceptLoss, log }: Pick<DatabasePlace, 'acceptLoss' | 'log'>,
): Promise<void> {
  const fresh = await openPlace(place, db);
  const old = await openPlaceBefore(place, db, fresh);
  const { storeId } = fresh;
  const ours = { storeId, place: blobPlaceHere(place), since: new Date() };
  const before =
    old === null ? null : { storeId: old.storeId, place: blobPlaceHere(place.blobsBefore ?? place) };
  const given = { accepted: acceptLoss ? storeId : null, before };
  const became = await requireBlobHome(createBlobHomeStore(db), ours, given);
  const name = describeBlobPlace(place);
  if (became === 'replaced') log(`the blob store ${name} takes the place of the one before`);
  if (became === 'moving')
    log(
      `blobs lie in ${before?.place ?? ''} and in ${name}; “webloom blobs move” moves them while all goes on`,
    );
  if (place.blobsBefore !== null && became === 'same')
    log(`nothing is to be moved, this database works with ${name} alone: unset WEBLOOM_BLOBS_BEFORE`);
}

async function upgrade(db: Db, log: (line: string) => void): Promise<void> {
  const steps = await migrate(db);
  if (steps.length > 0) log(`the database was brought to this version: ${steps.join(', ')}`);
}
