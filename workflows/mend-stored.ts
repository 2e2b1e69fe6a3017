// A run that fetches nothing and mends what is stored: one activity goes on with it until it is done; pause and stop hold it
// between two pages.
import { condition } from '@temporalio/workflow';
import { hasWork, isEnding, isPaused, see } from '../domain/run/run-control.ts';
import type { Ending } from '../domain/run/flow/decisions.ts';
import { conclude } from './end-run.ts';
import { orchestrator, pipeline } from './policies.ts';
import { taskPriority } from '../domain/run/flow/task-priority.ts';
import { type RunContext, ownerOf } from './run-context.ts';
import { lookAtPermit, settleControl } from './run-actions.ts';
import { showState } from './show-run.ts';

export async function mendStored(context: RunContext): Promise<Ending> {
  const { runId } = context.run;
  const seen = await orchestrator(context.run.settings).transition({
    runId,
    event: 'started',
    by: 'workflow',
  });
  context.control = see(context.control, seen);
  showState(context.control);
  const priority = taskPriority('begin', { ...ownerOf(context), isSmall: false });
  for (;;) {
    await settleControl(context);
    if (isEnding(context.control)) return conclude(context);
    if (isPaused(context.control)) {
      await condition(() => !isPaused(context.control) || hasWork(context.control));
      continue;
    }
    const { done, gateClosed } = await pipeline('what is stored', priority).mend({ runId });
    if (done !== undefined) return { ending: 'completed', reason: { code: 'all-done', detail: done } };
    if (gateClosed === true) lookAtPermit(context);
  }
}
