// The blob folder that this database works with: one document, which no backup holds, because a restore makes a new folder.
import type { Db } from 'mongodb';
import type { BlobHome, BlobHomeStore } from '../../../domain/system/blob/blob-home.ts';
import { insertOnce } from '../driver-error.ts';

interface HomeDocument extends BlobHome {
  readonly _id: string;
}

const ID = 'blobs';

export function createBlobHomeStore(db: Db): BlobHomeStore {
  const homes = db.collection<HomeDocument>('homes');
  const find = async (): Promise<BlobHome | null> => {
    const found = await homes.findOne({ _id: ID });
    if (found === null) return null;
    const { _id, ...home } = found;
    return home;
  };
  return {
    known: find,
    async claim(home) {
      const known = await find();
      if (known !== null) return known;
      if (await insertOnce(homes, { _id: ID, ...home })) return home;
      return (await find()) ?? home;
    },
    async replace(before, home) {
      const set = { $set: { ...home } };
      const { matchedCount } = await homes.updateOne({ _id: ID, storeId: before.storeId }, set);
      return matchedCount > 0;
    },
  };
}
