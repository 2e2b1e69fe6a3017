// Who may use the API: with the API key if one is set, never another site's web page. And headers by which
// browsers treat answers as data only.
import { timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isLoopbackName, isOpenToNetwork } from '../../domain/egress/listen-address.ts';
import { WebloomError } from '../../domain/errors.ts';
import type { ApiPorts } from '../ports.ts';
import type { Caller } from './caller.ts';
import { isDashboardPath } from './dashboard.ts';
import type { ApiServer } from './server-type.ts';

const OPEN_PATHS = new Set(['/healthz', '/readyz', '/openapi.json']);
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Paths that need no key. */
export function isOpenPath(path: string): boolean {
  return OPEN_PATHS.has(path) || /^\/(?:problems|docs)(?:\/|$)/.test(path) || isDashboardPath(path);
}

/** Throws when the API would be open to the network without a key. */
export function checkBinding(host: string, apiKey: string | null): void {
  if (!isOpenToNetwork(host, apiKey)) return;
  throw new WebloomError(
    'configuration-invalid',
    `The API would listen on ${host} without a key. Set WEBLOOM_API_KEY, or WEBLOOM_HOST=127.0.0.1.`,
    { facts: { host } },
  );
}

export function guardRequests(app: ApiServer, { settings }: Pick<ApiPorts, 'settings'>): void {
  app.decorateRequest('caller', null);
  app.addHook('onRequest', async (request, reply) => {
    protect(request, reply);
    const { origin, authorization, host = '' } = request.headers;
    checkKey(settings.apiKey, authorization, request.url);
    request.caller = callerFor(settings);
    if (settings.apiKey === null) checkHostName(host);
    if (!READING.has(request.method)) checkOrigin(origin, request.headers['sec-fetch-site'], host);
  });
}

function callerFor({ workspaceId, apiKey }: ApiPorts['settings']): Caller {
  const [name, how] = apiKey === null ? (['open', 'open'] as const) : (['operator', 'operator-key'] as const);
  return { workspaceId, scope: 'admin', name, how, keyId: null };
}

/** Sets the headers of every answer. */
export function protect(request: FastifyRequest, reply: FastifyReply): void {
  void reply.headers({
    'x-request-id': request.id,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  });
}

function checkKey(apiKey: string | null, authorization: string | undefined, url: string): void {
  if (apiKey === null || isOpenPath(url.split('?')[0] ?? '')) return;
  const given = Buffer.from(/^Bearer (.+)$/i.exec(authorization ?? '')?.[1] ?? '');
  const wanted = Buffer.from(apiKey);
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return;
  throw new WebloomError(
    'unauthorized',
    'Send the key as "Authorization: Bearer …" (WEBLOOM_API_KEY of the server).',
  );
}

/** Without a key only loopback names are served: another name may be made to point here (DNS rebinding). */
function checkHostName(host: string): void {
  const name = host.startsWith('[') ? host.slice(1, host.indexOf(']')) : (host.split(':')[0] ?? '');
  if (isLoopbackName(name)) return;
  throw new WebloomError(
    'forbidden',
    `Without a key the API answers to localhost and 127.0.0.1, not to "${name}".`,
  );
}

/** Browsers name the page that sends a request in these headers; programs send neither. */
function checkOrigin(origin: string | undefined, site: string | string[] | undefined, host: string): void {
  const foreign = site === 'cross-site' || site === 'same-site';
  const sameOrigin = origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
  if (!foreign && sameOrigin) return;
  throw new WebloomError('forbidden', 'Changes are not taken from pages of other sites.', {
    facts: { origin },
  });
}
