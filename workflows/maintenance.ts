// The clean-up: pass after pass, step after step. Each step's place is in the history, so that a killed worker goes on where it
// was; a pass that fails does not keep the others from their work.
import {
  ActivityFailure,
  CancellationScope,
  continueAsNew,
  isCancellation,
  setCurrentDetails,
  workflowInfo,
} from '@temporalio/workflow';
import { describeFailure } from './describe-failure.ts';
import type { CleanUpPlace, MaintenanceInput } from './messages.ts';
import { cleaner } from './policies.ts';

export async function maintenance(input: MaintenanceInput): Promise<string> {
  const begun = input.resume ?? (await begin(input));
  if (begun === null) return 'Another clean-up was at work.';
  let place = begun;
  try {
    while (place.at < place.passes.length) {
      if (workflowInfo().continueAsNewSuggested)
        await continueAsNew<typeof maintenance>({ ...input, resume: place });
      const next = await step(place);
      if (next === null) return 'Another clean-up took its place.';
      place = next;
    }
    return await end(place, place.reason === undefined ? 'done' : 'failed');
  } catch (error) {
    if (!isCancellation(error)) throw error;
    const stopped = { ...place, reason: 'Its workflow was cancelled; the next clean-up does what it left.' };
    return CancellationScope.nonCancellable(() => end(stopped, 'stopped'));
  }
}

async function begin({ cleanUpId, dryRun, by }: MaintenanceInput): Promise<CleanUpPlace | null> {
  const atMs = workflowInfo().startTime.getTime();
  const begun = await cleaner('begin').beginCleanUp({ cleanUpId, dryRun, by, atMs });
  return begun === null ? null : { ...begun, dryRun, at: 0, cursor: null, reports: [] };
}

/** Null: another clean-up goes on instead. */
async function step(place: CleanUpPlace): Promise<CleanUpPlace | null> {
  const { cleanUpId, dryRun, passes, at, cursor, reports } = place;
  const pass = passes[at] ?? '';
  setCurrentDetails(`${pass} (${at + 1} of ${passes.length})`);
  try {
    const done = await cleaner(pass).cleanUp({ cleanUpId, dryRun, pass, cursor, reports });
    if (done === null) return null;
    const next = { ...place, cursor: done.next, reports: done.reports };
    return done.next === null ? { ...next, at: at + 1 } : next;
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    const reason = `${pass}: ${describeFailure(error).detail}`;
    return { ...place, at: at + 1, cursor: null, reason: place.reason ?? reason };
  }
}

async function end(place: CleanUpPlace, state: 'done' | 'failed' | 'stopped'): Promise<string> {
  const { cleanUpId, reports, reason } = place;
  await cleaner('end').endCleanUp({ cleanUpId, state, reports, reason });
  return reason ?? state;
}
