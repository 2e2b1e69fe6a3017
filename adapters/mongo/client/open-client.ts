// How every client of the database is opened, whatever its address says: on a replica set a write counts once most members have
// it, so that an election takes nothing back, and is repeated by the driver when the primary goes.
import { MongoClient, type MongoClientOptions } from 'mongodb';

/** A member that lags may hold a write up for so long, ms; then it is told as not done, and repeating it is safe. */
const MAJORITY_WITHIN_MS = 30_000;

export const SAFE_CLIENT = {
  ignoreUndefined: true,
  readPreference: 'primary',
  // Beside `writeConcern`, which `w` of an address would change.
  w: 'majority',
  wtimeoutMS: MAJORITY_WITHIN_MS,
  retryWrites: true,
  retryReads: true,
} as const satisfies MongoClientOptions;

/**
 * How often the driver looks for idle connections that have become useless; one that is asked for is checked anyway. By
 * default it looks ten times a second, which is most of what an idle process costs: 2 ms of CPU a second.
 */
const POOL_CHECK_MS = 10_000;

/** Not connected yet; its first use connects it. */
export function openClient(uri: string, options: MongoClientOptions): MongoClient {
  const client = new MongoClient(uri, { ...SAFE_CLIENT, ...options });
  // Not among the driver's documented options; one that does not know it goes on as before.
  Object.assign(client.options, { minPoolSizeCheckFrequencyMS: POOL_CHECK_MS });
  return client;
}
