// The last step of a run whose job has fields without selectors: searches the stored pages for them.
import { ActivityFailure, isCancellation } from '@temporalio/workflow';
import { taskPriority } from '../domain/run/flow/task-priority.ts';
import { pipeline } from './policies.ts';
import type { CreatedRun } from './run-context.ts';

/** Runs older than this search lack the setting. A failed search does not fail the run. */
export async function learnSelectors({ runId, settings }: CreatedRun): Promise<void> {
  if (settings.infersSelectors !== true) return;
  const { workspaceId } = settings;
  const priority = taskPriority('aside', { workspaceId, isSmall: false });
  try {
    await pipeline('selectors', priority).inferSelectors({ runId });
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
  }
}
