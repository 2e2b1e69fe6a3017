// Turns the failure of an activity into the reason of a run's ending, and the reason of a failed run into the
// failure of its workflow.
import { ActivityFailure, ApplicationFailure, rootCause } from '@temporalio/workflow';
import type { EndingReason } from '../domain/run/run.ts';
import type { JobRunResult } from './messages.ts';

export function describeFailure(error: unknown): EndingReason {
  const activity = error instanceof ActivityFailure ? error.activityType : 'a stage';
  const cause = error instanceof ActivityFailure ? error.cause : error;
  const configuration = cause instanceof ApplicationFailure && cause.type === 'configuration-invalid';
  return {
    code: configuration ? 'configuration-error' : 'stage-failed',
    detail: `${activity} failed: ${(rootCause(error) ?? String(error)).slice(0, 500)}`,
    remedy: configuration
      ? 'Correct the job and start it again.'
      : 'See the run in the Temporal UI; start it again when the cause is mended.',
  };
}

/**
 * What Temporal's screens show of a failed run: the reason's code as type; observation and remedy as message.
 */
export function failureOf({ code, detail, remedy }: EndingReason, result: JobRunResult): ApplicationFailure {
  return ApplicationFailure.create({
    type: code,
    message: remedy === undefined ? detail : `${detail} ${remedy}`,
    nonRetryable: true,
    details: [result],
  });
}
