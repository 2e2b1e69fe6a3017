// The job's lifecycle: one table, used by workflow, API, CLI and dashboard. docs/lifecycle.md shows it and a
// test compares the two. While a run is held, the run's table (domain/run/lifecycle.ts) moves and
// `deriveJobState` derives the job's state from the run. This table says in both cases what is allowed, and
// where the job goes after the run.
import { WebloomError } from '../system/errors.ts';
import type { RunEnding, RunPhase, RunState } from '../run/lifecycle.ts';
import type { JobState } from '../run/job-state.ts';

export const JOB_EVENTS = [
  'schedule',
  'start',
  'pause',
  'resume',
  'stop',
  'force-stop',
  'complete',
  'fail',
  'archive',
  'restore',
] as const;
export type JobEvent = (typeof JOB_EVENTS)[number];

/**
 * A cell of the table: a state, `same` (200, nothing happens) or `by-overlap` (the overlap policy decides).
 */
export type JobMove = JobState | 'same' | 'by-overlap';

export const JOB_TABLE: Readonly<Record<JobState, Partial<Record<JobEvent, JobMove>>>> = {
  created: {
    schedule: 'scheduled',
    start: 'starting',
    stop: 'stopped',
    'force-stop': 'stopped',
    archive: 'archived',
  },
  scheduled: {
    schedule: 'same',
    start: 'starting',
    pause: 'paused',
    stop: 'stopped',
    'force-stop': 'stopped',
  },
  starting: {
    start: 'by-overlap',
    pause: 'paused',
    stop: 'stopping',
    'force-stop': 'stopped',
    fail: 'failed',
  },
  running: {
    start: 'by-overlap',
    pause: 'paused',
    stop: 'stopping',
    'force-stop': 'stopped',
    complete: 'completed',
    fail: 'failed',
  },
  paused: {
    pause: 'same',
    resume: 'scheduled',
    stop: 'stopping',
    'force-stop': 'stopped',
    complete: 'completed',
    fail: 'paused',
  },
  stopping: { stop: 'same', 'force-stop': 'stopped', complete: 'stopped', fail: 'stopped' },
  completed: {
    schedule: 'scheduled',
    start: 'starting',
    pause: 'paused',
    stop: 'stopped',
    'force-stop': 'stopped',
    archive: 'archived',
  },
  failed: {
    schedule: 'scheduled',
    start: 'starting',
    pause: 'paused',
    stop: 'stopped',
    'force-stop': 'stopped',
    archive: 'archived',
  },
  stopped: {
    schedule: 'scheduled',
    start: 'starting',
    stop: 'same',
    'force-stop': 'same',
    archive: 'archived',
  },
  archived: { archive: 'same', restore: 'stopped' },
};

export interface JobSituation {
  readonly state: JobState;
  /** A run is held (it may be paused). An ended run is no longer held. */
  readonly held: boolean;
  readonly recurring: boolean;
  /** Phase of the held run, if any. */
  readonly phase?: RunPhase;
  /** Of a paused job without a run: what it was when it was paused. */
  readonly pausedFrom?: JobState;
}

export type NextJobState =
  | { readonly ok: true; readonly state: JobState; readonly same: boolean }
  | { readonly ok: true; readonly overlap: true }
  | { readonly ok: false; readonly state: JobState; readonly allowed: readonly JobEvent[] };

export function allowedJobEvents(state: JobState): JobEvent[] {
  return JOB_EVENTS.filter((event) => JOB_TABLE[state][event] !== undefined);
}

/** Events that only Webloom itself causes; no user can ask for them. */
const OWN_EVENTS: readonly JobEvent[] = ['complete', 'fail'];
const ASKED_EVENTS = JOB_EVENTS.filter((event) => !OWN_EVENTS.includes(event));

/** Events a user may ask for now: those the table, the schedule and the overlap policy allow. */
export function possibleEvents(
  state: JobState,
  config: { readonly schedule?: unknown; readonly overlap: string },
): JobEvent[] {
  return ASKED_EVENTS.filter((event) => {
    const move = JOB_TABLE[state][event];
    if (move === undefined || (event === 'schedule' && config.schedule === undefined)) return false;
    return move !== 'by-overlap' || config.overlap !== 'skip';
  });
}

/** The state after `event`, or a refusal with the allowed events. */
export function nextJob(situation: JobSituation, event: JobEvent): NextJobState {
  const { state, held } = situation;
  const move = JOB_TABLE[state][event];
  if (move === undefined) return { ok: false, state, allowed: allowedJobEvents(state) };
  if (move === 'by-overlap' && held) return { ok: true, overlap: true };
  const to = refine(situation, event, move);
  return { ok: true, state: to, same: to === state };
}

/** The footnotes of the table: cells that depend on whether a run is held or the job recurs. */
function refine(
  { state, held, recurring, phase, pausedFrom }: JobSituation,
  event: JobEvent,
  move: JobMove,
): JobState {
  if (move === 'by-overlap') return 'starting';
  // Without a held run there is nothing to wait for: the job is stopped at once.
  if (event === 'stop' && !held) return 'stopped';
  if (move === 'same') return state;
  if (state === 'paused' && event === 'complete' && recurring) return 'paused';
  if (state === 'paused' && event === 'resume' && held)
    return phase === 'discovering' ? 'starting' : 'running';
  if (move !== 'scheduled' || recurring) return move;
  return event === 'resume' ? restOf(pausedFrom) : 'created';
}

/** A one-off job that had ended has ended still, when nothing but a pause came between. */
function restOf(pausedFrom: JobState | undefined): JobState {
  return pausedFrom === 'completed' || pausedFrom === 'failed' ? pausedFrom : 'created';
}

/** The situation of a job that holds no run. */
export function idleSituation(state: JobState, config: { readonly schedule?: unknown }): JobSituation {
  return { state, held: false, recurring: config.schedule !== undefined };
}

/** The state after a move that Webloom makes by itself; throws when the table does not allow it. */
export function movedJob(situation: JobSituation, event: JobEvent): JobState {
  const step = nextJob(situation, event);
  if (step.ok && 'state' in step) return step.state;
  const { state } = situation;
  throw new WebloomError('internal', `A job that is ${state} can't ${event}: the table has no such move.`, {
    facts: { state, event },
  });
}

/**
 * The job's state while a run is held. It is always computed from the run; a stored copy is never trusted.
 */
export function deriveJobState(run: { state: RunState; ending?: RunEnding | undefined }): JobState {
  switch (run.state) {
    case 'starting':
    case 'running':
    case 'paused':
    case 'stopping':
      return run.state;
    case 'finalizing':
      return run.ending === 'stopped' ? 'stopping' : 'running';
    case 'completed':
    case 'failed':
    case 'stopped':
      return run.state;
  }
}
