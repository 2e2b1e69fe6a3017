// The port of traces. Without a receiver of traces there is no tracer: whoever could tell something holds null then, and does
// nothing for it.

export type SpanKind = 'server' | 'client' | 'producer' | 'consumer' | 'internal';
export type SpanValues = Readonly<Record<string, string | number | boolean>>;

export interface SpanBegin {
  readonly name: string;
  readonly kind: SpanKind;
  /** `traceparent` of the span it belongs to; null: a trace of its own. Absent: the span that is at work here. */
  readonly parent?: string | null;
  readonly values?: SpanValues;
  /** Nothing that its work begins belongs to it: every promise of that work is spared the memory of its span. */
  readonly isLeaf?: boolean;
}

export interface Span {
  readonly traceparent: string;
  /** What is begun in `work` belongs to this span, over all that it waits for. */
  run<Result>(work: () => Result): Result;
  set(values: SpanValues): void;
  /** Once. `fault`: a code or the name of an error, never its message, which may hold addresses. */
  end(fault?: string): void;
}

/** A span that is over, with ids that were given out while it went on. */
export interface PastSpan extends SpanBegin {
  readonly traceparent: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly fault?: string;
}

export interface Tracer {
  begin(span: SpanBegin): Span;
  record(span: PastSpan): void;
  /** `traceparent` of the span that is at work here; null: none is. */
  current(): string | null;
  /** Hands over what it still has, within seconds. */
  close(): Promise<void>;
}

/** Does the work within a span that ends with it; without a tracer just the work. */
export async function within<Result>(
  tracer: Tracer | null,
  begin: SpanBegin,
  work: (span: Span | null) => Promise<Result>,
): Promise<Result> {
  if (tracer === null) return work(null);
  const span = tracer.begin(begin);
  try {
    const result = await (begin.isLeaf === true ? work(span) : span.run(() => work(span)));
    span.end();
    return result;
  } catch (error) {
    span.end(faultName(error));
    throw error;
  }
}

/** The code of an error, or its kind. */
export function faultName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' && /^[\w-]{1,60}$/.test(code) ? code : error.name;
}

/** What may be told of an address: who is asked and how long the path is, never the path or what is asked for. */
export function urlValues(url: string): SpanValues {
  if (!URL.canParse(url)) return {};
  const { protocol, hostname, port, pathname } = new URL(url);
  return {
    'url.scheme': protocol.replace(':', ''),
    'server.address': hostname,
    ...(port === '' ? {} : { 'server.port': Number(port) }),
    'webloom.path_length': pathname.length,
  };
}
