// A site that counts its requests and can hold its answers back until the test lets them go.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StallingSite {
  readonly origin: string;
  /** Paths asked for, in order. */
  readonly requests: string[];
  stall(): void;
  release(): void;
  close(): Promise<void>;
}

/** `/big` is 10 MB of text, `/image` no page, `/gone` a 404, everything else a small page naming its path. */
export async function createStallingSite(): Promise<StallingSite> {
  const requests: string[] = [];
  let held: (() => void)[] | null = null;
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push(path);
    const send = (): void => {
      response.writeHead(path === '/gone' ? 404 : 200, {
        'content-type': path === '/image' ? 'image/png' : 'text/html; charset=utf-8',
      });
      response.end(path === '/big' ? bigBody() : `<p>${path}</p>`);
    };
    if (held === null) send();
    else held.push(send);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stall: () => {
      held ??= [];
    },
    release: () => {
      const sends = held ?? [];
      held = null;
      for (const send of sends) send();
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

export function bigBody(): Buffer {
  return Buffer.alloc(10 * 1024 * 1024, '<p>0123456789abcdef</p>');
}
