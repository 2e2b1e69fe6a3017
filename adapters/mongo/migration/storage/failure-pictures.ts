// The index of failures that have a picture. It names what it serves.
import type { Db } from 'mongodb';

export async function failurePictures(db: Db): Promise<void> {
  // Pages that were read again, pictures of a job for clean-ups, all of them for sweeps.
  await db.collection('failures').createIndex({ 'picture.pageId': 1 }, { sparse: true });
}
