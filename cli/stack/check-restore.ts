// Looks before any process starts whether a restore into the database was cut off: each process would fail over it.
import { MongoClient } from 'mongodb';
import { readConfig } from '../../adapters/env/config.ts';
import { refuseUnfinishedRestore } from '../../adapters/mongo/backup/restore-mark.ts';
import type { Env } from './service/service.ts';

const FIND_SERVER_MS = 5_000;

/** Throws (conflict) with what to do. */
export async function checkRestore(mongoUri: string, env: Env): Promise<void> {
  const { databaseName } = readConfig(env);
  const client = new MongoClient(mongoUri, { serverSelectionTimeoutMS: FIND_SERVER_MS });
  try {
    await refuseUnfinishedRestore(client.db(databaseName));
  } finally {
    await client.close();
  }
}
