// The last step of a run whose job has fields without selectors: the pages are stored, now they are searched.
import { ActivityFailure, isCancellation } from '@temporalio/workflow';
import { pipeline } from './policies.ts';
import type { CreatedRun } from './run-context.ts';

/** Runs that began before there was such a search have no such setting. What it can't find fails no run. */
export async function learnSelectors({ runId, settings }: CreatedRun): Promise<void> {
  if (settings.infersSelectors !== true) return;
  try {
    await pipeline('selectors').inferSelectors({ runId });
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
  }
}
