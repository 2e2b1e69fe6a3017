// What Temporal's screens show of a run: search attributes, and the details of its workflow.
import { setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { RunControl } from '../domain/run/run-control.ts';
import type { RunContext } from './run-context.ts';
import { describeRun } from './run-details.ts';
import { REASON_ATTRIBUTE, STATE_ATTRIBUTE, TRIGGER_ATTRIBUTE } from './search-attributes.ts';

export function showState({ state }: Pick<RunControl, 'state'>): void {
  upsertSearchAttributes([{ key: STATE_ATTRIBUTE, value: state }]);
}

/** Shows how the run ended, or that it was not started, with the reason's code. */
export function showOutcome(outcome: string, reason: string): void {
  upsertSearchAttributes([
    { key: STATE_ATTRIBUTE, value: outcome },
    { key: REASON_ATTRIBUTE, value: reason },
  ]);
}

/** Shows the trigger: a schedule triggered by hand starts a manual run, not a scheduled one. */
export function showTrigger(trigger: string): void {
  upsertSearchAttributes([{ key: TRIGGER_ATTRIBUTE, value: trigger }]);
}

export function showDetails({ run, control, flow }: RunContext): void {
  const elapsedMs = Date.now() - workflowInfo().runStartTime.getTime();
  setCurrentDetails(describeRun(run, control, flow, elapsedMs));
}
