// A receiver of traces on a real socket: takes OTLP over HTTP as JSON, and keeps every span as plain data.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const value = z.object({
  stringValue: z.string().optional(),
  intValue: z.union([z.string(), z.number()]).optional(),
  doubleValue: z.number().optional(),
  boolValue: z.boolean().optional(),
});
const values = z.array(z.object({ key: z.string(), value })).default([]);
const span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  startTimeUnixNano: z.string(),
  endTimeUnixNano: z.string(),
  attributes: values,
  status: z.object({ code: z.number().optional(), message: z.string().optional() }).optional(),
});
const body = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: values }),
      scopeSpans: z.array(z.object({ spans: z.array(span) })),
    }),
  ),
});

export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Null: it has none. */
  readonly parentId: string | null;
  readonly name: string;
  readonly role: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly values: Readonly<Record<string, string | number | boolean>>;
  readonly fault: string | null;
}

export interface TraceReceiver {
  /** What WEBLOOM_OTLP_ENDPOINT is set to. */
  readonly endpoint: string;
  readonly spans: readonly ReceivedSpan[];
  /** Bodies as they came. */
  readonly bodies: readonly string[];
  close(): Promise<void>;
}

export async function startTraceReceiver(): Promise<TraceReceiver> {
  const spans: ReceivedSpan[] = [];
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => (text += part));
    request.on('end', () => {
      const isRight = request.method === 'POST' && request.url === '/v1/traces';
      if (isRight) {
        bodies.push(text);
        spans.push(...parseSpans(text));
      }
      response.writeHead(isRight ? 200 : 404, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    bodies,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function parseSpans(text: string): ReceivedSpan[] {
  return body.parse(JSON.parse(text)).resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const role = String(toValues(resource.attributes)['webloom.role']);
    return scopeSpans.flatMap((scope) => scope.spans.map((one) => toSpan(one, role)));
  });
}

function toSpan(one: z.infer<typeof span>, role: string): ReceivedSpan {
  const { traceId, spanId, parentSpanId = '', name, attributes, status } = one;
  return {
    traceId,
    spanId,
    parentId: parentSpanId === '' ? null : parentSpanId,
    name,
    role,
    startMs: Number(BigInt(one.startTimeUnixNano) / 1_000_000n),
    endMs: Number(BigInt(one.endTimeUnixNano) / 1_000_000n),
    values: toValues(attributes),
    fault: status?.code === 2 ? (status.message ?? '') : null,
  };
}

function toValues(attributes: z.infer<typeof values>): Record<string, string | number | boolean> {
  return Object.fromEntries(
    attributes.map(({ key, value: { stringValue, intValue, doubleValue, boolValue } }) => [
      key,
      stringValue ?? doubleValue ?? boolValue ?? Number(intValue),
    ]),
  );
}
