// Starts a run of given pages of a job (trigger `replay`). The letters of these pages are given to the run before it is made:
// so whoever asks twice finds no letter left, and a cut-off leaves letters that the monitor opens again.
import type { DeadLetter, DeadLetterStore } from './dead-letter.ts';
import { statesBefore } from './lifecycle.ts';
import { WebloomError, isWebloomError } from '../../system/errors.ts';
import { type Job, ownerOf } from '../../job/job.ts';
import { limitError } from '../../job/limit/limit-met.ts';
import type { FrontierStore } from '../../run/frontier.ts';
import { runWorkflowId } from '../../run/ids.ts';
import { runId } from '../../run/run-id.ts';
import type { Run } from '../../run/run.ts';
import { describeDecision } from '../../job/start-decision.ts';
import type { VerbPorts } from '../../job/control-ports.ts';
import { createRun } from '../../job/execution/create-run.ts';
import { freedSituation, launch, transitionOf } from '../../job/verb/verbs.ts';
import { refuse, refuseSecondStart } from '../../job/verb/refuse-verb.ts';

export interface ReplayPorts extends VerbPorts {
  readonly deadLetters: Pick<DeadLetterStore, 'list' | 'move'>;
  readonly frontier: Pick<FrontierStore, 'get'>;
}

/** Pages one replay fetches; the rest waits for the next. */
export const MAX_PAGES = 10_000;

export interface StartedReplay {
  readonly run: Run;
  /** What else is to be known: the engine is away, for example. */
  readonly note: string | null;
}

/** A page that is fetched again, as far from the source as the run that found it saw it. */
export interface ReplayedPage {
  readonly url: string;
  readonly depth: number;
}

interface ReplayOrder {
  readonly job: Job;
  readonly ulid: string;
  readonly pages: readonly ReplayedPage[];
  readonly by: string;
}

/** How many pages a replay of this job may fetch. */
export function mostPages({ config }: Pick<Job, 'config'>): number {
  return Math.min(MAX_PAGES, config.limits.maxPages);
}

/** Null: it can be replayed now; else why not, with what to do. `own`: the run that is gone on with. */
export async function whyNoReplay(
  ports: VerbPorts,
  jobId: string,
  own: string | null = null,
): Promise<string | null> {
  try {
    await requireReady(ports, jobId, own);
    return null;
  } catch (error) {
    if (isWebloomError(error) && error.code === 'transition-not-allowed') return error.message;
    throw error;
  }
}

/** Throws `transition-not-allowed` when the job can't run now. */
async function startReplay(ports: VerbPorts, order: ReplayOrder): Promise<StartedReplay> {
  const { job, ulid, pages, by } = order;
  const before = await requireReady(ports, job._id, runId(ulid));
  const workflowId = runWorkflowId(ownerOf(job), ulid);
  const decision = await createRun(ports, {
    workflowId,
    jobId: job._id,
    trigger: 'replay',
    onlyUrls: pages.map(({ url }) => url),
    onlyDepths: pages.map(({ depth }) => depth),
    by,
  });
  if (decision.kind === 'run') {
    const note = await launch(ports, before.job, decision.run, before.state);
    return { run: decision.run, note: note ?? null };
  }
  if (decision.kind === 'refused' && decision.limit !== undefined) throw limitError(decision.limit);
  throw refuse(before, 'start', describeDecision(decision));
}

async function requireReady(ports: VerbPorts, jobId: string, own: string | null) {
  const situation = await freedSituation(ports, jobId);
  const { job, state, run } = situation;
  // It holds the job already: its start was cut off, or its answer was.
  if (own !== null && job.activeRun === own) return situation;
  if (run !== null || job.activeRun !== null)
    throw refuseSecondStart(ports, situation, 'Replay again when it has ended.');
  if (state === 'stopped' && job.config.schedule !== undefined)
    throw refuse(
      situation,
      'start',
      'Somebody has stopped it, and a replay would put it back on its schedule. Start it first.',
    );
  if (!transitionOf(situation, 'start').ok)
    throw refuse(situation, 'start', state === 'paused' ? 'Resume it, then replay.' : undefined);
  return situation;
}

export interface LetterReplay {
  readonly job: Job;
  readonly letterIds: readonly string[];
  /** Fetched beside the pages of the letters. */
  readonly pages: readonly ReplayedPage[];
  readonly by: string;
  /** Of the run; absent: a new one. */
  readonly ulid?: string | undefined;
}

/** Null: no page is left, because somebody else replays them. */
export async function replayPages(ports: ReplayPorts, replay: LetterReplay): Promise<StartedReplay | null> {
  const { job, letterIds, by } = replay;
  const ulid = replay.ulid ?? ports.ids.ulid();
  const given = await giveTo(ports, replay, runId(ulid));
  const byUrl = new Map([...given, ...replay.pages].map((page) => [page.url, page]));
  const pages = [...byUrl.values()].slice(0, mostPages(job));
  if (pages.length === 0) return null;
  try {
    return await startReplay(ports, { job, ulid, pages, by });
  } catch (error) {
    const set = { state: 'open', replayRunId: null, movedAt: ports.clock.now() } as const;
    await ports.deadLetters.move(letterIds, {
      from: statesBefore('returned'),
      set,
      replayRunId: runId(ulid),
    });
    throw error;
  }
}

const AT_ONCE = 500;

/** The pages of the letters that were given to the run; those somebody else was faster with are left out. */
async function giveTo(
  ports: ReplayPorts,
  { job, letterIds, by }: LetterReplay,
  replayRunId: string,
): Promise<ReplayedPage[]> {
  const pages: ReplayedPage[] = [];
  for (let from = 0; from < letterIds.length; from += AT_ONCE) {
    const ids = letterIds.slice(from, from + AT_ONCE);
    const set = { state: 'replayed', replayRunId, by, movedAt: ports.clock.now() } as const;
    await ports.deadLetters.move(ids, { from: statesBefore('replay'), set });
    const filter = { workspaceId: job.workspaceId, ids, states: ['replayed'] } as const;
    const given = await ports.deadLetters.list(filter, { after: null, limit: AT_ONCE });
    const own = given.filter((one) => one.replayRunId === replayRunId);
    pages.push(...(await Promise.all(own.map((letter) => pageOf(ports, letter)))).flat());
  }
  return pages;
}

/** The run in which it failed last knows how far from the source it lies, as long as its details are kept. */
async function pageOf(
  { frontier }: Pick<ReplayPorts, 'frontier'>,
  { url, urlKey, runId: failedIn }: DeadLetter,
): Promise<ReplayedPage[]> {
  if (url === null) return [];
  const known = failedIn === null || urlKey === null ? null : await frontier.get(failedIn, urlKey);
  return [{ url, depth: known?.depth ?? 0 }];
}

/** A refusal that is to be told beside what was done; other errors are thrown on. */
export function refusalOf(error: unknown): string {
  if (error instanceof WebloomError && !error.retryable) return error.message;
  if (error instanceof WebloomError && (error.code === 'conflict' || error.code === 'limit-exceeded'))
    return error.message;
  throw error;
}
