// Dead letters: their indexes. Each names what it serves.
import type { Db } from 'mongodb';

export async function deadLetters(db: Db): Promise<void> {
  await db.collection('deadLetters').createIndexes([
    { key: { workspaceId: 1, lastAt: -1, _id: -1 } }, // list: the latest failure first
    { key: { workspaceId: 1, state: 1, lastAt: -1, _id: -1 } }, // those in a state, and how many
    { key: { jobId: 1, _id: 1 } }, // what a run of the job settles; removal of a job
    { key: { state: 1, _id: 1 } }, // monitor: replays without an end
    { key: { state: 1, movedAt: 1 } }, // monitor: old letters
  ]);
  // What ended since the letters were looked at: hardly ever more than a few runs.
  await db.collection('runs').createIndex({ lettersAt: 1, _id: 1 }, { sparse: true });
}
