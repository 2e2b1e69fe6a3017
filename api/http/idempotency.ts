// Idempotency-Key on requests that change something: the first answer is kept in the database for a day (so
// it survives restarts and holds for every API process) and given again to a repeat of the same request.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { WebloomError } from '../../domain/system/errors.ts';
import type { ApiPorts } from '../ports.ts';
import { IDEMPOTENCY_KEY } from '../schemas/header.ts';
import { callerOf } from './caller.ts';
import type { ApiServer } from './server-type.ts';
import { DAY_MS } from '../../domain/system/duration.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route takes an Idempotency-Key. */
    readonly idempotent?: boolean;
  }
  interface FastifyRequest {
    /** Id of the key record that this request has created, if any. */
    idempotencyId: string | null;
  }
}

const KEPT_MS = DAY_MS;
/** A request without an answer for this long counts as failed: its process has died. */
const IN_FLIGHT_MS = 60_000;
const KEPT_HEADERS = ['content-type', 'location', 'etag'];

export function keepAnswers(
  app: ApiServer,
  ports: Pick<ApiPorts, 'clock' | 'hasher' | 'idempotency' | 'log'>,
): void {
  app.decorateRequest('idempotencyId', null);
  app.addHook('preHandler', async (request, reply) => {
    const key = request.headers['idempotency-key'];
    if (key === undefined || request.routeOptions.config.idempotent !== true) return;
    await beginOrRepeat(ports, request, { reply, key: String(key) });
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const id = request.idempotencyId;
    if (id === null) return;
    request.idempotencyId = null;
    await finishOrRelease(ports, id, { reply, payload });
  });
}

async function beginOrRepeat(
  ports: Pick<ApiPorts, 'clock' | 'hasher' | 'idempotency'>,
  request: FastifyRequest,
  { reply, key }: { reply: FastifyReply; key: string },
): Promise<void> {
  if (!IDEMPOTENCY_KEY.test(key))
    throw new WebloomError('unknown-parameter', 'An Idempotency-Key has 1 to 255 printable characters.');
  const { hasher, idempotency, clock } = ports;
  const path = request.url.split('?')[0] ?? '';
  // Two callers may use the same key; neither gets the other's answer.
  const { workspaceId, keyId } = callerOf(request);
  const id = hasher.sha256(`${workspaceId} ${keyId ?? ''} ${request.method} ${path} ${key}`);
  const fingerprint = hasher.sha256(
    JSON.stringify([request.url, hasMembers(request.body) ? request.body : null]),
  );
  const now = clock.now().getTime();
  const known = await idempotency.begin({ _id: id, fingerprint, until: now + IN_FLIGHT_MS }, now);
  if (known === null) {
    request.idempotencyId = id;
    return;
  }
  if (known.fingerprint !== fingerprint)
    throw new WebloomError('idempotency-key-reused', 'Use a new Idempotency-Key for a new request.');
  if (known.answer === undefined) throw inFlight(known.until - now);
  const { status, headers, body } = known.answer;
  await reply
    .code(status)
    .headers({ ...headers, 'idempotent-replayed': 'true' })
    .serializer(String)
    .send(body);
}

function inFlight(leftMs: number): WebloomError {
  const most = Math.max(1, Math.ceil(leftMs / 1_000));
  return new WebloomError(
    'idempotency-in-flight',
    `The first request with this key is being done. Ask again in a moment for its answer; if its process has died, the same request does it anew in ${most} s at the latest.`,
    { facts: { retryAfterSeconds: Math.min(most, 2), freeInSeconds: most } },
  );
}

/** No body and one without members ask for the same. */
function hasMembers(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return body !== undefined && body !== null;
  return Object.keys(body).length > 0;
}

async function finishOrRelease(
  ports: Pick<ApiPorts, 'clock' | 'idempotency' | 'log'>,
  id: string,
  { reply, payload }: { reply: FastifyReply; payload: unknown },
): Promise<void> {
  try {
    if (reply.statusCode >= 500) return await ports.idempotency.release(id);
    const headers = Object.fromEntries(
      KEPT_HEADERS.flatMap((name) => {
        const value = reply.getHeader(name);
        return value === undefined ? [] : [[name, String(value)]];
      }),
    );
    const answer = { status: reply.statusCode, headers, body: typeof payload === 'string' ? payload : '' };
    await ports.idempotency.finish(id, answer, ports.clock.now().getTime() + KEPT_MS);
  } catch (error) {
    // The work is done and the caller gets its answer; a repeat is told that the first still goes on.
    ports.log.warn({ err: error }, 'an answer could not be kept under its idempotency key');
  }
}
