// Checks the key of stored secrets before any process starts: each would fail over it, repeatedly.
import { MongoClient } from 'mongodb';
import { readConfig } from '../../../adapters/env/config.ts';
import { openSecrets } from '../../../adapters/secrets/open-secrets.ts';
import { keysOfSteps } from '../../../domain/secret/sealing-step.ts';
import type { Env } from '../service/service.ts';

const SETTINGS = ['WEBLOOM_NAMESPACE', 'WEBLOOM_SECRET_KEY', 'WEBLOOM_SECRET_KEY_OLD'];
const FIND_SERVER_MS = 5_000;

/** Throws `configuration-invalid` with what to do. */
export async function checkSecretKey(dataDir: string, mongoUri: string, env: Env): Promise<void> {
  const given = Object.fromEntries(SETTINGS.map((name) => [name, env[name]]));
  const config = readConfig({ ...given, WEBLOOM_DATA_DIR: dataDir });
  const client = new MongoClient(mongoUri, { serverSelectionTimeoutMS: FIND_SERVER_MS });
  try {
    const steps = client.db(config.databaseName).collection<{ _id: string }>('migrations');
    await openSecrets(config, { sealingKeys: async () => keysOfSteps(await steps.find({}).toArray()) });
  } finally {
    await client.close();
  }
}
