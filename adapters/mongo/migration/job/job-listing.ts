// Writes the listing of jobs that were stored before lists had one of their own, and the indexes of lists.
import type { Db } from 'mongodb';
import type { Job } from '../../../../domain/job/job.ts';
import { listingOf } from '../../../../domain/job/job-listing.ts';

export async function jobListing(db: Db): Promise<void> {
  const jobs = db.collection<Job>('jobs');
  const fields = { name: 1, version: 1, 'config.source': 1 } as const;
  const unlisted = jobs.find({ listing: { $exists: false } }, { projection: fields });
  for await (const { _id, version, name, config } of unlisted) {
    // A job that was changed meanwhile got its listing by that change.
    await jobs.updateOne({ _id, version }, { $set: { listing: listingOf({ name, config }) } });
  }
}
