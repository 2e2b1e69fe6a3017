// One request of the MCP over HTTP: served by a server of its own, which asks the API in this process with what the request
// shows of its caller. So scopes, limits, guards and the audit are those of the API.
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createMcpHandler } from '@modelcontextprotocol/server';
import type { FastifyInstance, FastifyRequest, InjectOptions } from 'fastify';
import { createClient } from '../client/client.ts';
import type { AskedRequest, Fetch } from '../client/answer.ts';
import { createServer } from './create-server.ts';
import type { ToolContext } from './tool.ts';
import type { Offer } from './tool-table.ts';

/** Who asks, from where, and from which page: whatever the API's guards look at. */
const HANDED_ON = [
  'authorization',
  'cookie',
  'host',
  'origin',
  'sec-fetch-site',
  'x-csrf-token',
  'x-forwarded-for',
  'x-forwarded-proto',
  'traceparent',
];
/** The audit tells by it that a tool was used. */
const AGENT = 'webloom-mcp';

export interface McpRequest {
  readonly request: FastifyRequest;
  readonly offer: Offer;
  /** Aborted when the caller is gone. */
  readonly gone: AbortSignal;
}

interface Inside extends Pick<ToolContext, 'now' | 'nonce' | 'report'> {
  /** Answers what tools ask. */
  readonly app: Pick<FastifyInstance, 'inject'>;
}

export function serveRequest(inside: Inside, { request, offer, gone }: McpRequest): Promise<Response> {
  const context = contextOf(inside, request);
  const handler = createMcpHandler(() => createServer(context, offer), {
    onerror: inside.report,
    // Nothing is published to listeners, so nobody is to hold a stream open for it.
    maxSubscriptions: 0,
  });
  return handler.fetch(toWebRequest(request, gone), { parsedBody: request.body });
}

function contextOf({ app, ...given }: Inside, request: FastifyRequest): ToolContext {
  const agent = `${AGENT} ${request.headers['user-agent'] ?? ''}`.trim();
  return {
    ...given,
    api: createClient({ baseUrl: originOf(request), userAgent: agent, fetch: askInside(app, request) }),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    sha256: (text) => createHash('sha256').update(text).digest(),
    pause: (ms) => pause(ms),
  };
}

function originOf({ protocol, headers }: FastifyRequest): string {
  const origin = `${protocol}://${headers.host ?? 'localhost'}`;
  return URL.canParse(origin) ? origin : 'http://localhost';
}

function askInside(app: Inside['app'], { headers, socket }: FastifyRequest): Fetch {
  const caller = Object.fromEntries(
    HANDED_ON.map((name) => [name, headers[name]]).filter(([, value]) => value),
  );
  return async (url, asked) => {
    const {
      statusCode,
      headers: answered,
      body,
    } = await app.inject({
      method: methodOf(asked),
      url: `${url.pathname}${url.search}`,
      headers: { ...caller, ...asked.headers },
      signal: asked.signal,
      ...(socket.remoteAddress === undefined ? {} : { remoteAddress: socket.remoteAddress }),
      ...(asked.body === undefined ? {} : { payload: bodyOf(asked.body) }),
    });
    return {
      ok: statusCode >= 200 && statusCode < 300,
      status: statusCode,
      headers: { get: (name) => String(answered[name.toLowerCase()] ?? '') || null },
      body: null,
      text: async () => body,
    };
  };
}

/** The client asks with those of the table of answers alone. */
function methodOf({ method }: AskedRequest): NonNullable<InjectOptions['method']> {
  return method as NonNullable<InjectOptions['method']>;
}

function bodyOf(body: NonNullable<AskedRequest['body']>): string | Buffer {
  return typeof body === 'string' ? body : Buffer.from(body);
}

/** Its body is handed over as it was read. */
function toWebRequest(request: FastifyRequest, signal: AbortSignal): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    for (const one of [value ?? []].flat()) headers.append(name, one);
  return new Request(new URL(request.url, originOf(request)), { method: 'POST', headers, signal });
}
