// Web sites that change by a plan known to the soak: single pages, listings whose items change one at a time, a large crawl
// that never changes. Every page names its edition, so what Webloom stored can be compared with what there was.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

export interface SoakSite {
  readonly origin: string;
  /** `host:port` */
  readonly host: string;
  /** Moves a page to its next edition. */
  advance(path: string): void;
  editionOf(path: string): number;
  readonly asked: () => number;
  close(): Promise<void>;
}

const WORDS = 'kettle lantern harbour paper willow copper meadow signal orchard thread bridge winter'.split(
  ' ',
);
const CRAWL_LINKS = 12;

/** `crawl`: pages under /crawl, of which the first is /crawl/0. */
export async function startSoakSite({ crawl }: { readonly crawl: number }): Promise<SoakSite> {
  const editions = new Map<string, number>();
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    answer({ request, response, editions, crawl });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    advance: (path) => void editions.set(path, (editions.get(path) ?? 1) + 1),
    editionOf: (path) => editions.get(path) ?? 1,
    asked: () => asked,
    close: () => close(server),
  };
}

interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly editions: ReadonlyMap<string, number>;
  readonly crawl: number;
}

function answer({ request, response, editions, crawl }: Asked): void {
  const path = request.url ?? '/';
  const html = htmlOf(path, editions.get(path) ?? 1, crawl);
  if (html === null) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such page.');
    return;
  }
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
}

function htmlOf(path: string, edition: number, crawl: number): string | null {
  const [, kind, group, item] = path.split('/');
  if (kind === 'page' && group !== undefined) return page(`Notes ${group}`, edition, []);
  if (kind === 'shop' && group !== undefined && item === undefined)
    return page(
      `Shop ${group}`,
      1,
      Array.from({ length: 30 }, (_, n) => `/shop/${group}/${n}`),
    );
  if (kind === 'shop' && item !== undefined) return page(`Item ${group}-${item}`, edition, []);
  const at = Number(group);
  if (kind !== 'crawl' || !Number.isInteger(at) || at >= crawl) return null;
  const links = Array.from({ length: CRAWL_LINKS }, (_, n) => at * CRAWL_LINKS + n + 1);
  return page(
    `Record ${at}`,
    1,
    links.filter((to) => to < crawl).map((to) => `/crawl/${to}`),
  );
}

/** About 3 KB of text that depends on the name alone, and one paragraph that names the edition. */
function page(name: string, edition: number, links: readonly string[]): string {
  const seed = Array.from(name, (letter) => letter.charCodeAt(0)).reduce(
    (sum, code) => (sum * 31 + code) % 9_973,
    7,
  );
  const sentence = (n: number): string =>
    Array.from({ length: 11 }, (_, k) => WORDS[(seed + n * 5 + k * (1 + (n % 7))) % WORDS.length]).join(' ');
  const paragraphs = Array.from({ length: 36 }, (_, n) => `<p>${sentence(n)}, part ${n} of ${name}.</p>`);
  const list = links.map((to) => `<li><a href="${to}">${to}</a></li>`).join('');
  return `<!doctype html><html lang="en"><head><title>${name}</title></head><body><main><h1>${name}</h1>
<p>The committee decided on edition ${edition} of ${name}; the former one is out of print.</p>
${paragraphs.join('\n')}<ul>${list}</ul></main></body></html>`;
}

async function close(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}
