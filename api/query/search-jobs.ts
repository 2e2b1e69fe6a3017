// One page of the list of jobs: at most five calls of the store, whatever the jobs contain; a search for unread ones takes
// one more.
import { JOB_SEARCH_KEYS } from '../../domain/job/list/search-keys.ts';
import type { JobState } from '../../domain/run/job-state.ts';
import type { ListedJob } from '../../domain/job/listed-job.ts';
import { type JobCriterion, asksUnread, criteriaOf } from '../../domain/job/list/criterion.ts';
import {
  type JobSort,
  JOB_SORTS,
  type JobSortName,
  NEWEST_FIRST,
  type SortValue,
  sortKeys,
  sortValues,
} from '../../domain/job/list/sort.ts';
import type { SearchFault } from '../../domain/job/search/search.ts';
import { parseSearch } from '../../domain/job/search/parse-search.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { NO_COUNTS, toLedger } from '../../domain/run/ledger.ts';
import { isTerminal } from '../../domain/run/lifecycle.ts';
import { type ChunkSums, NO_SUMS, type RunBrief } from '../../domain/run/run-store.ts';
import { type CursorKey, decodeCursor, encodeCursor } from '../http/cursor.ts';
import type { ApiPorts } from '../ports.ts';

/** Unread changes that are looked at; older ones make no job unread. */
const UNREAD_LOOKED_AT = 2_000;

export interface CriteriaPlace {
  readonly workspaceId: string;
  /** Where the text stood in the request. */
  readonly in?: 'body' | 'query';
}

/** Criteria of a search text; a text that can not be read is refused with the places of its faults. */
export async function searchCriteria(
  { clock, inbox }: Pick<ApiPorts, 'clock' | 'inbox'>,
  text: string,
  { workspaceId, in: part = 'query' }: CriteriaPlace,
): Promise<JobCriterion[]> {
  const parsed = parseSearch(text, JOB_SEARCH_KEYS);
  if (!parsed.ok) throw unreadable(parsed.faults, part);
  const unread = asksUnread(parsed.search) ? await unreadJobs({ inbox }, workspaceId) : [];
  return criteriaOf(parsed.search, { now: clock.now(), unread });
}

async function unreadJobs({ inbox }: Pick<ApiPorts, 'inbox'>, workspaceId: string): Promise<string[]> {
  return [...(await inbox.unreadByJob(workspaceId, UNREAD_LOOKED_AT)).counts.keys()];
}

function unreadable(faults: readonly SearchFault[], part: 'body' | 'query'): WebloomError {
  const errors = faults.map((fault) => ({ ...fault, pointer: '/q' }));
  const words = faults.map(({ at, detail }) => `At character ${at + 1}: ${detail}`).join(' ');
  return new WebloomError(
    part === 'body' ? 'validation' : 'unknown-parameter',
    `The search can not be read. ${words}`,
    { facts: { errors } },
  );
}

function parseSort(text: string | undefined): readonly JobSort[] {
  if (text === undefined) return NEWEST_FIRST;
  const names = Object.keys(JOB_SORTS) as JobSortName[];
  return text.split(',').flatMap((part): JobSort[] => {
    const descending = part.startsWith('-');
    const by = names.find((name) => name === (descending ? part.slice(1) : part));
    return by === undefined ? [] : [{ by, descending }];
  });
}

export interface JobListing {
  readonly q?: string | undefined;
  readonly state?: readonly JobState[] | undefined;
  readonly sort?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly count: 'exact' | 'none';
}

export interface RunProgress {
  readonly run: RunBrief;
  readonly sums: ChunkSums;
}

export interface JobPage {
  readonly jobs: readonly ListedJob[];
  readonly progress: ReadonlyMap<string, RunProgress>;
  /** Unread changes by job. */
  readonly unread: ReadonlyMap<string, number>;
  readonly nextCursor: string | null;
  readonly total: number | null;
}

export async function searchJobs(
  ports: Pick<ApiPorts, 'jobs' | 'runs' | 'chunks' | 'inbox' | 'clock' | 'hasher'>,
  workspaceId: string,
  asked: JobListing,
): Promise<JobPage> {
  const { q = '', state, sort, limit } = asked;
  const stated: JobCriterion[] =
    state === undefined ? [] : [{ kind: 'one-of', field: 'state', values: state }];
  const criteria = [...stated, ...(await searchCriteria(ports, q, { workspaceId }))];
  const sorts = parseSort(sort);
  const place = {
    place: `jobs ${state?.join() ?? ''} ${sort ?? ''} ${q} ${workspaceId}`,
    hasher: ports.hasher,
  };
  const begin = decodeCursor(place, asked.cursor);
  const after = begin === null ? null : fromKey(begin);
  const [found, total] = await Promise.all([
    ports.jobs.search({ workspaceId, criteria, sorts, after, limit: limit + 1 }),
    asked.count === 'exact' ? countJobs(ports, workspaceId, criteria) : null,
  ]);
  const jobs = found.slice(0, limit);
  const last = found.length > limit ? jobs.at(-1) : undefined;
  const nextCursor =
    last === undefined ? null : encodeCursor(place, toKey(sortValues(last, sortKeys(sorts))));
  const ids = jobs.map(({ _id }) => _id);
  const [progress, unread] = await Promise.all([
    readProgress(ports, jobs),
    ports.inbox.unreadOfJobs(workspaceId, UNREAD_LOOKED_AT, ids),
  ]);
  return { jobs, progress, unread, nextCursor, total };
}

async function countJobs(
  { jobs }: Pick<ApiPorts, 'jobs'>,
  workspaceId: string,
  criteria: readonly JobCriterion[],
): Promise<number> {
  return [...(await jobs.countByState({ workspaceId, criteria })).values()].reduce((sum, n) => sum + n, 0);
}

/** The runs that these jobs hold, in two calls. */
async function readProgress(
  { runs, chunks }: Pick<ApiPorts, 'runs' | 'chunks'>,
  jobs: readonly ListedJob[],
): Promise<ReadonlyMap<string, RunProgress>> {
  const ids = jobs.flatMap(({ activeRun }) => activeRun ?? []);
  if (ids.length === 0) return new Map();
  const [briefs, sums] = await Promise.all([runs.briefs(ids), chunks.sums(ids)]);
  return new Map(
    briefs
      .filter(({ state }) => !isTerminal(state))
      .map((run) => [run._id, { run, sums: sums.get(run._id) ?? NO_SUMS }]),
  );
}

export function ledgerOf({ run, sums }: RunProgress): ReturnType<typeof toLedger> {
  const known = sums.stored + sums.unchanged + sums.failed + sums.skipped + sums.openVisits;
  // The planner raises `discovered` only after it has cut, so the chunks may know of more URLs.
  return toLedger(Math.max(run.discovered, known), { ...NO_COUNTS, ...sums }, sums.openVisits);
}

/** Values of an order as texts: a cursor has no dates and no null. */
function toKey(values: readonly SortValue[]): CursorKey {
  return values.map((value) => {
    if (value === null) return 'n';
    if (value instanceof Date) return `d${value.getTime()}`;
    return typeof value === 'number' ? `f${value}` : `s${value}`;
  });
}

function fromKey(key: CursorKey): SortValue[] {
  return key.map((part) => {
    const text = String(part);
    const rest = text.slice(1);
    switch (text[0]) {
      case 'd':
        return new Date(Number(rest));
      case 'f':
        return Number(rest);
      case 's':
        return rest;
      default:
        return null;
    }
  });
}
