// How full the store at an address is, as commands say it: the embedded store holds no more than fits on its disk.
import { MongoClient } from 'mongodb';
import { readStoreRoom } from '../../adapters/mongo/health/store-room.ts';
import {
  type RoomLeft,
  type StoreRoom,
  describeRoom,
  roomLeft,
  roomRemedy,
} from '../../domain/health/store-room.ts';
import { WebloomError } from '../../domain/system/errors.ts';

const FIND_SERVER_MS = 3_000;

export interface StoreAddress {
  readonly uri: string;
  readonly database: string;
}

/** Null: another database. */
export async function roomAt({ uri, database }: StoreAddress): Promise<RoomLeft | null> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: FIND_SERVER_MS });
  try {
    const room = await readStoreRoom(client.db(database));
    return room === null ? null : roomLeft(room);
  } finally {
    await client.close();
  }
}

/**
 * Says in one line that the store fills up. Throws (disk-full) where it is full: each process would fail over its first sign of life.
 */
export function tellRoom(room: StoreRoom | null, log: (line: string) => void): void {
  if (room === null) return;
  const left = roomLeft(room);
  const remedy = roomRemedy(left);
  if (remedy === null) return;
  const line = `${describeRoom(left)} ${remedy}`;
  if (left.level === 'full')
    throw new WebloomError('disk-full', line, { facts: { title: 'There is no room in the store', remedy } });
  log(line);
}
