// Sparse indexes of incidents and deliveries that the tally has not counted yet, and of what gates hold back; and the hosts
// of all addresses of jobs with long lists.
import type { Db } from 'mongodb';
import type { Job } from '../../../domain/job/job.ts';
import { listedSource } from '../../../domain/job/job-listing.ts';

export async function countsAndHolds(db: Db): Promise<void> {
  for (const collection of ['incidents', 'deliveries'])
    await db.collection(collection).createIndex({ uncounted: 1 }, { sparse: true });
  for (const collection of ['changes', 'prices'])
    await db.collection(collection).createIndex({ held: 1 }, { sparse: true });
  const jobs = db.collection<Job>('jobs');
  // After whose runs a job starts is asked for by its screen.
  for (const key of ['config.dependents', 'config.dependents.job'])
    await jobs.createIndex({ [key]: 1 }, { sparse: true });
  const fields = { version: 1, 'config.source': 1 } as const;
  const long = { 'listing.furtherHosts': { $exists: false }, 'listing.urlCount': { $gt: 20 } };
  for await (const { _id, version, config } of jobs.find(long, { projection: fields })) {
    const { furtherHosts } = listedSource(config);
    // A job that was changed meanwhile got its hosts by that change.
    await jobs.updateOne({ _id, version }, { $set: { 'listing.furtherHosts': furtherHosts } });
  }
}
