// Spans of a Temporal worker: one for each attempt of an activity with what it counted, and one for each execution of a workflow.
import type {
  ActivityExecuteInput,
  ActivityInboundCallsInterceptor,
  InjectedSinks,
  Next,
} from '@temporalio/worker';
import { traceparentIn } from '../../adapters/temporal/trace-header.ts';
import { type SpanValues, type Tracer, within } from '../../domain/system/trace/tracer.ts';
import type { TraceSinks } from '../../workflows/tracing.ts';
import { given } from '../../domain/system/given.ts';

export interface TracedActivity {
  readonly name: string;
  readonly attempt: number;
  /** Temporal's id of the execution. A workflow's own id holds the name of the job, which may be an address. */
  readonly executionId: string;
  /** Whether nothing in it sends or starts what belongs to its span. */
  readonly isLeaf: boolean;
  /** Which run and chunk it is about. */
  readonly subject: (input: unknown) => { readonly runId?: string; readonly chunkNo?: number };
}

export class ActivitySpan implements ActivityInboundCallsInterceptor {
  readonly #tracer: Tracer;
  readonly #activity: TracedActivity;

  constructor(tracer: Tracer, activity: TracedActivity) {
    this.#tracer = tracer;
    this.#activity = activity;
  }

  execute(
    input: ActivityExecuteInput,
    next: Next<ActivityInboundCallsInterceptor, 'execute'>,
  ): Promise<unknown> {
    const { name, attempt, executionId, isLeaf, subject } = this.#activity;
    const { runId, chunkNo } = subject(input.args[0]);
    const values = {
      'webloom.attempt': attempt,
      'temporal.run_id': executionId,
      ...given({ 'webloom.run_id': runId, 'webloom.chunk': chunkNo }),
    };
    const parent = traceparentIn(input.headers);
    const begin = { name, kind: 'internal', parent, values, isLeaf } as const;
    return within(this.#tracer, begin, async (span) => {
      const result = await next(input);
      span?.set(countsIn(result));
      return result;
    });
  }
}

/** Numbers and truths of a result; texts may be addresses. */
function countsIn(result: unknown): SpanValues {
  if (typeof result !== 'object' || result === null) return {};
  const told = Object.entries(result).filter(
    (entry): entry is [string, number | boolean] =>
      typeof entry[1] === 'number' || typeof entry[1] === 'boolean',
  );
  return Object.fromEntries(told.map(([name, value]) => [`webloom.${name}`, value]));
}

export function traceSinks(tracer: Tracer): InjectedSinks<TraceSinks> {
  return {
    traces: {
      ended: {
        fn: ({ runId }, { name, traceparent, parent, startMs, endMs, fault }) =>
          tracer.record({
            name,
            kind: 'internal',
            traceparent,
            parent,
            startMs,
            endMs,
            values: { 'temporal.run_id': runId },
            ...given({ fault }),
          }),
        callDuringReplay: false,
      },
    },
  };
}
