// Compares a run with another of its job, page by page, from the outcome files of both.
import { WebloomError, isWebloomError } from '../../../domain/system/errors.ts';
import { noSuch } from '../../../domain/system/no-such.ts';
import {
  type ComparedPage,
  type PageSight,
  type RunComparison,
  compareRuns,
} from '../../../domain/run/report/compare-runs.ts';
import type { NewUrl } from '../../../domain/run/frontier.ts';
import { isTerminal } from '../../../domain/run/lifecycle.ts';
import type { Run } from '../../../domain/run/run.ts';
import type { ApiPorts } from '../../ports.ts';
import { findRun } from '../find-row.ts';
import { allChunks } from './all-chunks.ts';

type Ports = Pick<ApiPorts, 'chunks' | 'frontier' | 'jobs' | 'runs' | 'stageFiles'>;

export interface ComparedRuns {
  readonly before: Run;
  readonly after: Run;
  /** Null: the outcome files of one of them are not kept any more. */
  readonly pages: RunComparison | null;
  /** False: one of the runs has more visits than were read. */
  readonly isWhole: boolean;
}

/** Visits read of each run; more would take the API from others. */
const MAX_VISITS = 20_000;
const ASKED_AT_ONCE = 1_000;
/** Earlier runs that are looked at to find one that has ended. */
const EARLIER_RUNS = 20;

/** Null: the job has no earlier run that has ended. */
export async function readComparison(
  ports: Ports,
  after: Run,
  otherId: string | undefined,
): Promise<ComparedRuns | null> {
  const before =
    otherId === undefined ? await earlierRun(ports, after) : await otherRun(ports, after, otherId);
  if (before === null) return null;
  const [earlier, later] = [await readSights(ports, before), await readSights(ports, after)];
  return {
    before,
    after,
    pages:
      earlier === null || later === null ? null : await compare(ports, { before, after, earlier, later }),
    isWhole: earlier?.isWhole === true && later?.isWhole === true,
  };
}

interface Pair {
  readonly before: Run;
  readonly after: Run;
  readonly earlier: Sights;
  readonly later: Sights;
}

/** A page is new or gone only where the run without it is complete and never knew of it. */
async function compare(ports: Ports, { before, after, earlier, later }: Pair): Promise<RunComparison> {
  const all = compareRuns(earlier.sights, later.sights);
  return {
    ...all,
    added: await unknownTo(ports, before, all.added),
    removed: await unknownTo(ports, after, all.removed),
  };
}

async function unknownTo(
  { frontier }: Ports,
  run: Run,
  pages: readonly ComparedPage[],
): Promise<readonly ComparedPage[]> {
  if (run.state !== 'completed') return [];
  const missing = new Set<string>();
  for (let from = 0; from < pages.length; from += ASKED_AT_ONCE) {
    const some = pages.slice(from, from + ASKED_AT_ONCE).map(toUrl);
    for (const { urlKey } of await frontier.missing(run._id, some)) missing.add(urlKey);
  }
  return pages.filter((page) => missing.has(toUrl(page).urlKey));
}

function toUrl({ before, after }: ComparedPage): NewUrl {
  const { urlKey = '', url = '' } = after ?? before ?? {};
  return { urlKey, url, depth: 0 };
}

async function earlierRun({ runs }: Ports, { _id, jobId }: Run): Promise<Run | null> {
  const earlier = await runs.list({ jobId, before: _id, limit: EARLIER_RUNS });
  return earlier.find(({ state }) => isTerminal(state)) ?? null;
}

async function otherRun(ports: Ports, run: Run, otherId: string): Promise<Run> {
  const other = await findRun(ports, otherId);
  if (other.jobId === run.jobId) return other;
  if (other.workspaceId !== run.workspaceId) throw noSuch('run', { runId: otherId });
  throw new WebloomError(
    'unknown-parameter',
    `${otherId} is a run of another job; give one of the same job.`,
    {
      facts: { runId: run._id, with: otherId },
    },
  );
}

interface Sights {
  readonly sights: ReadonlyMap<string, PageSight>;
  readonly isWhole: boolean;
}

async function readSights(ports: Ports, { _id: runId, details }: Run): Promise<Sights | null> {
  if (details?.state === 'gone') return null;
  const sights = new Map<string, PageSight>();
  let visits = 0;
  for (const { files, visits: more } of await allChunks(ports, runId)) {
    if (files.store === undefined) continue;
    visits += more;
    if (visits > MAX_VISITS) return { sights, isWhole: false };
    const rows = await readKept(ports, files.store);
    if (rows === null) return null;
    // A later look at a page stands behind the earlier one and takes its place.
    for (const { urlKey, url, outcome, reason, elapsedMs } of rows)
      if (outcome !== 'deferred') sights.set(urlKey, { urlKey, url, outcome, reason, elapsedMs });
  }
  return { sights, isWhole: true };
}

/** Null: the file is not kept any more. */
async function readKept({ stageFiles }: Ports, key: string) {
  try {
    return await stageFiles.read('store', key);
  } catch (error) {
    if (isWebloomError(error) && error.code === 'data-corrupt') return null;
    throw error;
  }
}
