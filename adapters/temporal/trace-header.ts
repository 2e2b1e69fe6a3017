// The header that carries a trace through Temporal: from who starts a workflow to its activities.
import { type Headers, defaultPayloadConverter } from '@temporalio/common';
import type { WorkflowClientInterceptor } from '@temporalio/client';
import { TRACE_HEADER } from '../../domain/system/trace/traceparent.ts';
import type { Tracer } from '../../domain/system/trace/tracer.ts';

/** Null: there is none, or it can not be read. */
export function traceparentIn(headers: Headers): string | null {
  const payload = headers[TRACE_HEADER];
  const value: unknown = payload === undefined ? null : defaultPayloadConverter.fromPayload(payload);
  return typeof value === 'string' ? value : null;
}

/** Workflows that are started within a span belong to it. */
export function traceStarts(tracer: Pick<Tracer, 'current'>): WorkflowClientInterceptor {
  return {
    start(input, next) {
      const traceparent = tracer.current();
      if (traceparent === null) return next(input);
      const header = defaultPayloadConverter.toPayload(traceparent);
      return next({ ...input, headers: { ...input.headers, [TRACE_HEADER]: header } });
    },
  };
}
