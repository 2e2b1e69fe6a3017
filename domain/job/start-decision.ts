// A request to start a run, the decision on it, and what the engine's schedule asks for when it fires.
import type { EmergencyHold } from './hold/emergency-hold.ts';
import { holdWords } from './hold/hold-words.ts';
import type { Job } from './job.ts';
import type { JobState } from '../run/job-state.ts';
import { type LimitMet, describeLimit } from './limit/limit-met.ts';
import type { RunMend } from '../run/mend.ts';
import { isOpen } from '../config/schedule/opening.ts';
import { judgeFiring, scheduleText, slotTime } from '../config/schedule/schedule.ts';
import type { RunOrigin } from '../run/chain.ts';
import type { Run, Trigger } from '../run/run.ts';

export interface RunRequest {
  readonly workflowId: string;
  readonly jobId: string;
  readonly trigger: Trigger;
  readonly slot?: string;
  readonly onlyUrls?: readonly string[];
  readonly onlyDepths?: readonly number[];
  readonly origin?: RunOrigin;
  /** A waiting retry starts only if the job's epoch still equals this. */
  readonly retryEpoch?: number;
  /** The schedule that made the engine fire, as `scheduleText` writes it; absent where it is not known. */
  readonly firedFor?: string;
  /**
   * Who asked, where the trigger does not tell: `temporal` = somebody triggered the schedule there by hand.
   */
  readonly by?: string;
  /** The run fetches nothing and mends what is stored; it has its job's lease already. */
  readonly mend?: RunMend;
}

export type RunDecision =
  | {
      readonly kind: 'run';
      readonly run: Run;
      /** Of the run, as its start has just read or written it; absent: the start did not need it. */
      readonly job?: Job;
    }
  | { readonly kind: 'buffered'; readonly heldBy: string }
  | {
      readonly kind: 'refused';
      readonly reason:
        | 'job-gone'
        | 'held'
        | 'stopping'
        | 'state'
        | 'slot-decided'
        | 'not-a-slot'
        | 'retry-outdated'
        | 'no-pages'
        | 'limit'
        | 'emergency'
        | 'closed'
        | 'missed';
      readonly state?: JobState;
      readonly allowed?: readonly string[];
      readonly heldBy?: string;
      /** Of the plan of the workspace, where that is the reason. */
      readonly limit?: LimitMet;
      /** The emergency hold, where that is the reason. */
      readonly hold?: EmergencyHold;
    };

/**
 * A firing at a time that is not in the job's schedule was triggered by hand and becomes a manual start.
 * `not-a-slot`: the schedule has changed since the engine planned this firing, so no run is wanted. `closed`: the time is
 * outside the window of the schedule, or on one of its exceptions.
 */
export function judgeSlot(job: Job, request: RunRequest): RunRequest | 'not-a-slot' | 'closed' {
  const { schedule } = job.config;
  const { slot, firedFor, ...rest } = request;
  if (slot === undefined) return request;
  const verdict = judgeFiring(schedule, job._id, slotTime(slot));
  if (verdict === 'slot') return request;
  if (verdict === 'closed') return 'closed';
  if (verdict === 'off-slot' && schedule !== undefined && firedFor === scheduleText(schedule))
    return { ...rest, trigger: 'manual', by: 'temporal' };
  // An interval has no fixed times: a firing planned by the former interval still counts.
  if (schedule?.kind !== 'interval') return 'not-a-slot';
  return isOpen(schedule, slotTime(slot).getTime()) ? request : 'closed';
}

type Refused = Extract<RunDecision, { kind: 'refused' }>;

const ANOTHER_RUN = 'Another run';

const REFUSALS: Readonly<Record<Refused['reason'], string | ((refused: Refused) => string)>> = {
  'job-gone': 'The job is not there any more.',
  held: ({ heldBy = ANOTHER_RUN }) =>
    `${heldBy} is going on, and the job lets no start wait for it (overlap).`,
  stopping: ({ heldBy = ANOTHER_RUN }) => `${heldBy} is being stopped, and no start waits for that.`,
  state: ({ state = 'in a state', allowed = ['nothing'] }) =>
    `The job is ${state} and can't start; possible: ${allowed.join(', ')}.`,
  'slot-decided': 'This time of the schedule was dealt with already.',
  'not-a-slot': 'The schedule of the job does not have this time.',
  limit: ({ limit }) => (limit === undefined ? 'A limit was met.' : describeLimit(limit)),
  emergency: ({ hold }) => (hold === undefined ? 'An emergency stop stands.' : holdWords(hold)),
  'retry-outdated': 'The job was started, paused or stopped since this retry was planned.',
  closed: 'This time is outside the window of the schedule, or on one of its exceptions.',
  missed:
    'This time was missed while Webloom was away; the job says how many such times are made up (schedule.missed).',
  'no-pages': 'The pages it was to visit are not known any more: the run that found them was removed.',
};

/** For a start that made no run: why, and what the user can do. */
export function describeDecision(decision: Exclude<RunDecision, { kind: 'run' }>): string {
  if (decision.kind === 'buffered') return `${decision.heldBy} is going on; this start waits for its end.`;
  const refusal = REFUSALS[decision.reason];
  return typeof refusal === 'string' ? refusal : refusal(decision);
}
