// Headers by which browsers treat an answer as data only, where no hook sets them.
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Headers of an answer to a request that the router can not read: no hook runs for it. */
export function protect(request: FastifyRequest, reply: FastifyReply): void {
  void reply.headers({
    'x-request-id': request.id,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none';frame-ancestors 'none'",
    'cache-control': 'no-store',
  });
}
