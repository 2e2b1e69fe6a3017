// Brings the database to this version before any process starts, and looks whether it can be worked on: if it can not, each
// process would fail over it, repeatedly.
import { type Db, MongoClient } from 'mongodb';
import { readConfig } from '../../adapters/env/config.ts';
import { refuseUnfinishedRestore } from '../../adapters/mongo/backup/restore-mark.ts';
import { readStoreRoom } from '../../adapters/mongo/health/store-room.ts';
import { migrate, refuseNewerDatabase } from '../../adapters/mongo/migrate.ts';
import { sealingKeys } from '../../adapters/mongo/migration/seal-headers.ts';
import { sealStored } from '../../adapters/mongo/migration/seal-stored.ts';
import { openSecrets } from '../../adapters/secrets/open-secrets.ts';
import { formerCopies } from '../../domain/system/secret/former-copies.ts';
import type { Env } from './service/service.ts';
import { SAFE_CLIENT } from '../../adapters/mongo/client/open-client.ts';
import { roomLine } from './store-room.ts';

const SETTINGS = ['WEBLOOM_NAMESPACE', 'WEBLOOM_SECRET_KEY', 'WEBLOOM_SECRET_KEY_OLD'];
const FIND_SERVER_MS = 5_000;

export interface DatabasePlace {
  readonly mongoUri: string;
  readonly dataDir: string;
  readonly env: Env;
  /** Takes what an upgrade did and that the store fills up, a line each. */
  readonly log: (line: string) => void;
}

/** Throws with what to do, before anything is written: an unfinished restore, a newer version, another key. */
export async function prepareDatabase({ mongoUri, dataDir, env, log }: DatabasePlace): Promise<void> {
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
    const secrets = await openSecrets(config, { sealingKeys: () => sealingKeys(db) });
    await upgrade(db, isNew ? () => undefined : log);
    const former = formerCopies(await sealStored(db, secrets));
    if (former !== null) log(former);
    const full = roomLine(await readStoreRoom(db));
    if (full !== null) log(full);
  } finally {
    await client.close();
  }
}

async function upgrade(db: Db, log: (line: string) => void): Promise<void> {
  const steps = await migrate(db);
  if (steps.length > 0) log(`the database was brought to this version: ${steps.join(', ')}`);
}
