// Answers with a picture of a page, which shows what its site wanted: it is never more than a picture to a browser.
import type { FastifyReply } from 'fastify';

/**
 * `immutable`: what a version looked like never changes; who may see it is asked again after a day. `no-cache`: it is asked for each
 * time.
 */
const CACHING = { immutable: 'private, max-age=86400, immutable', 'no-cache': 'private, no-cache' } as const;

interface SentPicture {
  readonly type: 'image/webp' | 'image/png';
  readonly caching: keyof typeof CACHING;
}

export function sendPicture(
  reply: FastifyReply,
  bytes: Uint8Array,
  { type, caching }: SentPicture,
): FastifyReply {
  return reply
    .headers({
      'content-type': type,
      'cache-control': CACHING[caching],
      'content-security-policy': "sandbox; default-src 'none'",
    })
    .send(bytes);
}
