// Asks the embedded store how full it is. Every server answers `hello`, also without rights; only the embedded store says there
// what it holds, so another one is known by its silence.
import type { Db, Document } from 'mongodb';
import type { StoreRoom } from '../../../domain/health/store-room.ts';

/** Null: it is no embedded store, or one of a version that does not tell. */
export async function readStoreRoom(db: Db): Promise<StoreRoom | null> {
  const { embeddedStore } = await db.command({ hello: 1 });
  const told = parseTold(embeddedStore);
  return told === null ? null : { ...told, pages: await db.collection('pages').estimatedDocumentCount() };
}

function parseTold(told: unknown): Omit<StoreRoom, 'pages'> | null {
  if (typeof told !== 'object' || told === null) return null;
  const { dataBytes, boundBytes } = told as Document;
  const isTold = typeof dataBytes === 'number' && typeof boundBytes === 'number' && boundBytes > 0;
  return isTold ? { dataBytes, boundBytes } : null;
}
