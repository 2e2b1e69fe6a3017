// The last step of a run: gives the job back. Done by whoever finalizes, and finished by whoever meets the lease of a
// run that has ended. One compare-and-set, then starts with deterministic ids.
import type { Job, JobAggregates, JobControl } from '../job/job.ts';
import type { JobState } from '../job/lifecycle.ts';
import { nextRunAt } from '../schedule/schedule.ts';
import type { ControlPorts } from './control-ports.ts';
import { runWorkflowId } from './ids.ts';
import type { Run } from './run.ts';

const MAX_RACES = 20;

export async function releaseLease(ports: ControlPorts, run: Run): Promise<void> {
  for (let race = 0; race < MAX_RACES; race++) {
    const job = await ports.jobs.get(run.jobId);
    if (job === null || job.activeRun !== run._id) return;
    const { state, retryInMs } = afterRun(job, run);
    const released = await ports.jobs.control(
      job,
      await controlAfter(ports, job, run, { state, retryInMs }),
      {
        at: ports.clock.now(),
        from: job.shownState,
        to: state,
        event: eventOf(run),
        by: 'run',
      },
    );
    if (released !== null) return startFollowers(ports, released, run, { retryInMs, buffered: job.buffered });
  }
  ports.log.error(
    { runId: run._id, jobId: run.jobId },
    'the lease of an ended run could not be released; the monitor tries again',
  );
}

function eventOf(run: Run): string {
  if (run.state === 'completed') return 'complete';
  return run.state === 'failed' ? 'fail' : 'stop';
}

/** Where the job goes when its run has ended: `complete` of a recurring job is followed by `schedule` at once. */
export function afterRun(job: Job, run: Run): { state: JobState; retryInMs: number | null } {
  const recurring = job.config.schedule !== undefined;
  if (run.state === 'stopped') {
    const runOnly = run.stopScope === 'run';
    return { state: runOnly && recurring ? 'scheduled' : 'stopped', retryInMs: null };
  }
  if (run.state === 'completed') return { state: recurring ? 'scheduled' : 'completed', retryInMs: null };
  if (wasPaused(run)) return { state: 'paused', retryInMs: null };
  const { attempts, afterMs } = job.config.retry;
  if (job.failedInRow < attempts) return { state: 'failed', retryInMs: afterMs * 2 ** job.failedInRow };
  return { state: recurring ? 'scheduled' : 'failed', retryInMs: null };
}

/** A run that fails while the user has it paused leaves the job paused: the user's pause stays. */
function wasPaused(run: Run): boolean {
  return run.history.findLast((step) => step.event === 'finalize')?.from === 'paused';
}

async function controlAfter(
  ports: ControlPorts,
  job: Job,
  run: Run,
  after: { state: JobState; retryInMs: number | null },
): Promise<Partial<JobControl>> {
  const now = ports.clock.now();
  const stopped = after.state === 'stopped';
  return {
    activeRun: null,
    state: after.state,
    shownState: after.state,
    buffered: null,
    nextRunAt: stopped || after.state === 'paused' ? null : nextRunAt(job.config.schedule, job._id, now),
    retryAt: after.retryInMs === null ? null : new Date(now.getTime() + after.retryInMs),
    failedInRow: run.state === 'failed' ? job.failedInRow + 1 : 0,
    aggregates: await recount(ports, job, run),
  };
}

/** How many of the latest runs the aggregates look at; older ones are counted, not averaged. */
const AGGREGATE_WINDOW = 50;

async function recount(ports: ControlPorts, job: Job, run: Run): Promise<JobAggregates> {
  const runs = await ports.runs.list({
    jobId: job._id,
    states: ['completed', 'failed', 'stopped'],
    limit: AGGREGATE_WINDOW,
  });
  const ended = runs.some((other) => other._id === run._id) ? runs : [run, ...runs];
  const durations = ended.map((each) => each.totals?.durationMs ?? 0);
  const pages = run.totals === undefined ? job.aggregates.pages : run.totals.stored + run.totals.unchanged;
  return {
    runs: job.runSeq,
    completedRuns: ended.filter((each) => each.state === 'completed').length,
    pages,
    changes: ended.reduce((sum, each) => sum + (each.totals?.changes ?? 0), 0),
    meanDurationMs: Math.round(durations.reduce((sum, ms) => sum + ms, 0) / Math.max(1, durations.length)),
    lastRunId: run._id,
    lastRunState: run.state,
    ...(run.finishedAt === undefined ? {} : { lastRunAt: run.finishedAt }),
  };
}

async function startFollowers(
  ports: ControlPorts,
  job: Job,
  run: Run,
  next: { retryInMs: number | null; buffered: Job['buffered'] },
): Promise<void> {
  const ulid = run._id.slice('run_'.length);
  const name = job.name;
  if (next.buffered !== null && job.state !== 'stopped' && job.state !== 'paused') {
    await ports.engine.start({
      workflowId: `${runWorkflowId(job._id, ulid)}:buffered`,
      jobId: job._id,
      jobName: name,
      trigger: 'manual',
    });
  }
  if (next.retryInMs !== null) {
    await ports.engine.start({
      workflowId: `${runWorkflowId(job._id, ulid)}:retry`,
      jobId: job._id,
      jobName: name,
      trigger: 'retry',
      delayMs: next.retryInMs,
      retryEpoch: job.retryEpoch,
    });
  }
  if (run.state !== 'completed') return;
  for (const dependent of job.config.dependents) {
    const other = await ports.jobs.get(dependent);
    if (other === null) continue;
    await ports.engine.start({
      workflowId: `${runWorkflowId(dependent, ulid)}:after`,
      jobId: dependent,
      jobName: other.name,
      trigger: 'dependency',
    });
  }
}
