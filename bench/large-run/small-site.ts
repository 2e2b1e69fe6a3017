// A site of very many pages of 2 KB in a process of its own: each page is made from its number, all are named by sitemaps, and an
// ETag answers 304. `node dist/bench/large-run/small-site.js --pages 1000000`; prints {"host", "sitemap"}.
import { type ServerResponse, createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const PAGES_OF_SITEMAP = 50_000;
const WORDS =
  'amber basin cedar delta ember fabric glacier harbour island jasmine kettle lantern meadow nettle orchard pebble'.split(
    ' ',
  );
const SENTENCES = 16;

export interface SmallSite {
  /** `host:port` */
  readonly host: string;
  readonly sitemap: string;
  stop(): Promise<void>;
}

/** Starts the site as a child. */
export async function startSmallSite(pages: number): Promise<SmallSite> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), '--pages', String(pages)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    return {
      ...(JSON.parse(line) as { host: string; sitemap: string }),
      async stop() {
        child.kill('SIGTERM');
        if (child.exitCode === null) await once(child, 'exit');
      },
    };
  }
  throw new Error('The site of the bench ended before it was ready.');
}

/** About 2 KB of HTML that no other page has. */
function pageText(page: number): string {
  const sentences = Array.from({ length: SENTENCES }, (_, at) => {
    const words = Array.from(
      { length: 14 },
      (__, word) => WORDS[(page * 7 + at * 5 + word * 3 + ((page >> at) & 15)) & 15],
    );
    return `<p>${words.join(' ')} ${page * 31 + at}.</p>`;
  });
  return `<!doctype html><html lang="en"><head><title>Article ${page}</title></head><body><main><h1>Article ${page}</h1>${sentences.join('')}</main></body></html>`;
}

function sitemapIndex(origin: string, pages: number): string {
  const files = Array.from(
    { length: Math.ceil(pages / PAGES_OF_SITEMAP) },
    (_, at) => `<sitemap><loc>${origin}/sitemap-${at}.xml</loc></sitemap>`,
  );
  return `<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${files.join('')}</sitemapindex>`;
}

function sitemap(origin: string, { at, pages }: { readonly at: number; readonly pages: number }): string {
  const first = at * PAGES_OF_SITEMAP;
  const count = Math.max(0, Math.min(PAGES_OF_SITEMAP, pages - first));
  const urls = Array.from(
    { length: count },
    (_, offset) => `<url><loc>${origin}/p/${first + offset}</loc></url>`,
  );
  return `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('')}</urlset>`;
}

function answer(
  response: ServerResponse,
  { type, body }: { readonly type: string; readonly body: string },
  tag = '',
): void {
  response.writeHead(200, { 'content-type': type, ...(tag !== '' && { etag: tag }) });
  response.end(body);
}

function serve(pages: number): void {
  const server = createServer((request, response) => {
    const origin = `http://${request.headers.host ?? ''}`;
    const path = request.url ?? '/';
    const page = /^\/p\/(\d+)$/.exec(path)?.[1];
    const file = /^\/sitemap-(\d+)\.xml$/.exec(path)?.[1];
    if (page !== undefined) {
      const tag = `"${page}"`;
      if (request.headers['if-none-match'] === tag) response.writeHead(304, { etag: tag }).end();
      else answer(response, { type: 'text/html; charset=utf-8', body: pageText(Number(page)) }, tag);
    } else if (file !== undefined) {
      answer(response, { type: 'application/xml', body: sitemap(origin, { at: Number(file), pages }) });
    } else if (path === '/sitemap.xml') {
      answer(response, { type: 'application/xml', body: sitemapIndex(origin, pages) });
    } else {
      response.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The site has no port.');
    const host = `127.0.0.1:${address.port}`;
    console.log(JSON.stringify({ host, sitemap: `http://${host}/sitemap.xml` }));
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => server.close(() => process.exit(0)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { pages: { type: 'string', default: '1000000' } } });
  serve(Number(values.pages));
}
