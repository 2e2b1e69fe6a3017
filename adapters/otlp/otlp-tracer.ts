// Traces to a receiver of OTLP over HTTP (JSON), by OpenTelemetry's SDK. Loaded only where a receiver is named. What the receiver
// does not take in time is dropped: traces hold up nothing and are kept nowhere.
import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Context,
  ROOT_CONTEXT,
  SpanKind as OtelKind,
  SpanStatusCode,
  TraceFlags,
  type Span as OtelSpan,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOnSampler,
  BatchSpanProcessor,
  type IdGenerator,
  RandomIdGenerator,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { type SpanIds, formatTraceparent, parseTraceparent } from '../../domain/system/trace/traceparent.ts';
import type { PastSpan, Span, SpanBegin, SpanKind, Tracer } from '../../domain/system/trace/tracer.ts';
import { given } from '../../domain/system/given.ts';

export interface OtlpOptions {
  /** Whole address that takes traces, as in `http://127.0.0.1:4318/v1/traces`. */
  readonly url: string;
  readonly role: string;
  /** The process. */
  readonly instanceId: string;
  readonly version: string;
}

const SEND_EVERY_MS = 1_000;
/** The end of a process waits for it. */
const SEND_WITHIN_MS = 3_000;
/** Spans that wait; more are dropped. */
const MAX_WAITING = 8_192;

const KINDS: Readonly<Record<SpanKind, OtelKind>> = {
  server: OtelKind.SERVER,
  client: OtelKind.CLIENT,
  producer: OtelKind.PRODUCER,
  consumer: OtelKind.CONSUMER,
  internal: OtelKind.INTERNAL,
};

/** Random ids, unless the next span has its ids already. */
class GivenIds implements IdGenerator {
  next: SpanIds | null = null;
  readonly #random = new RandomIdGenerator();

  generateTraceId(): string {
    return this.next?.traceId ?? this.#random.generateTraceId();
  }

  generateSpanId(): string {
    return this.next?.spanId ?? this.#random.generateSpanId();
  }
}

class OpenSpan implements Span {
  readonly #span: OtelSpan;
  readonly #at: AsyncLocalStorage<Span>;

  constructor(span: OtelSpan, at: AsyncLocalStorage<Span>) {
    this.#span = span;
    this.#at = at;
  }

  get traceparent(): string {
    return formatTraceparent(this.#span.spanContext());
  }

  run<Result>(work: () => Result): Result {
    return this.#at.run(this, work);
  }

  set(values: Parameters<Span['set']>[0]): void {
    this.#span.setAttributes(values);
  }

  end(fault?: string, endMs?: number): void {
    if (fault !== undefined) this.#span.setStatus({ code: SpanStatusCode.ERROR, message: fault });
    this.#span.end(endMs);
  }
}

export function createOtlpTracer({ url, role, instanceId, version }: OtlpOptions): Tracer {
  const ids = new GivenIds();
  const at = new AsyncLocalStorage<Span>();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': 'webloom',
      'service.version': version,
      'service.instance.id': instanceId,
      'webloom.role': role,
    }),
    sampler: new AlwaysOnSampler(),
    idGenerator: ids,
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({ url, timeoutMillis: SEND_WITHIN_MS }),
        scheduledDelayMillis: SEND_EVERY_MS,
        exportTimeoutMillis: SEND_WITHIN_MS,
        maxQueueSize: MAX_WAITING,
      }),
    ],
  });
  const tracer = provider.getTracer('webloom', version);
  const open = ({ name, kind, parent, values = {} }: SpanBegin, startTime?: number): OpenSpan => {
    const context = contextOf(parent === undefined ? at.getStore()?.traceparent : parent);
    const options = {
      kind: KINDS[kind],
      attributes: values,
      ...given({ startTime }),
    };
    return new OpenSpan(tracer.startSpan(name, options, context), at);
  };
  return {
    begin: (span) => open(span),
    record(span: PastSpan) {
      ids.next = parseTraceparent(span.traceparent);
      const past = open(span, span.startMs);
      ids.next = null;
      past.end(span.fault, span.endMs);
    },
    current: () => at.getStore()?.traceparent ?? null,
    // A receiver that is away must not make the end of the process a failure.
    close: () => provider.shutdown().catch(() => undefined),
  };
}

function contextOf(parent: string | null | undefined): Context {
  const ids = parseTraceparent(parent);
  if (ids === null) return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, { ...ids, traceFlags: TraceFlags.SAMPLED, isRemote: true });
}
