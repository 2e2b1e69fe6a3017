// The last step of a run: announces its end, starts what follows, gives the job back. It is called by whoever
// finalizes the run, and again by whoever meets the lease of a run that has ended. The compare-and-set that
// gives the job back comes last: while the lease is there the earlier steps are repeated, and their ids make
// a repeat harmless.
import { eventKey } from '../../system/event/event-key.ts';
import { type Job, type JobAggregates, type JobControl, ownerOf } from '../job.ts';
import { type RecentRun, STRIP_RUNS } from '../../run/visit/latest-findings.ts';
import { settleRun } from '../limit/run-limits.ts';
import { troubleAfter } from '../job-trouble.ts';
import { nothingToWatch } from '../outlook/nothing-to-watch.ts';
import type { JobState } from '../../run/job-state.ts';
import { idleSituation, movedJob } from '../lifecycle.ts';
import type { GateHit } from '../../config/gate/finding.ts';
import { allFindings, gateWords, releaseWords } from '../../config/gate/finding-words.ts';
import { ulidOfRun } from '../../run/run-id.ts';
import { type AnnouncePorts, type ControlPorts, type LeasePorts, announce } from '../control-ports.ts';
import { runWorkflowId } from '../../run/ids.ts';
import { releaseChanges } from '../gate/release-changes.ts';
import { settleMissed } from './settle-missed.ts';
import { nextUndecided } from './skip-times.ts';
import { noteDropped, startDependents } from './start-dependents.ts';
import type { Run } from '../../run/run.ts';
import { OUTRUN, type Outrun, untilWritten } from '../../system/until-written.ts';
import { given } from '../../system/given.ts';
import { RUN_ENDINGS } from '../../run/lifecycle.ts';

/** Who paused a job whose run has closed one of its quality gates. */
const GATE = 'quality gate';

interface AfterRun {
  readonly state: JobState;
  readonly retryInMs: number | null;
  /** The run has closed a quality gate, so the job is paused. */
  readonly isGated?: true;
}

export async function releaseLease(ports: LeasePorts, run: Run): Promise<void> {
  const attempt = async (): Promise<undefined | Outrun> => {
    const job = await ports.jobs.get(run.jobId);
    if (job === null || job.activeRun !== run._id) return undefined;
    // The next time is set anew below: what was missed before is noted first.
    if (await settleMissed(ports, job)) return OUTRUN;
    const after = afterRun(job, run);
    await announceEnd(ports, run);
    if (after.isGated === true) await announceGate(ports, run, after);
    // Before the runs that follow are started: they need the place.
    await settleRun(ports, run);
    // They count its changes.
    await releaseChanges(ports, run);
    await startFollowers(ports, job, run, after);
    const released = await ports.jobs.control(job, await controlAfter(ports, job, run, after), {
      at: ports.clock.now(),
      from: stateBefore(run),
      to: after.state,
      ...(after.isGated === true ? { event: 'pause', by: GATE } : { event: eventOf(run), by: 'run' }),
    });
    if (released === null) return OUTRUN;
    if (after.isGated === true) await pauseSchedule(ports, released);
    return undefined;
  };
  await untilWritten(attempt, () => {
    ports.log.error(
      { runId: run._id, jobId: run.jobId },
      'the lease of an ended run could not be released; the monitor tries again',
    );
    return undefined;
  });
}

async function announceEnd(ports: AnnouncePorts, run: Run): Promise<void> {
  const { totals, endingReason } = run;
  await announce(ports, {
    type: 'run.finished',
    workspaceId: run.workspaceId,
    jobId: run.jobId,
    runId: run._id,
    once: { at: run.finishedAt ?? run.createdAt, key: eventKey(run._id, 'finished') },
    data: { state: run.state, reason: endingReason?.code, detail: endingReason?.detail, totals },
  });
}

async function announceGate(ports: AnnouncePorts, run: Run, { state }: AfterRun): Promise<void> {
  const { workspaceId, jobId, _id: runId, gateHits: gates } = run;
  await announce(ports, {
    type: 'job.state',
    workspaceId,
    jobId,
    once: { at: run.finishedAt ?? run.createdAt, key: eventKey(runId, 'gated') },
    data: { from: stateBefore(run), state, event: 'pause', by: GATE, gates },
  });
}

/** Where the engine is away, the monitor does it. */
async function pauseSchedule({ engine, log }: LeasePorts, { _id: jobId, config }: Job): Promise<void> {
  if (config.schedule === undefined) return;
  try {
    await engine.pauseSchedule(jobId, true);
  } catch (error) {
    log.warn({ jobId, err: error }, 'schedule of a paused job not paused yet; the monitor does it');
  }
}

function eventOf(run: Run): 'complete' | 'fail' | 'stop' {
  if (run.state === 'completed') return 'complete';
  return run.state === 'failed' ? 'fail' : 'stop';
}

/**
 * The job's state while its run came to an end: `stopping` after a stop, `paused` if the user had paused it.
 */
function stateBefore(run: Run): JobState {
  if (run.stopScope === 'job' || run.state === 'stopped') return 'stopping';
  return wasPaused(run) ? 'paused' : 'running';
}

/** A run that ends while it is paused by the user leaves the job paused. */
function wasPaused(run: Run): boolean {
  return run.history.findLast((step) => step.event === 'finalize')?.from === 'paused';
}

/**
 * The job's state after its run, by the job's table; `schedule` follows when the job waits for its next time.
 */
export function afterRun(job: Job, run: Run): AfterRun {
  const { config, failedInRow } = job;
  // A run that mended what is stored says nothing about the job, which goes on as it was.
  if (run.mend !== undefined && run.stopScope !== 'job')
    return { state: wasPaused(run) ? 'paused' : run.mend.jobState, retryInMs: null };
  const ended = movedJob(idleSituation(stateBefore(run), config), eventOf(run));
  if (pausingHits(run).length > 0 && (ended === 'completed' || ended === 'failed'))
    return { state: movedJob(idleSituation(ended, config), 'pause'), retryInMs: null, isGated: true };
  const { attempts, afterMs } = config.retry;
  // The job stays failed until the retry starts it; a limit that was met is met again. A replay is no run of the whole job.
  if (
    run.trigger !== 'replay' &&
    ended === 'failed' &&
    failedInRow < attempts &&
    run.endingReason?.code !== 'limit-reached'
  )
    return { state: ended, retryInMs: afterMs * 2 ** failedInRow };
  const state = waitsAgain(job, run, ended) ? movedJob(idleSituation(ended, config), 'schedule') : ended;
  return { state, retryInMs: null };
}

function pausingHits({ gateHits = [] }: Pick<Run, 'gateHits'>): GateHit[] {
  return gateHits.filter(({ action }) => action === undefined);
}

function releaseHits({ gateHits = [] }: Pick<Run, 'gateHits'>): GateHit[] {
  return gateHits.filter(({ action }) => action === 'hold-changes');
}

function waitsAgain({ config, buffered }: Job, run: Run, ended: JobState): boolean {
  const recurring = config.schedule !== undefined;
  if (ended !== 'stopped') return recurring && ended !== 'paused';
  if (run.state !== 'stopped' || run.stopScope !== 'run') return false;
  // Stopped alone so that another start takes its place; that start must not find a stopped job.
  return recurring || buffered !== null;
}

async function controlAfter(
  ports: Pick<ControlPorts, 'clock' | 'runs'>,
  job: Job,
  run: Run,
  after: AfterRun,
): Promise<Partial<JobControl>> {
  const now = ports.clock.now();
  const stopped = after.state === 'stopped';
  const next = stopped || after.state === 'paused' ? null : nextUndecided(job, now);
  if (run.mend !== undefined) return { activeRun: null, buffered: null, nextRunAt: next };
  const failedInRow = failuresInRow(job, run);
  const ended = await latestRuns(ports, job, run);
  const completed = ended.find((other) => other._id !== run._id && other.state === 'completed')?.totals;
  return {
    activeRun: null,
    buffered: null,
    nextRunAt: next,
    retryAt: after.retryInMs === null ? null : new Date(now.getTime() + after.retryInMs),
    failedInRow,
    aggregates: recount(job, run, ended),
    trouble: troubleAfter(run, {
      failedInRow,
      trouble: job.trouble ?? null,
      completed: completed ?? null,
      worse: allFindings(run.degradation?.findings ?? []),
      gated: after.isGated === true ? gateWords(pausingHits(run)) : null,
      nothing: nothingToWatch(run, job),
      held: run.hold?.state === 'held' ? releaseWords(releaseHits(run)) : null,
    }),
  };
}

/** A replay fetches what failed before: it says nothing of whole runs. */
function failuresInRow(job: Job, run: Run): number {
  if (run.trigger === 'replay') return job.failedInRow;
  return run.state === 'failed' ? job.failedInRow + 1 : 0;
}

/** How many of the latest runs the averages are taken of; older runs are only counted. */
const AGGREGATE_WINDOW = 50;

async function latestRuns(ports: Pick<ControlPorts, 'runs'>, job: Job, run: Run): Promise<Run[]> {
  const runs = await ports.runs.list({
    jobId: job._id,
    states: RUN_ENDINGS,
    limit: AGGREGATE_WINDOW,
  });
  const fetched = runs.filter(({ mend }) => mend === undefined);
  return fetched.some((other) => other._id === run._id) ? fetched : [run, ...fetched];
}

function recount(job: Job, run: Run, ended: readonly Run[]): JobAggregates {
  const durations = ended.map((each) => each.totals?.durationMs ?? 0);
  return {
    runs: job.runSeq,
    completedRuns: ended.filter((each) => each.state === 'completed').length,
    pages: countPages(job, ended),
    changes: ended.reduce((sum, each) => sum + (each.totals?.changes ?? 0), 0),
    meanDurationMs: Math.round(durations.reduce((sum, ms) => sum + ms, 0) / Math.max(1, durations.length)),
    lastRunId: run._id,
    lastRunState: run.state,
    ...given({ lastRunAt: run.finishedAt }),
    recentRuns: ended.slice(0, STRIP_RUNS).map(toRecentRun).toReversed(),
  };
}

function toRecentRun({ _id, state, createdAt, finishedAt, totals }: Run): RecentRun {
  return {
    runId: _id,
    state,
    at: finishedAt ?? createdAt,
    durationMs: totals?.durationMs ?? 0,
    changes: totals?.changes ?? 0,
  };
}

/** A run that was cut short, or that visited given URLs only, does not tell how many pages the job has. */
function countPages({ aggregates }: Job, ended: readonly Run[]): number {
  const pagesOf = ({ totals }: Run): number => (totals?.stored ?? 0) + (totals?.unchanged ?? 0);
  const whole = ended.find(({ state, onlyUrls }) => state === 'completed' && onlyUrls === undefined);
  return whole === undefined ? Math.max(aggregates.pages, ...ended.map(pagesOf)) : pagesOf(whole);
}

/** `createRun` refuses a follower when the job was started, stopped or paused before the follower begins. */
async function startFollowers(ports: LeasePorts, job: Job, run: Run, after: AfterRun): Promise<void> {
  const ulid = ulidOfRun(run._id);
  const own = { ...ownerOf(job), retryEpoch: job.retryEpoch };
  if (job.buffered !== null && after.state !== 'stopped' && after.state !== 'paused') {
    const { trigger, origin } = job.buffered;
    const workflowId = runWorkflowId(own, ulid, 'buffered');
    await ports.engine.start({ ...own, workflowId, trigger, ...given({ origin }) });
  } else await noteDropped(ports, job, `Not started: its job is ${after.state} by now.`);
  if (after.retryInMs !== null) {
    await ports.engine.start({
      ...own,
      workflowId: runWorkflowId(own, ulid, 'retry'),
      trigger: 'retry',
      delayMs: after.retryInMs,
      ...given({ origin: run.origin }),
    });
  }
  if (run.state === 'completed' && run.mend === undefined && after.isGated !== true)
    await startDependents(ports, job, run);
}
