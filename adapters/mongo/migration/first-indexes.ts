// The first step: the indexes. Hot paths and lists by owner go by ranges of `_id`; each index here names what it serves.
import type { Db, IndexDescription } from 'mongodb';

const INDEXES: Readonly<Record<string, readonly IndexDescription[]>> = {
  jobs: [
    { key: { workspaceId: 1, _id: -1 } }, // list of jobs
    { key: { nextRunAt: 1 } }, // schedule sweep
    { key: { activeRun: 1 } }, // lease sweep
  ],
  runs: [
    { key: { slot: 1 }, unique: true, sparse: true }, // one run per scheduled time
    { key: { jobId: 1, _id: -1 } }, // runs of a job
    { key: { state: 1, _id: 1 } }, // open runs, runs by state
  ],
  chunks: [{ key: { runId: 1, chunkNo: 1 } }], // chunks of a run in the order of their numbers
  frontier: [{ key: { runId: 1, round: 1, dueAt: 1 } }], // planner: what is open and due
  pages: [{ key: { outboxAt: 1 }, sparse: true }], // outbox sweep
  snapshots: [{ key: { pageId: 1, at: -1, _id: -1 } }], // versions of a page
  changes: [
    { key: { jobId: 1, at: -1, _id: -1 } }, // changes of a job
    { key: { pageId: 1, at: -1, _id: -1 } }, // history of a page
    { key: { runId: 1, at: -1, _id: -1 } }, // changes of a run
  ],
  prices: [
    { key: { jobId: 1, at: -1, _id: -1 } }, // prices of a job
    { key: { pageId: 1, at: -1, _id: -1 } }, // price history of a page
    { key: { runId: 1, at: -1, _id: -1 } }, // prices of a run
  ],
  events: [{ key: { workspaceId: 1, at: 1, _id: 1 } }], // replay of a stream
  idempotency: [{ key: { until: 1 } }], // sweep of outdated keys
};

export async function firstIndexes(db: Db): Promise<void> {
  for (const [collection, indexes] of Object.entries(INDEXES)) {
    await db.collection(collection).createIndexes([...indexes]);
  }
}
