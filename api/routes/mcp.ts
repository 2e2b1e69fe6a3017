// The MCP over HTTP, for assistants: the tools of api/mcp with the key of the request. It stands in no description of the API.
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { FastifyReply } from 'fastify';
import { callerOf } from '../http/caller.ts';
import type { ApiServer } from '../http/server-type.ts';
import type { ApiPorts } from '../ports.ts';

/** A page that a browser takes steps on has a minute and a half to be answered. */
const DEADLINE_MS = 100_000;
const NONCE_LENGTH = 22;

export function registerMcp(
  app: ApiServer,
  { clock, secretSource, settings, log }: Pick<ApiPorts, 'clock' | 'secretSource' | 'settings' | 'log'>,
): void {
  if (settings.servesMcp === false) return;
  const inside = {
    app,
    now: () => clock.now(),
    nonce: () => secretSource.secret().slice(0, NONCE_LENGTH),
    report: (error: unknown) => log.warn({ err: error }, 'a request of the MCP failed'),
  };
  app.post(
    '/mcp',
    // What tools do is judged where they do it: by scope, in the audit, in read-only mode.
    { config: { scope: 'viewer', deadlineMs: DEADLINE_MS, audit: false }, schema: { hide: true } },
    async (request, reply) => {
      const { serveRequest } = await import('../mcp/serve-http.ts');
      const { scope, how } = callerOf(request);
      // Who shows no key was not given the right to change anything.
      const offer = { scope, mayChange: how !== 'open' };
      return answer(reply, await serveRequest(inside, { request, offer, gone: goneWith(reply) }));
    },
  );
}

/** Once it is answered, nothing is left to abort. */
function goneWith({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => gone.abort());
  return gone.signal;
}

/** JSON, or a stream of it. */
function answer(reply: FastifyReply, { status, headers, body }: Response): FastifyReply {
  void reply.code(status);
  for (const name of ['content-type', 'mcp-protocol-version', 'allow']) {
    const value = headers.get(name);
    if (value !== null) void reply.header(name, value);
  }
  return body === null ? reply.send() : reply.send(Readable.fromWeb(streamOf(body)));
}

/** The same class under two names: of the language's library, and of Node's. */
function streamOf(body: NonNullable<Response['body']>): ReadableStream {
  return body as ReadableStream;
}
