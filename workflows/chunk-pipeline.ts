// Takes one chunk through its six stages. Only ids, keys and counters pass through here; files hold the rest.
import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';
import type { ChunkRef, ScrapeResult, StageFiles, StoreResult, TimedResult } from '../activities/contract.ts';
import type { ErrorCode } from '../domain/system/errors.ts';
import type { LaunchWait, Stage, StageTimes } from '../domain/run/chunk.ts';
import { type TaskOwner, taskPriority } from '../domain/run/flow/task-priority.ts';
import { type PipelineQueue, dispatcher, pipeline, smallPipeline } from './policies.ts';

type ChunkResult = StoreResult & Pick<ScrapeResult, 'gateClosed'>;

/** Attempts at the stages of a chunk whose files do not come back as they were written. */
const MAX_TIMES = 3;
const FOREIGN: ErrorCode = 'file-foreign';

interface LaunchedChunk extends ChunkRef {
  /** How long it waited for those before it; null: it did not. */
  readonly waited: LaunchWait | null;
  readonly owner: TaskOwner;
  readonly queue: PipelineQueue;
}

/** `onScraped` is called when the answers are in a file and the chunk goes on to the parse stage. */
export async function runChunk(chunk: LaunchedChunk, onScraped: () => void): Promise<ChunkResult> {
  const { runId, chunkNo, owner } = chunk;
  const { scrape } = dispatcher(`chunk ${chunkNo}`, taskPriority('finish', owner));
  let scraped = await scrape({ runId, chunkNo });
  onScraped();
  for (let times = 1; ; times += 1) {
    try {
      const stored = await readChunk(chunk, scraped);
      return scraped.gateClosed === true ? { ...stored, gateClosed: true } : stored;
    } catch (error) {
      if (times >= MAX_TIMES || !isForeignFile(error)) throw error;
      // Reports the file that is there, or fetches again what that file no longer holds.
      scraped = await scrape({ runId, chunkNo });
    }
  }
}

/** A stage found another file than the one that was written for it: all stages of the chunk are done again. */
function isForeignFile(error: unknown): boolean {
  if (!(error instanceof ActivityFailure)) return false;
  return error.cause instanceof ApplicationFailure && error.cause.type === FOREIGN;
}

async function readChunk(
  { runId, chunkNo, waited, owner, queue }: LaunchedChunk,
  scraped: ScrapeResult,
): Promise<StoreResult> {
  const summary = `chunk ${chunkNo}`;
  const finish = taskPriority('finish', owner);
  const queued = pipeline(summary, finish, queue);
  const files: StageFiles = { scrape: scraped.file };
  const wait = waited === null ? {} : { waited };
  // No page was fetched, so the chunk only has to be counted and closed.
  if (scraped.readable === 0) return queued.store({ runId, chunkNo, files, ...wait });
  const parsed = await pipeline(summary, taskPriority('begin', owner), queue).parse({
    runId,
    chunkNo,
    files,
  });
  const withParse = { ...files, parse: parsed.file };
  if (parsed.nothingNew === true)
    return queued.store({ runId, chunkNo, files: withParse, times: timesOf({ parse: parsed }), ...wait });
  const steps = parsed.small === true ? smallPipeline(summary, finish, queue) : queued;
  const classified = await steps.classify({ runId, chunkNo, files: withParse });
  const withClass = { ...withParse, classify: classified.file };
  const detected = await steps.detectChange({ runId, chunkNo, files: withClass });
  const withChange = { ...withClass, 'detect-change': detected.file };
  const tracked = await steps.trackPrice({ runId, chunkNo, files: withChange });
  const times = timesOf({
    parse: parsed,
    classify: classified,
    'detect-change': detected,
    'track-price': tracked,
  });
  return queued.store({
    runId,
    chunkNo,
    files: { ...withChange, 'track-price': tracked.file },
    times,
    ...wait,
  });
}

/** The times that the results carry; those of an older process carry none. */
function timesOf(results: Readonly<Partial<Record<Stage, TimedResult>>>): StageTimes {
  const named = Object.entries(results).flatMap(([stage, { time }]) =>
    time === undefined ? [] : [[stage, time] as const],
  );
  return Object.fromEntries(named);
}
