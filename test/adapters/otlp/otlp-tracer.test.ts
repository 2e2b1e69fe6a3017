// Spans to a real receiver: parents by what is at work and by header, ids that were given out before, and a receiver that is
// away.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createOtlpTracer } from '../../../adapters/otlp/otlp-tracer.ts';
import { parseTraceparent } from '../../../domain/system/trace/traceparent.ts';
import { type Tracer, within } from '../../../domain/system/trace/tracer.ts';
import { eventually } from '../../support/eventually.ts';
import { type TraceReceiver, startTraceReceiver } from '../../support/trace-receiver.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = `00-${TRACE}-00f067aa0ba902b7-01`;

const AT = Date.UTC(2026, 0, 15, 12);

let receiver: TraceReceiver;
let tracer: Tracer;

beforeEach(async () => {
  receiver = await startTraceReceiver();
  tracer = tracerTo(`${receiver.endpoint}/v1/traces`);
});

afterEach(async () => {
  await tracer.close();
  await receiver.close();
});

function tracerTo(url: string): Tracer {
  return createOtlpTracer({ url, role: 'api', instanceId: 'api:box:1', version: 'test' });
}

function received(name: string) {
  return eventually(() => receiver.spans.find((span) => span.name === name));
}

it('a span belongs to the one that is at work, over all that it waits for', async () => {
  expect(tracer.current()).toBeNull();
  await within(tracer, { name: 'outer', kind: 'server' }, async (outer) => {
    await Promise.resolve();
    expect(tracer.current()).toBe(outer?.traceparent);
    await within(
      tracer,
      { name: 'inner', kind: 'client', values: { count: 2, ok: true } },
      async () => undefined,
    );
  });
  const [outer, inner] = [await received('outer'), await received('inner')];
  expect(inner).toMatchObject({
    traceId: outer.traceId,
    parentId: outer.spanId,
    values: { count: 2, ok: true },
  });
  expect(outer).toMatchObject({ parentId: null, role: 'api', fault: null });
});

it('a span belongs to the one that a header names, and to none when that is no header', async () => {
  tracer.begin({ name: 'called', kind: 'server', parent: CALLER }).end();
  tracer.begin({ name: 'alone', kind: 'server', parent: 'nonsense' }).end();
  expect(await received('called')).toMatchObject({ traceId: TRACE, parentId: '00f067aa0ba902b7' });
  expect(await received('alone')).toMatchObject({ parentId: null });
});

it('a span that is over keeps the ids that were given out', async () => {
  const traceparent = `00-${TRACE}-9abc0123456789ab-01`;
  const past = { name: 'past', kind: 'internal', parent: CALLER, startMs: AT, endMs: AT + 2_500 } as const;
  tracer.record({ ...past, traceparent, fault: 'WorkflowFailed' });
  tracer.begin({ name: 'after', kind: 'internal', parent: null }).end();
  expect(await received('past')).toMatchObject({
    traceId: TRACE,
    spanId: '9abc0123456789ab',
    parentId: '00f067aa0ba902b7',
    startMs: AT,
    endMs: AT + 2_500,
    fault: 'WorkflowFailed',
  });
  expect((await received('after')).traceId).not.toBe(TRACE);
});

it('an error is told by its kind, and goes on', async () => {
  const failing = within(tracer, { name: 'failing', kind: 'client' }, async () => {
    throw new TypeError('http://shop.example/?token=1');
  });
  await expect(failing).rejects.toThrow(TypeError);
  expect((await received('failing')).fault).toBe('TypeError');
  expect(receiver.bodies.join('')).not.toContain('token');
});

it('what goes to a receiver that is away is dropped, and ends in time', async () => {
  const away = tracerTo('http://127.0.0.1:1/v1/traces');
  const span = away.begin({ name: 'lost', kind: 'internal' });
  expect(parseTraceparent(span.traceparent)).not.toBeNull();
  span.end();
  const begun = performance.now();
  await away.close();
  expect(performance.now() - begun).toBeLessThan(8_000);
});
