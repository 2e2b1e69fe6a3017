// A site with as many pages as wanted: a first page that links to all of them, every third page a product with a price.
// Pages answer after a while, can be revised, and carry no validators unless asked to.
import { createHash } from 'node:crypto';
import { type Handler, type Site, startSite } from './site/site.ts';

export interface ManyPages {
  readonly site: Site;
  /** `host:port` */
  readonly host: string;
  readonly startUrl: string;
  readonly paths: readonly string[];
  /** Requests for pages; robots.txt is no page. */
  requests(): readonly { readonly atMs: number; readonly path: string; readonly conditional: boolean }[];
  /** The page says something else from now on, or what it said in a certain revision; 0 is the first. */
  revise(path: string, revision?: number): void;
  /** The next `times` answers of the page have this status and no content. */
  refuse(path: string, status: number, times?: number): void;
  close(): Promise<void>;
}

export interface ManyPagesOptions {
  readonly pages: number;
  /** Until a page answers; what a function says then. Default 0. */
  readonly latencyMs?: number | (() => number);
  /** Answers with an ETag, and with 304 to whoever has it. Default false. */
  readonly validators?: boolean;
  readonly host?: string;
  /** Has a sitemap of its pages, by the address it is asked at. Default false. */
  readonly sitemap?: boolean;
}

export async function startManyPages(options: ManyPagesOptions): Promise<ManyPages> {
  const paths = Array.from({ length: options.pages }, (_, index) => `/page-${index + 1}.html`);
  const revisions = new Map<string, number>();
  const refusals = new Map<string, { readonly status: number; times: number }>();
  const handlers: Record<string, Handler> = {
    '/': handler(options, () => firstPage(paths)),
    ...(options.sitemap === true ? { '/sitemap.xml': sitemapHandler(paths) } : {}),
  };
  for (const [index, path] of paths.entries()) {
    const answer = handler(options, () => onePage(index + 1, revisions.get(path) ?? 0));
    handlers[path] = (request, response) => {
      const refusal = refusals.get(path);
      if (refusal === undefined || refusal.times === 0) return answer(request, response);
      refusal.times -= 1;
      response.writeHead(refusal.status).end('not here');
    };
  }
  const site = await startSite(handlers, options.host === undefined ? {} : { host: options.host });
  return {
    site,
    host: `${site.host}:${site.port}`,
    startUrl: site.url('/'),
    paths,
    requests: () =>
      site.log
        .filter(({ path }) => path !== '/robots.txt')
        .map(({ atMs, path, headers }) => ({
          atMs,
          path,
          conditional: headers['if-none-match'] !== undefined,
        })),
    revise: (path, revision = (revisions.get(path) ?? 0) + 1) => {
      revisions.set(path, revision);
    },
    refuse: (path, status, times = Number.POSITIVE_INFINITY) => {
      refusals.set(path, { status, times });
    },
    close: () => site.close(),
  };
}

function handler({ latencyMs = 0, validators = false }: ManyPagesOptions, render: () => string): Handler {
  return (request, response) => {
    setTimeout(
      () => {
        const body = render();
        const etag = `"${createHash('sha1').update(body).digest('hex')}"`;
        const headers = validators ? { etag } : {};
        if (validators && request.headers['if-none-match'] === etag) response.writeHead(304, headers).end();
        else response.writeHead(200, { ...headers, 'content-type': 'text/html; charset=utf-8' }).end(body);
      },
      typeof latencyMs === 'number' ? latencyMs : latencyMs(),
    );
  };
}

function sitemapHandler(paths: readonly string[]): Handler {
  return (request, response) => {
    const entries = paths.map((path) => `<url><loc>http://${request.headers.host}${path}</loc></url>`);
    const body = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join('\n')}</urlset>`;
    response.writeHead(200, { 'content-type': 'application/xml' }).end(body);
  };
}

function firstPage(paths: readonly string[]): string {
  const items = paths.map((path, index) => `<li><a href="${path}">Page ${index + 1}</a></li>`).join('\n');
  return `<!doctype html><html lang="en"><head><title>All pages</title></head><body><main><h1>All pages</h1>
<p>This site keeps a list of everything it has, so that nobody has to search for it.</p><ul>${items}</ul></main></body></html>`;
}

function onePage(number: number, revision: number): string {
  const news =
    revision === 0 ? '' : `<p>News of the day ${revision}: the river rose by ${revision} feet.</p>`;
  return `<!doctype html><html lang="en"><head><title>Page ${number}</title></head><body><main>
<h1>Page ${number}</h1>
<p>Page ${number} tells of the village number ${number}, which lies between two hills and has a mill.</p>
<p>In its ${number % 90} houses live people who bake bread, mend nets and keep an account of the weather.</p>
${news}${number % 3 === 0 ? product(number, revision) : ''}
<p>Whoever wants to know more goes <a href="/">back to the list</a>.</p></main></body></html>`;
}

function product(number: number, revision: number): string {
  const price = `${10 + number + revision}.50`;
  const data = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: `Lamp ${number}`,
    offers: { '@type': 'Offer', price, priceCurrency: 'EUR', availability: 'https://schema.org/InStock' },
  };
  return `<p>The lamp of the village costs € ${price} and can be bought at once.</p>
<script type="application/ld+json">${JSON.stringify(data)}</script>`;
}
