// The website that all benches and peers fetch: deterministic, cheap to serve, with its own count of requests.
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { buildPage, pagePath } from './site-page.ts';

export interface BenchSiteOptions {
  readonly pages: number;
  /** Share of the pages that differ after each `advance()`, 0 to 1. Default 0. */
  readonly changedShare?: number;
  /** 0 = any free port, the default. */
  readonly port?: number;
  /** Latency of each answer. Default 0. */
  readonly delayMs?: number;
  /** Whether pages carry an ETag and answer 304. Default true. */
  readonly validators?: boolean;
}

export interface SiteCounts {
  readonly requests: number;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Pages requested at least once; `repeats` counts the further requests for such a page. */
  readonly distinctPages: number;
  readonly repeats: number;
}

export interface BenchSite {
  readonly url: string;
  /** Every page can be reached from here by links. */
  readonly startUrl: string;
  pageUrl(page: number): string;
  /** Moves `changedShare` of the pages to a new version; returns their numbers. */
  advance(): readonly number[];
  counts(): SiteCounts;
  resetCounts(): void;
  stop(): Promise<void>;
}

/** At most this many finished bodies of about 70 KB are kept; other bodies are built on demand (170 µs each). */
const KEPT_BODIES = 4000;

class PageStore {
  readonly #versions: Uint32Array;
  readonly #bodies = new Map<number, Buffer>();
  #generation = 0;

  constructor(pages: number) {
    this.#versions = new Uint32Array(pages);
  }

  tag(page: number): string | undefined {
    const version = this.#versions[page];
    return version === undefined ? undefined : `"${page}-${version}"`;
  }

  body(page: number): Buffer {
    const kept = this.#bodies.get(page);
    if (kept !== undefined) return kept;
    const body = Buffer.from(buildPage(page, this.#versions[page] ?? 0, this.#versions.length));
    if (this.#bodies.size < KEPT_BODIES) this.#bodies.set(page, body);
    return body;
  }

  /** Changed pages lie evenly over the site, and shift with each generation. */
  advance(share: number): readonly number[] {
    this.#generation += 1;
    const pages = this.#versions.length;
    const count = Math.round(pages * share);
    const changed = Array.from(
      { length: count },
      (_, at) => (Math.floor((at * pages) / count) + this.#generation) % pages,
    );
    for (const page of changed) {
      this.#versions[page] = (this.#versions[page] ?? 0) + 1;
      this.#bodies.delete(page);
    }
    return changed;
  }
}

class SiteServer {
  readonly #options: Required<BenchSiteOptions>;
  readonly #store: PageStore;
  #hits: Uint32Array;
  #byStatus: Record<string, number> = {};
  url = '';

  constructor(options: Required<BenchSiteOptions>) {
    this.#options = options;
    this.#store = new PageStore(options.pages);
    this.#hits = new Uint32Array(options.pages);
    for (let page = 0; page < Math.min(options.pages, KEPT_BODIES); page += 1) this.#store.body(page);
  }

  advance(): readonly number[] {
    return this.#store.advance(this.#options.changedShare);
  }

  counts(): SiteCounts {
    const asked = this.#hits.filter((count) => count > 0);
    return {
      requests: Object.values(this.#byStatus).reduce((sum, count) => sum + count, 0),
      byStatus: { ...this.#byStatus },
      distinctPages: asked.length,
      repeats: asked.reduce((sum, count) => sum + count - 1, 0),
    };
  }

  resetCounts(): void {
    this.#hits = new Uint32Array(this.#options.pages);
    this.#byStatus = {};
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.resume();
    const path = request.url ?? '/';
    if (path.startsWith('/__')) {
      this.#control(path, response);
      return;
    }
    if (this.#options.delayMs > 0) await wait(this.#options.delayMs);
    const page = /^\/page\/(\d+)$/.exec(path)?.[1];
    if (page !== undefined) this.#sendPage(Number(page), request, response);
    else this.#sendFile(path, response);
  }

  #finish(
    response: ServerResponse,
    status: number,
    headers: Record<string, string>,
    body: Buffer | string,
  ): void {
    this.#byStatus[status] = (this.#byStatus[status] ?? 0) + 1;
    const length = status === 304 ? {} : { 'content-length': Buffer.byteLength(body) };
    response.writeHead(status, { ...headers, ...length });
    response.end(body);
  }

  #sendPage(page: number, request: IncomingMessage, response: ServerResponse): void {
    const tag = this.#store.tag(page);
    if (tag === undefined) {
      this.#finish(response, 404, { 'content-type': 'text/plain' }, 'no such page\n');
      return;
    }
    this.#hits[page] = (this.#hits[page] ?? 0) + 1;
    const validators: Record<string, string> = this.#options.validators ? { etag: tag } : {};
    if (this.#options.validators && request.headers['if-none-match'] === tag) {
      this.#finish(response, 304, validators, '');
      return;
    }
    const headers = { 'content-type': 'text/html; charset=utf-8', ...validators };
    this.#finish(response, 200, headers, this.#store.body(page));
  }

  #sendFile(path: string, response: ServerResponse): void {
    if (path === '/robots.txt') {
      const body = `User-agent: *\nAllow: /\n\nSitemap: ${this.url}/sitemap.xml\n`;
      this.#finish(response, 200, { 'content-type': 'text/plain' }, body);
      return;
    }
    if (path === '/sitemap.xml') {
      const entry = (_: unknown, page: number) => `<url><loc>${this.url}${pagePath(page)}</loc></url>\n`;
      const entries = Array.from({ length: Math.min(this.#options.pages, 50_000) }, entry).join('');
      const body = `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries}</urlset>\n`;
      this.#finish(response, 200, { 'content-type': 'application/xml' }, body);
      return;
    }
    if (path === '/') this.#finish(response, 302, { location: pagePath(0) }, '');
    else this.#finish(response, 404, { 'content-type': 'text/plain' }, 'no such file\n');
  }

  /** Requests by which a bench in another process controls the site; not counted. */
  #control(path: string, response: ServerResponse): void {
    const actions: Readonly<Record<string, () => unknown>> = {
      '/__advance': () => this.advance(),
      '/__counts': () => this.counts(),
      '/__reset': () => {
        this.resetCounts();
        return {};
      },
    };
    const action = actions[path];
    response.writeHead(action === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(action?.() ?? {}));
  }
}

export async function startBenchSite(options: BenchSiteOptions): Promise<BenchSite> {
  const full = { changedShare: 0, port: 0, delayMs: 0, validators: true, ...options };
  const site = new SiteServer(full);
  const server = createServer((request, response) => {
    void site.handle(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(full.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  site.url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : full.port}`;
  return {
    url: site.url,
    startUrl: site.url + pagePath(0),
    pageUrl: (page) => site.url + pagePath(page),
    advance: () => site.advance(),
    counts: () => site.counts(),
    resetCounts: () => {
      site.resetCounts();
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
