// The description of the API as a page to read and to try, at /docs. The page comes from a library that needs
// no other machine; it is loaded when it is asked for first, because it is large.
import { randomBytes } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import type { ApiServer } from './server-type.ts';

const NONCE_BYTES = 16;
/** Pages without data. */
const OPEN = { config: { scope: 'open' }, schema: { hide: true } } as const;

/** The library writes styles into the page; its code is a file of ours, and its configuration has the nonce. */
function policyOf(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export function serveDocs(app: ApiServer): void {
  const nonce = randomBytes(NONCE_BYTES).toString('base64url');
  let pages: Promise<FastifyInstance> | null = null;
  app.addHook('onClose', async () => {
    await (await pages)?.close();
  });
  // The page names its code relative to itself.
  app.get('/docs', OPEN, (_request, reply) => reply.redirect('/docs/'));
  for (const url of ['/docs/', '/docs/js/scalar.js'])
    app.get(url, OPEN, async (_request, reply) => {
      pages ??= openPages(nonce);
      const { statusCode, headers, rawPayload } = await (await pages).inject({ method: 'GET', url });
      return reply
        .code(statusCode)
        .headers({
          'content-type': headers['content-type'] ?? 'text/plain',
          'content-security-policy': policyOf(nonce),
          'cache-control': 'no-cache',
        })
        .send(rawPayload);
    });
}

async function openPages(nonce: string): Promise<FastifyInstance> {
  const { default: reference } = await import('@scalar/fastify-api-reference');
  const pages = Fastify();
  await pages.register(reference, {
    routePrefix: '/docs',
    configuration: {
      url: '/openapi.json',
      pageTitle: 'The API of Webloom',
      favicon: '/assets/mark.svg',
      nonce,
      // What would ask other machines, or offers services of the library's maker.
      withDefaultFonts: false,
      telemetry: false,
      hideClientButton: true,
      showDeveloperTools: 'never',
      agent: { disabled: true },
      mcp: { disabled: true },
    },
  });
  return pages;
}
