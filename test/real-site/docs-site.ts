// Serves a folder of HTML files on loopback as a well-kept website: ETag, Last-Modified, conditional answers,
// and a log of every request. Content can be changed through the overlay while it runs.
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import { extname, join } from 'node:path';
import { type Overlay, type StoredPage, PageSet } from './overlay.ts';

export interface SiteRequest {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly ifNoneMatch?: string;
  readonly ifModifiedSince?: string;
  readonly status: number;
}

export interface DocsSite {
  /** Origin without a slash at the end. */
  readonly url: string;
  /** The first page; "/" redirects to it, so that every page has one address. */
  readonly startUrl: string;
  requests(): SiteRequest[];
  resetLog(): void;
  /** The present text of a page, as a visitor gets it. */
  read(path: string): string | undefined;
  readonly overlay: Overlay;
  stop(): Promise<void>;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

async function loadPages(root: string): Promise<ReadonlyMap<string, StoredPage>> {
  const names = (await readdir(root)).filter((name) => extname(name) in CONTENT_TYPES).toSorted();
  const pages = new Map<string, StoredPage>();
  for (const name of names) {
    const file = join(root, name);
    const [body, { mtimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
    pages.set(`/${name}`, { body, modifiedAt: Math.floor(mtimeMs / 1000) * 1000 });
  }
  return pages;
}

function entityTag(body: string): string {
  return `"${createHash('sha1').update(body).digest('hex')}"`;
}

function isFresh(request: IncomingMessage, tag: string, modifiedAt: number): boolean {
  const wanted = request.headers['if-none-match'];
  if (wanted !== undefined) return wanted.split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
  return modifiedAt <= Date.parse(request.headers['if-modified-since'] ?? '');
}

/** Sends the answer and says its status. */
function answer(request: IncomingMessage, response: ServerResponse, pages: PageSet): number {
  const path = (request.url ?? '/').replace(/[?#].*$/, '');
  const finish = (status: number, headers: Record<string, string>, body = '') => {
    const length = status === 304 ? {} : { 'content-length': Buffer.byteLength(body) };
    response.writeHead(status, { ...headers, ...length });
    response.end(request.method === 'HEAD' ? '' : body);
    return status;
  };
  if (request.method !== 'GET' && request.method !== 'HEAD') return finish(405, { allow: 'GET, HEAD' });
  if (path === '/') return finish(301, { location: '/index.html' });
  const page = pages.get(path);
  if (page === undefined) return finish(404, { 'content-type': 'text/plain' }, `no page ${path}\n`);
  const tag = entityTag(page.body);
  const validators = { etag: tag, 'last-modified': new Date(page.modifiedAt).toUTCString() };
  if (isFresh(request, tag, page.modifiedAt)) return finish(304, validators);
  const type = CONTENT_TYPES[extname(path)] ?? 'application/octet-stream';
  return finish(200, { ...validators, 'content-type': type }, page.body);
}

function logEntry(request: IncomingMessage, status: number): SiteRequest {
  const { 'if-none-match': ifNoneMatch, 'if-modified-since': ifModifiedSince } = request.headers;
  return {
    at: Date.now(),
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    ...(ifNoneMatch === undefined ? {} : { ifNoneMatch }),
    ...(ifModifiedSince === undefined ? {} : { ifModifiedSince }),
    status,
  };
}

export interface DocsSiteOptions {
  /** Folder with the pages; index.html is the first. */
  readonly root: string;
  /** 0 = any free port. */
  readonly port: number;
}

export async function startDocsSite({ root, port }: DocsSiteOptions): Promise<DocsSite> {
  const pages = new PageSet(await loadPages(root), Date.now);
  let log: SiteRequest[] = [];
  const server = createServer((request, response) => {
    request.resume();
    log.push(logEntry(request, answer(request, response, pages)));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : port}`;
  return {
    url,
    startUrl: `${url}/index.html`,
    requests: () => [...log],
    resetLog: () => {
      log = [];
    },
    read: (path) => pages.get(path)?.body,
    overlay: pages,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
