// One page of the list of runs, newest first; of all jobs or of one, by any filter.
import type { RunState } from '../../domain/run/lifecycle.ts';
import type { RunListQuery as StoredQuery } from '../../domain/run/run-store.ts';
import type { RunSummary } from '../../domain/run/run.ts';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import type { ApiPorts } from '../ports.ts';
import type { RunListQuery } from '../schemas/run/run-list.ts';
import { readVisible } from './visible-rows.ts';

export interface RunPage {
  readonly runs: readonly RunSummary[];
  /** Names of their jobs, by id. */
  readonly names: ReadonlyMap<string, string>;
  /** Null: not asked for. */
  readonly counts: ReadonlyMap<RunState, number> | null;
  readonly nextCursor: string | null;
}

type Ports = Pick<ApiPorts, 'clock' | 'hasher' | 'jobs' | 'runs'>;
type Listing = Omit<RunListQuery, 'q'> & {
  readonly workspaceId: string;
  readonly q?: string | undefined;
};

/** Jobs whose runs are listed where a part of the name is given. */
const NAMED_JOBS = 200;

export async function listRuns(ports: Ports, listing: Listing): Promise<RunPage> {
  const { limit, cursor, counts: isCounted, ...filter } = listing;
  const { workspaceId } = filter;
  const place = { place: `runs ${JSON.stringify(filter)}`, hasher: ports.hasher };
  const begin = decodeCursor(place, cursor)?.[0];
  const query = await toQuery(ports, filter);
  const { rows, last } = await readVisible(
    ports,
    { workspaceId, limit },
    (after: RunSummary | null, count) => {
      const before = after?._id ?? begin;
      return ports.runs.summaries({
        ...query,
        limit: count,
        ...(before === undefined ? {} : { before: String(before) }),
      });
    },
  );
  const [names, counts] = await Promise.all([
    ports.jobs.names([...new Set(rows.map(({ jobId }) => jobId))]),
    isCounted === 'true' ? ports.runs.countByState(workspaceId, filter.jobId) : null,
  ]);
  return {
    runs: rows,
    names,
    counts,
    nextCursor: last === null ? null : encodeCursor(place, [last._id]),
  };
}

type RunFilter = Omit<Listing, 'limit' | 'cursor' | 'counts'>;

async function toQuery(ports: Ports, filter: RunFilter): Promise<Omit<StoredQuery, 'limit'>> {
  const { workspaceId, state, ending, trigger, reason, minDurationMs } = filter;
  const now = ports.clock.now().getTime();
  return {
    workspaceId,
    jobIds: await jobIdsOf(ports, filter),
    states: state,
    endings: ending,
    triggers: trigger,
    rootRunId: await rootOf(ports, filter),
    reasons: reason,
    createdFrom: dateOf(filter.startedFrom),
    createdTo: dateOf(filter.startedTo),
    finishedFrom: dateOf(filter.endedFrom),
    finishedTo: dateOf(filter.endedTo),
    longer:
      minDurationMs === undefined
        ? undefined
        : { ms: minDurationMs, createdBefore: new Date(now - minDurationMs) },
  };
}

/** A run that is not kept any more still names the chain that it began. */
async function rootOf({ runs }: Ports, { chain, workspaceId }: RunFilter): Promise<string | undefined> {
  if (chain === undefined) return undefined;
  const run = await runs.get(chain);
  return (run?.workspaceId === workspaceId ? run.origin?.rootRunId : undefined) ?? chain;
}

async function jobIdsOf(
  { jobs }: Ports,
  { workspaceId, jobId, q }: RunFilter,
): Promise<string[] | undefined> {
  const named = q === undefined ? undefined : await jobs.namedLike(workspaceId, q, NAMED_JOBS);
  if (jobId === undefined) return named;
  return named === undefined || named.includes(jobId) ? [jobId] : [];
}

function dateOf(iso: string | undefined): Date | undefined {
  return iso === undefined ? undefined : new Date(iso);
}
