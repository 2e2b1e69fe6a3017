// The discover activity: brings a run's URLs into the frontier while it reads the source. A call ends early:
// the first one with a thousand URLs, so that the crawl begins, each later one with as many as can be visited
// in a while. The state of the reading is kept, so the next call or attempt goes on from there.
import { noSuch } from '../../domain/system/no-such.ts';
import { givenSource } from '../../domain/run/plan/seeds.ts';
import type { EndingReason } from '../../domain/run/run.ts';
import { type SourceProgress, describeFault } from '../../domain/run/source-progress.ts';
import type { DiscoverResult } from '../contract.ts';
import { dropSourceFiles } from '../drop-chunk-files.ts';
import { withHeartbeat } from '../heartbeat.ts';
import type { DispatchPorts } from '../scrape/dispatch-ports.ts';
import { DocumentQueue } from '../../domain/run/plan/document-queue.ts';
import { type RoomPorts, awaitRoom } from './await-room.ts';
import { Intake, type IntakePorts } from './intake.ts';
import { SourceBook, type SourceState } from './source-book.ts';
import { SourceReading } from './source-reading.ts';

export type DiscoverPorts = DispatchPorts & IntakePorts & RoomPorts;

/** New URLs of the first call. A later call brings as many as there are, since it rereads its document. */
const FIRST_URLS = 1_000;
const MAX_URLS = 50_000;
/** Longest call: the run can't continue as new while a call is open. */
const CALL_MS = 30_000;
const TOLD_FAULTS = 5;

export function createDiscover(ports: DiscoverPorts): {
  discover(input: { runId: string }): Promise<DiscoverResult>;
} {
  return { discover: ({ runId }) => withHeartbeat((signal) => discover(ports, runId, signal)) };
}

async function discover(ports: DiscoverPorts, runId: string, signal: AbortSignal): Promise<DiscoverResult> {
  const run = await ports.runs.get(runId);
  if (run === null) throw noSuch('run', { runId });
  const intake = await Intake.open(ports, run);
  const book = new SourceBook(ports, run);
  if (book.isClosed) return toResult(intake, book.progress);
  const unfollow = await ports.permits.follow(runId, () => undefined);
  const stopTelling = book.begin();
  try {
    const isBeginning = run.state === 'starting' && intake.count === 0;
    if (isBeginning && !(await awaitRoom(ports, run, signal))) return { seeds: 0, interrupted: true };
    const state = await book.load();
    const limits = { urls: Math.min(MAX_URLS, Math.max(FIRST_URLS, intake.count)), ms: CALL_MS };
    const { list, documents } = givenSource(run);
    const queue = new DocumentQueue(ports.urlKeyOf, state ?? { pending: [], seen: [] });
    if (state === null) queue.name(documents, 0, ports.clock.now().getTime());
    if (documents.length > 0) await dropSourceFiles(ports.blobs, runId, inUse(book.progress, state));
    const reading = new SourceReading({ ports, run, list, queue, intake, book, signal, limits }, state);
    const end = await reading.run();
    if (end === 'done') await book.close();
    else await book.pause(reading.state);
    if (end === 'done') return toResult(intake, book.progress);
    return { seeds: intake.count, ...(end === 'more' ? { more: true } : { interrupted: true }) };
  } finally {
    stopTelling();
    unfollow();
  }
}

/** Keys in use below the run's chunk 0; all other files there were left by dead attempts. */
function inUse({ stateFile }: SourceProgress, state: SourceState | null): string[] {
  return [stateFile, state?.open?.row.pack?.key].filter((key) => key !== undefined);
}

function toResult(intake: Intake, progress: SourceProgress): DiscoverResult {
  const seeds = intake.count;
  return seeds === 0 && progress.faultCount > 0 ? { seeds, failure: unreadable(progress) } : { seeds };
}

function unreadable({ faults, faultCount }: SourceProgress): EndingReason {
  const told = faults.slice(0, TOLD_FAULTS).map(describeFault);
  const more = faultCount > told.length ? ` And ${faultCount - told.length} more.` : '';
  return {
    code: 'source-unreachable',
    detail: `Nothing could be read from the source: ${told.join(' ')}${more}`,
    remedy: 'Open the address in a browser; correct it in the job if it moved.',
  };
}
