// The SDK's own client of the MCP: over HTTP to an app that answers by injection or at an address, or to a command that is started.
import {
  type CallToolResult,
  Client,
  StreamableHTTPClientTransport,
  type Transport,
} from '@modelcontextprotocol/client';
import type { FastifyInstance } from 'fastify';

/** legacy: the protocol of 2025, as most clients speak it; auto: the newest that both know. */
export type Era = 'legacy' | 'auto';

export async function connect(transport: Transport, era: Era = 'legacy'): Promise<Client> {
  const client = new Client(
    { name: 'webloom-test', version: '1' },
    era === 'auto' ? { versionNegotiation: { mode: 'auto' } } : {},
  );
  await client.connect(transport);
  return client;
}

interface Injected {
  readonly app: Pick<FastifyInstance, 'inject'>;
  readonly key?: string | undefined;
  readonly era?: Era;
}

export function connectInside({ app, key, era }: Injected): Promise<Client> {
  const headers = keyHeader(key);
  const transport = new StreamableHTTPClientTransport(new URL('http://localhost/mcp'), {
    requestInit: { headers },
    fetch: async (url, init) => {
      const sent = new Headers(init?.headers);
      const {
        statusCode,
        headers: answered,
        rawPayload,
      } = await app.inject({
        method: init?.method === 'POST' ? 'POST' : 'GET',
        url: new URL(url).pathname,
        headers: Object.fromEntries(sent),
        ...(typeof init?.body === 'string' ? { payload: init.body } : {}),
      });
      const body = rawPayload.length === 0 ? null : new Uint8Array(rawPayload);
      return new Response(body, {
        status: statusCode,
        headers: { 'content-type': String(answered['content-type'] ?? '') },
      });
    },
  });
  return connect(transport, era);
}

export function connectOver(url: string, key: string | undefined, era?: Era): Promise<Client> {
  const transport = new StreamableHTTPClientTransport(new URL('/mcp', url), {
    requestInit: { headers: keyHeader(key) },
  });
  return connect(transport, era);
}

function keyHeader(key: string | undefined): Record<string, string> {
  return key === undefined ? {} : { authorization: `Bearer ${key}` };
}

export function textOf({ content }: CallToolResult): string {
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
}

export async function toolNames(client: Client): Promise<string[]> {
  return (await client.listTools()).tools.map(({ name }) => name);
}

/** What the page wrote, between the marks of this answer; throws where there are none. */
export function fencedIn(text: string): string {
  const [, nonce, inside] = /⟦page text (\S+)⟧\n([\s\S]*)\n⟦end of page text \1⟧/.exec(text) ?? [];
  if (nonce === undefined || inside === undefined) throw new Error(`nothing is fenced in: ${text}`);
  return inside;
}
