// Which requests to the API have a span, what it tells, and that what a handler starts belongs to it.
import { expect, it } from 'vitest';
import type { PastSpan, Span, SpanBegin, Tracer } from '../../domain/system/trace/tracer.ts';
import { createApp } from '../../api/app.ts';
import { createHarness, putJob } from './harness.ts';

interface Noted extends SpanBegin {
  fault?: string | undefined;
  set: Record<string, unknown>;
  isOver: boolean;
}

/** Keeps what it is told; the span at work is that of the last `run`. */
class NotingTracer implements Tracer {
  readonly spans: Noted[] = [];
  #depth: Span[] = [];

  begin(begin: SpanBegin): Span {
    const noted: Noted = { ...begin, set: {}, isOver: false };
    this.spans.push(noted);
    const span: Span = {
      traceparent: `00-${'1'.repeat(32)}-${String(this.spans.length).padStart(16, '1')}-01`,
      run: (work) => {
        this.#depth.push(span);
        try {
          return work();
        } finally {
          this.#depth.pop();
        }
      },
      set: (values) => void Object.assign(noted.set, values),
      end: (fault) => void Object.assign(noted, { isOver: true, fault }),
    };
    return span;
  }

  record(_span: PastSpan): void {
    throw new Error('no request is told later');
  }

  current(): string | null {
    return this.#depth.at(-1)?.traceparent ?? null;
  }

  async close(): Promise<void> {}
}

async function traced() {
  const harness = await createHarness();
  const tracer = new NotingTracer();
  return { harness, tracer, app: await createApp({ ...harness.ports, tracer }) };
}

it('a request is told by its route, never by its address', async () => {
  const { app, tracer, harness } = await traced();
  const { _id } = await putJob(harness, 'created');
  await app.inject({ url: `/v1/jobs/${_id}?secret=4711`, headers: { traceparent: 'given' } });
  expect(tracer.spans).toHaveLength(1);
  const [span] = tracer.spans;
  expect(span).toMatchObject({
    name: 'GET /v1/jobs/:jobId',
    kind: 'server',
    parent: 'given',
    values: { 'http.route': '/v1/jobs/:jobId' },
    isOver: true,
  });
  expect(JSON.stringify(span)).not.toContain('4711');
  expect(JSON.stringify(span)).not.toContain(_id);
});

it.each(['/healthz', '/readyz', '/v1/health', '/openapi.json', '/nowhere'])('%s has no span', async (url) => {
  const { app, tracer } = await traced();
  await app.inject({ url });
  expect(tracer.spans).toEqual([]);
});

it('a request that is refused is told with its answer, and is no fault of the API', async () => {
  const { app, tracer } = await traced();
  await app.inject({ url: '/v1/jobs/job_none' });
  const [span] = tracer.spans;
  expect(span?.set).toEqual({ 'http.response.status_code': 404 });
  expect(span?.fault).toBeUndefined();
});
