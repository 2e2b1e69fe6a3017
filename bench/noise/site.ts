// Serves the noise sites, each on a loopback address of its own, with a page that is different at every request.
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { type Place, renderPage, SITE_KINDS, SITES_PER_KIND } from './page.ts';
import { chanceOf } from './random.ts';

interface NoisePage extends Place {
  readonly url: string;
}

export interface NoiseSite {
  readonly pages: readonly NoisePage[];
  /** `host:port` of all sites. */
  readonly hosts: readonly string[];
  /** From now on every page says what it says in its second version. */
  revise(): void;
  /** From now on every page says what it said at first. */
  restore(): void;
  close(): Promise<void>;
}

export async function startNoiseSite(seed: number): Promise<NoiseSite> {
  let version: 1 | 2 = 1;
  const serve = (place: Place): Server => {
    let count = 0;
    return createServer((_request, response) => {
      const chance = chanceOf(`${seed} ${place.kind} ${place.number} ${count}`);
      const html = renderPage(place, version, { chance, count });
      count += 1;
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
    });
  };
  const servers: Server[] = [];
  const pages: NoisePage[] = [];
  for (const [at, kind] of SITE_KINDS.entries())
    for (let number = 1; number <= SITES_PER_KIND; number += 1) {
      const server = serve({ kind, number });
      const address = `127.0.${at + 1}.${number}`;
      server.listen(0, address);
      await once(server, 'listening');
      const bound = server.address();
      servers.push(server);
      pages.push({ kind, number, url: `http://${address}:${typeof bound === 'object' ? bound?.port : 0}/` });
    }
  return {
    pages,
    hosts: pages.map(({ url }) => new URL(url).host),
    revise: () => {
      version = 2;
    },
    restore: () => {
      version = 1;
    },
    close: async () => {
      for (const server of servers) server.close();
      await Promise.all(servers.map((server) => once(server, 'close')));
    },
  };
}
