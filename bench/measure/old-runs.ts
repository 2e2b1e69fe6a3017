// What a job leaves that ran for long: documents and outcome files of its runs, as the processes write them.
import { createStageFiles } from '../../adapters/blobs/stage-files.ts';
import type { Mongo } from '../../adapters/mongo/mongo.ts';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import type { OwnRetention } from '../../domain/config/retention/retention.ts';
import { jobConfigSchema } from '../../domain/config/schema.ts';
import { NO_COUNTS } from '../../domain/run/ledger.ts';
import type { StoreRow } from '../../domain/run/stage/stage-row.ts';
import { sampleDelivery } from '../../test/contracts/alert-stores.ts';
import {
  sampleChunk,
  sampleEvent,
  sampleFailure,
  sampleJob,
  sampleRun,
} from '../../test/contracts/sample-documents.ts';
import { DAY_MS } from '../../domain/system/duration.ts';

const TOLD_EVERY = 100;

export interface OldRuns {
  readonly jobId: string;
  readonly runs: number;
  /** Of each run. */
  readonly pages: number;
  readonly runsADay: number;
  readonly kept: OwnRetention;
  /** When the last one ended, epoch ms. */
  readonly until: number;
}

interface Place {
  readonly mongo: Mongo;
  readonly blobs: BlobStore;
}

export async function fillOldRuns(
  place: Place,
  { jobId, runs, pages, runsADay, kept, until }: OldRuns,
  tell: (done: number) => void = () => undefined,
): Promise<void> {
  const urls = Array.from({ length: pages }, (_, i) => `https://shop.example/tents/model-${i}`);
  const config = jobConfigSchema.parse({ source: { kind: 'pages', urls }, retention: kept });
  await place.mongo.jobs.insert(sampleJob(jobId, { config }));
  for (let i = 0; i < runs; i++) {
    const at = new Date(until - ((runs - i) / runsADay) * DAY_MS);
    const runId = `run_${jobId}_${String(i).padStart(6, '0')}`;
    await fillRun(place, runId, { at, config, urls, jobId, seq: i + 1 });
    if (i % TOLD_EVERY === 0) tell(i);
  }
}

interface NewRun {
  readonly at: Date;
  readonly config: ReturnType<typeof jobConfigSchema.parse>;
  readonly urls: readonly string[];
  readonly jobId: string;
  readonly seq: number;
}

async function fillRun(
  { mongo, blobs }: Place,
  runId: string,
  { at, config, urls, jobId, seq }: NewRun,
): Promise<void> {
  const rows = urls.map((url, i) => ({ urlKey: `key-${runId.slice(-6)}-${i}`, url, depth: 0 }));
  const store = `runs/${runId}/1/store.1`;
  const done = { unchanged: rows.length, requests: rows.length, wireBytes: rows.length * 20_000 };
  const counts = { ...NO_COUNTS, ...done };
  const totals = { ...counts, chunks: 1, discovered: rows.length, durationMs: 60_000 };
  const ended = { state: 'completed', ending: 'completed', createdAt: at, finishedAt: at } as const;
  await createStageFiles(blobs).write('store', store, rows.map(outcome));
  await mongo.runs.insert(sampleRun(runId, { jobId, seq, config, totals, ...ended }));
  const committed = { state: 'committed', counts, files: { store }, plannedAt: at, committedAt: at } as const;
  await mongo.chunks.insert(sampleChunk(runId, 1, committed));
  await mongo.frontier.offer(runId, 1, rows, at.getTime());
  await mongo.frontier.stamp(
    runId,
    2,
    1,
    rows.map(({ urlKey }) => urlKey),
  );
  await mongo.failures.put([sampleFailure(runId, rows[0]?.urlKey ?? '', { at })]);
  await mongo.events.insert(
    Array.from({ length: 6 }, (_, i) => sampleEvent(`${runId}-${i}`, { at, jobId, runId })),
  );
  const { message } = sampleDelivery('any');
  const sent = { state: 'delivered', createdAt: at, updatedAt: at } as const;
  const job = { id: jobId, name: 'Tents' };
  await mongo.deliveries.insert(sampleDelivery(`dlv_${runId}`, { ...sent, message: { ...message, job } }));
}

function outcome(row: { readonly urlKey: string; readonly url: string; readonly depth: number }): StoreRow {
  const why = ['The text is the same as in the version before.'];
  const spent = { attempts: 1, requests: 1, wireBytes: 20_000, elapsedMs: 180, waitMs: 1_000, fetchedAt: 0 };
  const found = { outcome: 'unchanged', reason: 'same-text', status: 200, links: 40 } as const;
  return { ...row, ...spent, ...found, visit: 1, why, changes: [], prices: [] };
}
