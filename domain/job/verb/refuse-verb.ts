// What a verb that is impossible now is answered: the state, what is possible instead, the run in the way, and when to ask again.
import type { Clock } from '../../system/clock.ts';
import { WebloomError } from '../../system/errors.ts';
import type { Job } from '../job.ts';
import type { JobState } from '../../run/job-state.ts';
import { type JobEvent, possibleEvents } from '../lifecycle.ts';
import type { Run } from '../../run/run.ts';
import { EMPTY_LEASE_MS } from '../execution/free-lease.ts';
import { given } from '../../system/given.ts';

interface Refused {
  readonly job: Job;
  readonly state: JobState;
}

export function refuse({ job, state }: Refused, event: JobEvent, hint?: string): WebloomError {
  // By its table the state may allow what the run refuses now, so that event is not offered.
  const allowed = possibleEvents(state, job.config).filter((possible) => possible !== event);
  const message = `The job is ${state}: it can't ${event} now.${hint === undefined ? '' : ` ${hint}`}`;
  const held = job.activeRun === null ? {} : { heldBy: job.activeRun };
  return new WebloomError('transition-not-allowed', message, {
    facts: { state, requested: event, allowedTransitions: allowed, ...held },
  });
}

/** Longest time after which a second start is asked to come again. */
const MAX_WAIT_S = 300;

/** A start that met a run, or a start that was first, and does not wait for its end. `run`: null where its document is not there. */
export function refuseSecondStart(
  { clock }: { readonly clock: Clock },
  { job, state, run }: Refused & { readonly run: Run | null },
  hint: string,
): WebloomError {
  const heldBy = run?._id ?? job.activeRun ?? 'Another run';
  const now = clock.now();
  const words = run === null ? cutOffWords(heldBy) : `${heldBy} is going on.`;
  const seconds = run === null ? untilFree(job, now) : untilEnded(job, run, now);
  const refusal = refuse({ job, state }, 'start', `${words} ${hint}`);
  const more = { heldBy, ...given({ retryAfterSeconds: seconds ?? undefined }) };
  return new WebloomError(refusal.code, refusal.message, { facts: { ...refusal.facts, ...more } });
}

/** Of a run whose lease is taken and whose document is not there. */
export function cutOffWords(runId: string): string {
  return `${runId} is being started; where that was cut off, the job is free again after ${EMPTY_LEASE_MS / 1_000} s.`;
}

export function whileStarting(job: Job, now: Date): { readonly retryAfterSeconds: number } {
  return { retryAfterSeconds: untilFree(job, now) };
}

function untilFree({ history }: Job, now: Date): number {
  const taken = history.at(-1)?.at ?? now;
  return secondsUntil(taken.getTime() + EMPTY_LEASE_MS, now);
}

/** By the mean of earlier runs; null where there is none to go by, or the run is held up. */
function untilEnded({ aggregates }: Job, { state, createdAt }: Run, now: Date): number | null {
  if (aggregates.meanDurationMs === 0 || state === 'paused') return null;
  return secondsUntil(createdAt.getTime() + aggregates.meanDurationMs, now);
}

function secondsUntil(at: number, now: Date): number {
  return Math.min(MAX_WAIT_S, Math.max(1, Math.ceil((at - now.getTime()) / 1_000)));
}
