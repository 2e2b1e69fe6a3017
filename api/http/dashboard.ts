// Serves the dashboard: its files under /assets, and the page itself at every address that a browser asks for
// as a page. The page's policy allows nothing from elsewhere and no code in the page.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiServer } from './server-type.ts';

const NONCE_PLACE = '%WEBLOOM_NONCE%';
const NONCE_BYTES = 16;

/**
 * The library for menus and dialogs puts one rule into a style element of its own; it takes the nonce from the
 * page. Frames show stored pages, whose own answers are sandboxed.
 */
function policyOf(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The page and its files hold no data, so they need no key. */
const OPEN = { config: { scope: 'open' }, schema: { hide: true } } as const;

/** Paths of the API, which are never the page's. */
const API_PATHS = /^\/(?:v1|docs|problems|assets)(?:\/|$)|^\/(?:healthz|readyz|metrics|openapi\.json)$/;

/** Whether a path that no route takes may be one of the dashboard's screens or files. */
export function isDashboardPath(path: string): boolean {
  return path.startsWith('/assets/') || !API_PATHS.test(path);
}

export async function serveDashboard(app: ApiServer, folder: string): Promise<void> {
  const page = await readFile(join(folder, 'index.html'), 'utf8').catch(() => null);
  if (page === null) {
    app.get('/', OPEN, (_request, reply) => reply.type('text/plain; charset=utf-8').send(NOT_BUILT));
    return;
  }
  await app.register(serveFiles, { folder: join(folder, 'assets') });
  const [before = '', after = ''] = page.split(NONCE_PLACE);
  app.addHook('onRequest', async (request, reply) => {
    if (!request.is404 || !wantsPage(request)) return undefined;
    return sendPage(reply, [before, after]);
  });
  app.get('/', OPEN, (_request, reply) => sendPage(reply, [before, after]));
}

/** Names as the build gives them; none begins with a dot, and none needs an escape. */
const ASSET = /^\/assets\/(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/;

async function serveFiles(app: ApiServer, { folder }: { readonly folder: string }): Promise<void> {
  // The library registers the routes, so they are opened as they come.
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, ...OPEN.config };
  });
  // The library answers other names with errors of its own, as if Webloom had made a mistake.
  app.addHook('onRequest', async (request, reply) => {
    if (ASSET.test(request.url.split('?')[0] ?? '')) return undefined;
    reply.callNotFound();
    return reply;
  });
  await app.register(fastifyStatic, {
    root: folder,
    prefix: '/assets/',
    decorateReply: false,
    cacheControl: false,
    // The build lays a compressed copy beside each file.
    preCompressed: true,
    schemaHide: true,
    setHeaders: (reply) => {
      // Names carry a hash of what is in the file.
      void reply.header('cache-control', 'public, max-age=31536000, immutable');
    },
  });
}

const NOT_BUILT = `The dashboard is not built. "npm run build" builds it, as every ./webloom command does by itself.
The API is described at /openapi.json.
`;

function wantsPage({ method, url, headers }: FastifyRequest): boolean {
  const path = url.split('?')[0] ?? '';
  const asked = (headers.accept ?? '').includes('text/html');
  return (method === 'GET' || method === 'HEAD') && asked && isDashboardPath(path);
}

function sendPage(reply: FastifyReply, [before, after]: readonly [string, string]): FastifyReply {
  const nonce = randomBytes(NONCE_BYTES).toString('base64url');
  return reply
    .code(200)
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policyOf(nonce))
    .header('cache-control', 'no-cache')
    .serializer(String)
    .send(`${before}${nonce}${after}`);
}
