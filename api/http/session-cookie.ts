// The cookie of a login, and the token that a page has to send with each change (CSRF): made of the cookie's own token, so
// nothing more is stored, and another site can not make it, because it can not read the cookie.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DAY_MS } from '../../domain/system/duration.ts';

/** Header with the CSRF token of a login. */
export const CSRF_HEADER = 'x-csrf-token';
export const SESSION_COOKIE = 'webloom_session';
const TOKEN = /^[\w-]{43}$/;

export function sessionTokenOf(request: Pick<FastifyRequest, 'cookies'>): string | null {
  const token = request.cookies[SESSION_COOKIE] ?? '';
  return TOKEN.test(token) ? token : null;
}

export function csrfTokenOf(sessionToken: string): string {
  return createHmac('sha256', sessionToken).update('csrf').digest('base64url');
}

export function isSameText(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The browser keeps the cookie this long after its login, so that the answer can say why it has ended. */
export const REMEMBERED_MS = DAY_MS;

export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  { token, expiresAt }: { readonly token: string; readonly expiresAt: Date },
): void {
  const expires = new Date(expiresAt.getTime() + REMEMBERED_MS);
  void reply.setCookie(SESSION_COOKIE, token, { ...cookieOf(request), expires });
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  void reply.clearCookie(SESSION_COOKIE, cookieOf(request));
}

/** Secure behind HTTPS alone: on plain HTTP a browser would drop a secure cookie. */
function cookieOf(request: FastifyRequest) {
  const secure = request.headers['x-forwarded-proto'] === 'https';
  return { path: '/', httpOnly: true, sameSite: 'strict' as const, secure };
}
