// The receiver of the soak's webhook: keeps every message by its id, and which changes each one told.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Receiver {
  readonly url: string;
  readonly host: string;
  /** Message id → its text, of all that were accepted. */
  readonly messages: ReadonlyMap<string, string>;
  /** Messages that came again under the same id, which a receiver drops. */
  readonly repeats: () => number;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const messages = new Map<string, string>();
  let repeats = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const id = String(request.headers['webhook-id']);
      if (messages.has(id)) repeats += 1;
      else messages.set(id, body);
      response.writeHead(204).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/told`,
    host: `127.0.0.1:${port}`,
    messages,
    repeats: () => repeats,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
