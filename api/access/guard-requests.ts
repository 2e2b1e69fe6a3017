// Who may use the API: who is known, for what the scope allows, and never another site's web page. And headers by which
// browsers treat answers as data only.
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import type { FastifyRequest } from 'fastify';
import { callerAddress } from '../../domain/system/access/caller-address.ts';
import { isLoopbackName, isOpenToNetwork } from '../../domain/web/egress/listen-address.ts';
import { WebloomError, isWebloomError } from '../../domain/system/errors.ts';
import type { Identifier } from './identify-caller.ts';
import { type RouteScope, isReading, scopeOfRequest } from '../http/route-scope.ts';
import { CSRF_HEADER, isSameText } from '../http/session-cookie.ts';
import type { ApiPorts } from '../ports.ts';
import { type Caller, requireScope } from '../http/caller.ts';
import type { ApiServer } from '../http/server-type.ts';

/** Throws when the API would be open to the network without a key. */
export function checkBinding(host: string, apiKey: string | null): void {
  if (!isOpenToNetwork(host, apiKey)) return;
  throw new WebloomError(
    'configuration-invalid',
    `The API would listen on ${host} without a key. Set WEBLOOM_API_KEY, or WEBLOOM_HOST=127.0.0.1.`,
    { facts: { host } },
  );
}

export async function guardRequests(
  app: ApiServer,
  { settings }: Pick<ApiPorts, 'settings'>,
  identifier: Identifier,
): Promise<void> {
  await app.register(cookie);
  await app.register(helmet, HEADERS);
  app.decorateRequest('caller', null);
  app.decorateRequest('callerAddress', '');
  app.addHook('onRequest', async (request, reply) => {
    request.callerAddress = addressOf(request, settings);
    void reply.headers({ 'x-request-id': request.id, 'cache-control': 'no-store' });
    const needed = scopeOfRequest(request);
    if (needed !== 'open') request.caller = await identify(identifier, request, needed);
    const { caller } = request;
    if (settings.apiKey === null && (caller === null || caller.how === 'open')) checkHostName(request);
    if (!isReading(request.method)) checkOrigin(request);
    if (needed === 'open' || caller === null) return;
    if (!isReading(request.method)) checkCsrf(request, caller);
    if (needed !== 'any') requireScope(caller, needed);
  });
}

function addressOf({ ip, headers }: FastifyRequest, { trustedProxies }: ApiPorts['settings']): string {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',');
  return callerAddress(ip, forwarded, trustedProxies);
}

async function identify(
  identifier: Identifier,
  request: FastifyRequest,
  needed: Exclude<RouteScope, 'open'>,
): Promise<Caller | null> {
  try {
    return await identifier.callerOf(request);
  } catch (error) {
    if (needed === 'any' && isWebloomError(error) && error.code === 'unauthorized') return null;
    throw error;
  }
}

/** A browser takes nothing in an answer for a page or a script. No HSTS: installations in a house have no HTTPS. */
const HEADERS = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  frameguard: { action: 'deny' },
  strictTransportSecurity: false,
} as const;

/** A cookie comes along with requests of any page, so a change has to show what only our own page knows. */
function checkCsrf({ headers }: FastifyRequest, { csrfToken }: Caller): void {
  if (csrfToken === null || isSameText(String(headers[CSRF_HEADER] ?? ''), csrfToken)) return;
  throw new WebloomError(
    'forbidden',
    `A change by a login needs the header ${CSRF_HEADER} with \`csrfToken\` of GET /v1/me.`,
  );
}

/** Without a key only loopback names are served: another name may be made to point here (DNS rebinding). */
function checkHostName({ headers: { host = '' } }: FastifyRequest): void {
  const name = host.startsWith('[') ? host.slice(1, host.indexOf(']')) : (host.split(':')[0] ?? '');
  if (isLoopbackName(name)) return;
  throw new WebloomError(
    'forbidden',
    `Without a key the API answers to localhost and 127.0.0.1, not to "${name}".`,
  );
}

/** Browsers name the page that sends a request in these headers; programs send neither. */
function checkOrigin({ headers }: FastifyRequest): void {
  const { origin, host = '', 'sec-fetch-site': site } = headers;
  const foreign = site === 'cross-site' || site === 'same-site';
  const sameOrigin = origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
  if (!foreign && sameOrigin) return;
  throw new WebloomError('forbidden', 'Changes are not taken from pages of other sites.', {
    facts: { origin },
  });
}
