// Indexes for the list of a job's pages by their last change, and for the list of priced pages over all jobs.
import type { Db } from 'mongodb';

export async function pageLists(db: Db): Promise<void> {
  await db.collection('pages').createIndexes([
    { key: { jobId: 1, lastChangedAt: -1, _id: -1 } }, // pages of a job, last changed first
    { key: { 'price.at': -1, _id: -1 }, sparse: true }, // priced pages, last moved first
  ]);
}
