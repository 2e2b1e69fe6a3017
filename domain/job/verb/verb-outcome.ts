// What became of a verb that was not done in time, read from what is stored: done, refused by the run that was first, or open.
import { WebloomError } from '../../system/errors.ts';
import type { JobState } from '../../run/job-state.ts';
import { deriveJobState } from '../lifecycle.ts';
import type { Job } from '../job.ts';
import { isTerminal } from '../../run/lifecycle.ts';
import type { Run } from '../../run/run.ts';
import type { ControlPorts } from '../control-ports.ts';
import { refuseSecondStart } from './refuse-verb.ts';
import { NO_WAITING, type VerbResult } from './verbs.ts';
import { given } from '../../system/given.ts';

type LookPorts = Pick<ControlPorts, 'clock' | 'jobs' | 'runs'>;

export interface LateVerb {
  readonly verb: string;
  readonly jobId: string;
  /** Of a start: the run that it makes. */
  readonly runId?: string;
  /** False: its turn had not come, and it does nothing any more. */
  readonly hasBegun: boolean;
}

export const LATE_NOTE = 'It is stored. Not everything that follows from it is done yet; that goes on.';

/** The state that shows that a verb took effect; a stop that is asked for shows at once, its end comes later. */
const SHOWN: Readonly<Record<string, readonly JobState[]>> = {
  pause: ['paused'],
  resume: ['created', 'scheduled', 'starting', 'running'],
  stop: ['stopping', 'stopped'],
  archive: ['archived'],
  restore: ['stopped'],
  schedule: ['scheduled'],
};

/** Throws what is to be told where the verb is not done: a refusal, or that it is open, with the run to look at. */
export async function lookAtLateVerb(ports: LookPorts, late: LateVerb): Promise<VerbResult> {
  const { jobId, runId, verb, hasBegun } = late;
  const job = await ports.jobs.get(jobId);
  if (job === null) throw stillOpen(late);
  const own = runId === undefined ? null : await ports.runs.get(runId);
  if (own !== null) return done(job, deriveJobState(own), own);
  const held = job.activeRun === null ? null : await ports.runs.get(job.activeRun);
  const state = stateOf(job, held);
  if (runId === undefined && SHOWN[verb]?.includes(state) === true) return done(job, state, held);
  if (runId !== undefined && !hasBegun && held !== null && !isTerminal(held.state))
    throw refuseSecondStart(ports, { job, state, run: held }, NO_WAITING);
  throw stillOpen(late, { state, activeRun: job.activeRun });
}

function done(job: Job, state: JobState, run: Run | null): VerbResult {
  return { job, state, run, same: false, note: LATE_NOTE };
}

function stateOf(job: Job, held: Run | null): JobState {
  if (job.activeRun === null) return job.state;
  if (held === null) return 'starting';
  return isTerminal(held.state) ? job.state : deriveJobState(held);
}

/** `now`: null where the store did not answer. */
export function stillOpen(
  late: LateVerb,
  now: { readonly state: JobState; readonly activeRun: string | null } | null = null,
  cause?: unknown,
): WebloomError {
  const { verb, jobId, runId, hasBegun } = late;
  const job = now === null ? 'the state of the job is not known' : `the job is ${now.state}`;
  const todo = hasBegun ? whatToDo(late) : 'It did nothing; ask again.';
  return new WebloomError(
    'dependency-unavailable',
    `The ${verb} was not done in time; ${job}. ${todo} /v1/health tells what is away.`,
    {
      facts: { jobId, runId: runId ?? now?.activeRun ?? null, state: now?.state ?? null, hasBegun },
      ...given({ cause }),
    },
  );
}

function whatToDo({ verb, runId, jobId }: LateVerb): string {
  if (runId === undefined)
    return `It may still take effect: GET /v1/jobs/${jobId} tells; ask for it again if it did not.`;
  return `It may still take effect, as ${runId}: GET /v1/runs/${runId} tells whether it began. Ask for the ${verb} again if there is no such run after a minute.`;
}
