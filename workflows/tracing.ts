// Interceptors of the bundle for traced orchestrators: an execution's activities belong to it, and it to what started it. What
// the execution did is told by a sink when it ends; in a replay nothing is told twice.
import { type Headers, defaultPayloadConverter } from '@temporalio/common';
import {
  ContinueAsNew,
  type Sinks,
  type WorkflowInterceptors,
  proxySinks,
  workflowInfo,
} from '@temporalio/workflow';
import {
  TRACE_HEADER,
  type SpanIds,
  executionSpan,
  formatTraceparent,
  parseTraceparent,
} from '../domain/system/trace/traceparent.ts';
import { given } from '../domain/system/given.ts';

export interface PastExecution {
  readonly name: string;
  readonly traceparent: string;
  readonly parent: string | null;
  readonly startMs: number;
  readonly endMs: number;
  readonly fault?: string;
}

export interface TraceSinks extends Sinks {
  readonly traces: { ended(execution: PastExecution): void };
}

export function interceptors(): WorkflowInterceptors {
  const { traces } = proxySinks<TraceSinks>();
  const { runId, firstExecutionRunId: firstRunId, workflowType: name, runStartTime } = workflowInfo();
  let parent: SpanIds | null = null;
  const own = (): string => formatTraceparent(executionSpan({ firstRunId, runId }, parent));
  const within = (headers: Headers): Headers => ({
    ...headers,
    [TRACE_HEADER]: defaultPayloadConverter.toPayload(own()),
  });
  const tell = (fault?: string): void =>
    traces.ended({
      name,
      traceparent: own(),
      parent: parent === null ? null : formatTraceparent(parent),
      startMs: runStartTime.getTime(),
      endMs: Date.now(),
      ...given({ fault }),
    });
  return {
    inbound: [
      {
        async execute(input, next) {
          parent = parentIn(input.headers);
          try {
            const result = await next(input);
            tell();
            return result;
          } catch (error) {
            tell(error instanceof ContinueAsNew || !(error instanceof Error) ? undefined : error.name);
            throw error;
          }
        },
      },
    ],
    outbound: [
      {
        scheduleActivity: (input, next) => next({ ...input, headers: within(input.headers) }),
        scheduleLocalActivity: (input, next) => next({ ...input, headers: within(input.headers) }),
        startChildWorkflowExecution: (input, next) => next({ ...input, headers: within(input.headers) }),
        continueAsNew: (input, next) => next({ ...input, headers: within(input.headers) }),
      },
    ],
  };
}

function parentIn(headers: Headers): SpanIds | null {
  const payload = headers[TRACE_HEADER];
  return payload === undefined ? null : parseTraceparent(defaultPayloadConverter.fromPayload(payload));
}
