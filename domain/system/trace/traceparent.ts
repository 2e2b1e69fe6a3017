// The `traceparent` of W3C Trace Context: how a trace goes from process to process, in headers of HTTP, of messages and of
// workflows. Used inside of workflows too: nothing here may need Node.

/** Name of the header, the same everywhere. */
export const TRACE_HEADER = 'traceparent';

export interface SpanIds {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
}

const FORM = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;

/** Null for anything else, and for ids of zeros alone, which the standard forbids. */
export function parseTraceparent(text: unknown): SpanIds | null {
  const [, traceId = '', spanId = ''] = (typeof text === 'string' ? FORM.exec(text) : null) ?? [];
  return /[1-9a-f]/.test(traceId) && /[1-9a-f]/.test(spanId) ? { traceId, spanId } : null;
}

/** Flag 01: whoever gets it is to record too. */
export function formatTraceparent({ traceId, spanId }: SpanIds): string {
  return `00-${traceId}-${spanId}-01`;
}

/**
 * The span of a workflow's execution: its ids follow from the engine's ids, because what a workflow does again in a replay has
 * to be the same. `parent`: what started it, if that is traced.
 */
export function executionSpan(
  { firstRunId, runId }: { readonly firstRunId: string; readonly runId: string },
  parent: SpanIds | null,
): SpanIds {
  const digits = (uuid: string): string => uuid.replaceAll('-', '').toLowerCase();
  return { traceId: parent?.traceId ?? digits(firstRunId), spanId: digits(runId).slice(-16) };
}
