// The verbs of a job as people meet them: their words, the state each leads to, and why one can not be asked now.
import type { JobState } from '../../domain/run/job-state.ts';
import { JOB_TABLE, type JobEvent } from '../../domain/job/lifecycle.ts';
import type { IconName } from '../ui/icon.tsx';

export const VERBS = [
  'start',
  'pause',
  'resume',
  'stop',
  'force-stop',
  'schedule',
  'archive',
  'restore',
  'delete',
] as const;
export type Verb = (typeof VERBS)[number];

export interface VerbJob {
  readonly jobId: string;
  readonly name: string;
  readonly state: JobState;
}

export const VERB_WORDS: Readonly<Record<Verb, string>> = {
  start: 'Run now',
  pause: 'Pause',
  resume: 'Resume',
  stop: 'Stop',
  'force-stop': 'Force stop',
  schedule: 'Put back on its schedule',
  archive: 'Archive',
  restore: 'Restore',
  delete: 'Delete',
};

export const VERB_ICONS: Readonly<Record<Verb, IconName>> = {
  start: 'play',
  pause: 'pause',
  resume: 'play',
  stop: 'stop',
  'force-stop': 'stop',
  schedule: 'schedules',
  archive: 'box',
  restore: 'box',
  delete: 'close',
};

/** Asked for only after a dialog that says what is lost. */
export function needsQuestion(verb: Verb): boolean {
  return verb === 'stop' || verb === 'force-stop' || verb === 'archive' || verb === 'delete';
}

/** The state a job will have if the verb is taken; the present one where only the server can say. */
export function expectedState(state: JobState, verb: Verb): JobState {
  if (verb === 'resume' || verb === 'delete') return state;
  const event: JobEvent = verb;
  const move = JOB_TABLE[state][event];
  return move === undefined || move === 'same' || move === 'by-overlap' ? state : move;
}

const ACTIVE: readonly JobState[] = ['starting', 'running', 'paused', 'stopping'];

/** Why the verb can not be asked now, with what to do instead; `undefined`: it can. */
export function refusalOf(verb: Verb, state: JobState, allowed: readonly string[]): string | undefined {
  if (verb === 'delete' || allowed.includes(verb)) return undefined;
  if (verb === 'force-stop') return ACTIVE.includes(state) ? undefined : 'Nothing runs';
  if (verb === 'restore') return 'It is not archived';
  if (state === 'archived') return 'Restore it first';
  if (verb === 'archive' && ACTIVE.includes(state)) return 'Stop it first';
  if (verb === 'start' && state === 'paused') return 'Resume it instead';
  if (verb === 'schedule')
    return ACTIVE.includes(state) ? 'It is on its way' : 'It has no schedule, or keeps it';
  return `Not while it is ${state}`;
}
