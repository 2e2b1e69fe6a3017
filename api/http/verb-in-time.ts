// Answers a verb within its two seconds with what became of it. Of what is not done by then, the store is asked whether it
// took effect; where that is not known either, the answer names the run to look at.
import { type LateVerb, LATE_NOTE, lookAtLateVerb, stillOpen } from '../../domain/job/verb/verb-outcome.ts';
import type { VerbResult } from '../../domain/job/verb/verbs.ts';
import { WebloomError, isWebloomError } from '../../domain/system/errors.ts';
import type { Run } from '../../domain/run/run.ts';
import type { ApiPorts } from '../ports.ts';
import { withinDeadline } from './deadline.ts';
import type { OneAtATime } from './one-at-a-time.ts';

/** Together shorter than what a verb has. */
const WORK_MS = 1_400;
const LOOK_MS = 450;

type LookPorts = Pick<ApiPorts, 'clock' | 'jobs' | 'runs'>;

export interface TimedVerb {
  readonly verb: string;
  readonly jobId: string;
  readonly act: () => Promise<VerbResult>;
}

export async function verbInTime(ports: LookPorts, { verb, jobId, act }: TimedVerb): Promise<VerbResult> {
  try {
    return await withinDeadline(`The verb ${verb}`, act(), WORK_MS);
  } catch (error) {
    return look(ports, { verb, jobId, hasBegun: true }, error);
  }
}

export interface TimedStart extends TimedVerb {
  /** The run that it makes, known before it begins, so that an answer can name it. */
  readonly runId: string;
}

/** Starts of one job take turns; one whose turn has not come within its time does nothing any more. */
export async function startInTime(
  ports: LookPorts,
  turns: OneAtATime,
  timed: TimedStart,
): Promise<VerbResult> {
  const { verb, jobId, runId, act } = timed;
  let hasBegun = false;
  let isOver = false;
  const work = turns.run(jobId, async () => {
    if (isOver) throw new WebloomError('dependency-unavailable', `The verb ${verb} came too late.`);
    hasBegun = true;
    return act();
  });
  try {
    return await withinDeadline(`The verb ${verb}`, work, WORK_MS);
  } catch (error) {
    isOver = true;
    return look(ports, { verb, jobId, runId, hasBegun }, error);
  }
}

async function look(ports: LookPorts, late: LateVerb, error: unknown): Promise<VerbResult> {
  if (!isWebloomError(error) || error.code !== 'dependency-unavailable') throw error;
  const seen = await withinDeadline('The store', lookAtLateVerb(ports, late), LOOK_MS).catch(unlessAway);
  if (seen === null) throw stillOpen(late, null, error);
  return seen;
}

/** A store that does not answer either tells nothing; what the look itself has to tell is thrown on. */
function unlessAway(error: unknown): null {
  if (
    isWebloomError(error) &&
    error.code === 'dependency-unavailable' &&
    error.facts['hasBegun'] === undefined
  )
    return null;
  throw error;
}

export interface NamedStart<T> {
  readonly verb: string;
  readonly jobId: string;
  readonly runId: string;
  readonly work: Promise<T>;
  /** Absent: as long as a verb has. */
  readonly workMs?: number;
}

/** Of a start of another kind (a mend, a replay): done where its run is stored, else the run is named. */
export async function namedStart<T>(
  { runs }: Pick<ApiPorts, 'runs'>,
  { verb, jobId, runId, work, workMs = WORK_MS }: NamedStart<T>,
): Promise<T | { readonly run: Run; readonly note: string }> {
  try {
    return await withinDeadline(`The ${verb}`, work, workMs);
  } catch (error) {
    if (!isWebloomError(error) || error.code !== 'dependency-unavailable') throw error;
    const run = await withinDeadline('The store', runs.get(runId), LOOK_MS).catch(unlessAway);
    if (run === null) throw stillOpen({ verb, jobId, runId, hasBegun: true }, null, error);
    return { run, note: LATE_NOTE };
  }
}

/** States of a run that show that it is being stopped. */
const STOPPING: ReadonlySet<string> = new Set(['stopping', 'finalizing', 'stopped']);

export async function stopInTime(
  { runs }: Pick<ApiPorts, 'runs'>,
  runId: string,
  work: Promise<{ run: Run; same: boolean }>,
): Promise<{ run: Run; same: boolean }> {
  try {
    return await withinDeadline('Stopping the run', work, WORK_MS);
  } catch (error) {
    if (!isWebloomError(error) || error.code !== 'dependency-unavailable') throw error;
    const run = await withinDeadline('The store', runs.get(runId), LOOK_MS).catch(unlessAway);
    if (run !== null && STOPPING.has(run.state)) return { run, same: false };
    throw new WebloomError(
      'dependency-unavailable',
      `The stop of ${runId} was not done in time and may still take effect: GET /v1/runs/${runId} tells. Ask for it again if it does not.`,
      { facts: { runId, state: run?.state ?? null }, cause: error },
    );
  }
}
