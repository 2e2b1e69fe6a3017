// Translates the driver's errors. Duplicates are expected and counted; a lost connection is
// `dependency-unavailable`, a full disk of the database `disk-full`, everything else a mistake of Webloom.
import {
  type Collection,
  type Document,
  type OptionalUnlessRequiredId,
  MongoBulkWriteError,
  MongoError,
  MongoNetworkError,
  MongoServerSelectionError,
} from 'mongodb';
import { isWebloomError, WebloomError } from '../../domain/system/errors.ts';

const DUPLICATE_KEY = 11000;
const OUT_OF_DISK_SPACE = 14031;

/**
 * What passes by itself, by the server's codes: it can not be reached (6, 7, 89, 9001), is stopped (91, 11600), has too few members
 * that take a write (64, 100, 134), is no primary or was one until now (189, 10058, 10107, 11602, 13435, 13436), is too busy (262).
 */
const PASSING = new Set([
  6, 7, 64, 89, 91, 100, 134, 189, 262, 9_001, 10_058, 10_107, 11_600, 11_602, 13_435, 13_436,
]);

/** Most operations in one batch. */
const BATCH_SIZE = 500;

export function* inBatches<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length <= BATCH_SIZE) {
    if (items.length > 0) yield items;
    return;
  }
  for (let from = 0; from < items.length; from += BATCH_SIZE) yield items.slice(from, from + BATCH_SIZE);
}

export function isDuplicateKey(error: unknown): boolean {
  if (error instanceof MongoBulkWriteError) {
    const errors = bulkWriteErrors(error);
    return errors.length > 0 && errors.every((one) => one.code === DUPLICATE_KEY);
  }
  return error instanceof MongoError && error.code === DUPLICATE_KEY;
}

/** Positions in the batch of documents that existed already; rethrows any other error. */
export function duplicatePositions(error: unknown): number[] {
  if (!(error instanceof MongoBulkWriteError) || !isDuplicateKey(error)) throw error;
  return bulkWriteErrors(error).map((one) => one.index);
}

function bulkWriteErrors(error: MongoBulkWriteError): { code: number; index: number }[] {
  const errors = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors];
  return errors.map((one) => ({ code: one.code, index: one.index }));
}

/** Inserts documents of which some may exist already; returns how many were new. */
export async function insertMissing<T extends Document>(
  collection: Collection<T>,
  documents: readonly OptionalUnlessRequiredId<T>[],
): Promise<number> {
  let inserted = 0;
  for (const batch of inBatches(documents)) {
    try {
      inserted += (await collection.insertMany(batch, { ordered: false })).insertedCount;
    } catch (error) {
      inserted += batch.length - duplicatePositions(error).length;
    }
  }
  return inserted;
}

/** Inserts one document; false when its id or another unique key of it exists already. */
export async function insertOnce<T extends Document>(
  collection: Collection<T>,
  document: OptionalUnlessRequiredId<T>,
): Promise<boolean> {
  try {
    await collection.insertOne(document);
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** Two upserts of one new id may collide; the second attempt finds the document. */
export async function retryDuplicate<T>(upsert: () => Promise<T>): Promise<T> {
  try {
    return await upsert();
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return await upsert();
  }
}

const AsyncGeneratorFunction = async function* none() {}.constructor;

/** The same store with methods that throw WebloomErrors. */
export function translatingErrors<T extends object>(name: string, store: T): T {
  return new Proxy(store, {
    get(target, property, receiver) {
      const value: unknown = Reflect.get(target, property, receiver);
      if (typeof value !== 'function') return value;
      const operation = `${name}.${String(property)}`;
      if (value instanceof AsyncGeneratorFunction)
        return (...args: unknown[]) => translatingReads(Reflect.apply(value, target, args), operation);
      return async (...args: unknown[]): Promise<unknown> => {
        try {
          return await Reflect.apply(value, target, args);
        } catch (error) {
          throw toWebloomError(error, operation);
        }
      };
    },
  });
}

async function* translatingReads(items: AsyncIterable<unknown>, operation: string): AsyncGenerator {
  try {
    yield* items;
  } catch (error) {
    throw toWebloomError(error, operation);
  }
}

export function toWebloomError(error: unknown, operation: string): WebloomError {
  if (isWebloomError(error)) return error;
  const said = error instanceof Error ? error.message : String(error);
  const context = { facts: { operation }, cause: error };
  if (error instanceof MongoError && error.code === OUT_OF_DISK_SPACE) {
    const message = `The database refused ${operation}: ${said}. Nothing was changed; make room and try again.`;
    return new WebloomError('disk-full', message, context);
  }
  if (isUnavailable(error)) {
    const message = `The database did not answer ${operation}: ${said}. Check that it runs and MONGODB_URI.`;
    return new WebloomError('dependency-unavailable', message, context);
  }
  return new WebloomError('internal', `The database refused ${operation}: ${said}`, context);
}

/** The server is missing or does not answer, or a replica set is electing its next primary. */
function isUnavailable(error: unknown): boolean {
  // A batch is said to be refused even if only its connection was lost; what happened stands inside.
  if (error instanceof MongoBulkWriteError && isUnavailable(error.errorResponse)) return true;
  if (error instanceof MongoNetworkError || error instanceof MongoServerSelectionError) return true;
  if (!(error instanceof MongoError)) return false;
  if (typeof error.code === 'number' && PASSING.has(error.code)) return true;
  return ['RetryableWriteError', 'RetryableError'].some((label) => error.hasErrorLabel(label));
}
