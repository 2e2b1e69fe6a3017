import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { createClient } from '../../../api/client/client.ts';
import { httpFetch } from '../../../cli/http/http-fetch.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

describe('a client over httpFetch', () => {
  test('sends method, key, query and body, and reads letters that arrive in two parts', async () => {
    const seen: unknown[] = [];
    const text = Buffer.from(JSON.stringify({ items: [{ name: 'Käse' }], nextCursor: null }));
    const cut = text.indexOf('ä') + 1;
    const baseUrl = await serve((request, response) => {
      seen.push(request.method, request.url, request.headers.authorization);
      response.write(text.subarray(0, cut), () => response.end(text.subarray(cut)));
    });
    const api = createClient({ baseUrl, apiKey: 'wl_key', fetch: httpFetch });
    expect(await api.jobs({ limit: 5, state: undefined })).toEqual({
      items: [{ name: 'Käse' }],
      nextCursor: null,
    });
    expect(seen).toEqual(['GET', '/v1/jobs?limit=5', 'Bearer wl_key']);
  });

  test('an answer that does not come in time is a timeout', async () => {
    const baseUrl = await serve(() => undefined);
    const api = createClient({ baseUrl, timeoutMs: 50, fetch: httpFetch });
    await expect(api.jobs()).rejects.toMatchObject({
      code: 'dependency-unavailable',
      facts: { timedOut: true },
    });
  });

  test('a body that stops half-way is an error, no short answer', async () => {
    const baseUrl = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"items":[]', () => response.destroy());
    });
    const answer = await httpFetch(new URL(baseUrl), {
      method: 'GET',
      headers: {},
      signal: AbortSignal.timeout(5_000),
    });
    await expect(answer.text()).rejects.toThrow('aborted');
  });

  test('events are followed until the reader has seen enough', async () => {
    const baseUrl = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('event: hello\ndata: {}\n\n');
      response.write('id: 1\nevent: run.state\ndata: {"id":"a","type":"run.state"}\n\n');
    });
    const ended = new AbortController();
    const api = createClient({ baseUrl, fetch: httpFetch });
    const told: unknown[] = [];
    for await (const event of api.events('', ended.signal)) {
      told.push(event.type);
      ended.abort();
    }
    expect(told).toEqual(['run.state']);
  });
});
