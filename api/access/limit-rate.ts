// How many requests a caller may send in a minute: by key, without one by address. Changes and reads are counted apart.
// Counted in memory, for each API process on its own. Where the API is open on loopback nobody is limited: whoever works
// there has the machine anyway. Streams are exempt, they are one request for hours.
import rateLimit from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import { WebloomError } from '../../domain/system/errors.ts';
import type { ApiServer } from '../http/server-type.ts';
import type { ApiPorts } from '../ports.ts';
import { isReading } from '../http/route-scope.ts';

const WINDOW_MS = 60_000;
/** Callers that are remembered; the longest unseen are forgotten first. */
const REMEMBERED = 10_000;

/** Limits the routes that are registered after it; call it after the guards, which find the caller. */
export async function limitRates(app: ApiServer, { settings }: Pick<ApiPorts, 'settings'>): Promise<void> {
  const { reads, changes } = settings.rateLimit;
  const limitOf = ({ method }: FastifyRequest): number => (isReading(method) ? reads : changes);
  await app.register(rateLimit, {
    timeWindow: WINDOW_MS,
    cache: REMEMBERED,
    enableDraftSpec: true,
    max: limitOf,
    keyGenerator: (request) => `${isReading(request.method) ? 'read' : 'change'} ${callerKey(request)}`,
    allowList: (request) => request.caller?.how === 'open' || limitOf(request) === 0,
    errorResponseBuilder: (request, { max, ttl }) => tooMany(request, max, ttl),
  });
}

function callerKey({ caller, callerAddress }: FastifyRequest): string {
  return caller === null ? callerAddress : (caller.keyId ?? `${caller.how} ${callerAddress}`);
}

function tooMany({ method }: FastifyRequest, max: number, ttlMs: number): WebloomError {
  const retryAfterSeconds = Math.max(1, Math.ceil(ttlMs / 1_000));
  const what = isReading(method) ? 'reads' : 'changes';
  return new WebloomError(
    'rate-limited',
    `A caller may send ${max} ${what} a minute: wait ${retryAfterSeconds} s. The operator sets the limits.`,
    { facts: { retryAfterSeconds } },
  );
}
