// Where the stored data of an installation is: with the stack that runs on the data folder, in the database of MONGODB_URI,
// or in the store of the data folder, which is started for the time of the command.
import { join, resolve } from 'node:path';
import { MongoClient } from 'mongodb';
import { readConfig } from '../../adapters/env/config.ts';
import type { InstalledBlobs } from '../stack/blob/open-blob-store.ts';
import { holderOf } from '../stack/process/lock-file.ts';
import type { Env } from '../stack/service/service.ts';
import { createStack } from '../stack/stack.ts';
import { readStackFile } from '../stack/stack-file.ts';
import { SAFE_CLIENT } from '../../adapters/mongo/client/open-client.ts';

export interface Storage extends InstalledBlobs {
  readonly uri: string;
  readonly database: string;
  close(): Promise<void>;
}

interface Place {
  readonly dataDir: string;
  readonly env: Env;
  readonly log: (line: string) => void;
}

const FIND_SERVER_MS = 5_000;

/** Of a stack that may be at work. */
export async function findStorage(place: Place): Promise<Storage> {
  return storageAtWork(place) ?? openStorage(place);
}

/** Of the stack that is at work; null: none is. */
export function storageAtWork(place: Omit<Place, 'log'>): Storage | null {
  const stack = readStackFile(place.dataDir);
  const isUp = stack !== null && stack.pid === holderOf(join(place.dataDir, 'stack.lock'));
  if (!isUp) return null;
  const { bucket = null, blobsBefore = null, ...known } = stack.storage ?? storageOf(place);
  const uri = stack.services['store'] ?? '';
  return { uri, ...known, bucket, blobsBefore, close: async () => undefined };
}

/** Of no stack: throws (conflict) while one runs on the data folder. */
export async function openStorage(place: Place): Promise<Storage> {
  const { dataDir, env, log } = place;
  const stack = createStack({ dataDir, env, log, only: ['store'] });
  const { mongoUri } = await stack.start();
  return { uri: mongoUri, ...storageOf(place), close: () => stack.stop() };
}

/** Where it would be on this data folder, whether or not there is one. */
export function storageOf({ dataDir, env }: Omit<Place, 'log'>): Omit<Storage, 'uri' | 'close'> {
  const { databaseName, blobDir, bucket, blobsBefore } = readConfig({ ...env, WEBLOOM_DATA_DIR: dataDir });
  return { database: databaseName, blobDir: resolve(blobDir), bucket, blobsBefore };
}

export function connectTo({ uri }: Storage): Promise<MongoClient> {
  const options = {
    ...SAFE_CLIENT,
    appName: 'webloom-backup',
    serverSelectionTimeoutMS: FIND_SERVER_MS,
  };
  return new MongoClient(uri, options).connect();
}
