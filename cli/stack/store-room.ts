// How full the store at an address is, as commands say it: the embedded store holds no more than fits into its memory.
import { MongoClient } from 'mongodb';
import { readStoreRoom } from '../../adapters/mongo/health/store-room.ts';
import {
  type RoomLeft,
  type StoreRoom,
  describeRoom,
  roomLeft,
  roomRemedy,
} from '../../domain/health/store-room.ts';

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

/** One line for the start of a stack; null: nothing has to be said. */
export function roomLine(room: StoreRoom | null): string | null {
  if (room === null) return null;
  const left = roomLeft(room);
  const remedy = roomRemedy(left);
  return remedy === null ? null : `${describeRoom(left)} ${remedy}`;
}
