// Which scope each route needs. What is not named here goes by its method: reading is for viewers, everything else for
// operators. So a new route is never open by accident.
import type { FastifyRequest } from 'fastify';
import type { Scope } from '../../domain/system/access/scope.ts';
import { isDashboardPath } from './dashboard.ts';

/** open: no key is needed. any: neither, and whoever shows a key or login that still works is known by it. */
export type RouteScope = Scope | 'open' | 'any';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** For routes that are files without data, come from a plugin or stand in no description: they are not in the table. */
    readonly scope?: RouteScope;
  }
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

export const ROUTE_SCOPES: Readonly<Record<string, RouteScope>> = {
  'GET /healthz': 'open',
  'GET /readyz': 'open',
  'GET /openapi.json': 'open',
  'GET /problems/:slug': 'open',
  'POST /v1/session': 'open',
  // Feeds are opened by the token in their address.
  'GET /v1/feeds/all.:format': 'open',
  'GET /v1/feeds/job/:jobId.:format': 'open',
  'GET /v1/feeds/tag/:tag.:format': 'open',
  // A login whose key has ended can be left, too.
  'DELETE /v1/session': 'any',
  // A start link is opened by the token in its address.
  'POST /v1/triggers/:token': 'open',
  'DELETE /v1/jobs/:jobId': 'admin',
  'GET /v1/keys': 'admin',
  'POST /v1/keys': 'admin',
  'GET /v1/keys/:keyId': 'admin',
  'DELETE /v1/keys/:keyId': 'admin',
  'GET /v1/workspaces': 'admin',
  'POST /v1/workspaces': 'admin',
  'PATCH /v1/workspaces/:workspaceId': 'admin',
  'GET /v1/audit': 'admin',
  'GET /v1/backups': 'admin',
  // All workspaces share the processes.
  'PUT /v1/scaling/:role': 'admin',
  'DELETE /v1/scaling/:role': 'admin',
};

export function isReading(method: string): boolean {
  return READING.has(method);
}

/**
 * What a request needs. Its address decides only where no route takes it, and the answer is the dashboard's page or
 * nothing: the router also takes a path that is written with `%76` for `v`, or with a host before it.
 */
export function scopeOfRequest({ method, url, routeOptions, is404 }: FastifyRequest): RouteScope {
  const isPage = is404 && isReading(method) && isDashboardPath(url.split('?')[0] ?? '');
  return isPage ? 'open' : scopeOf(method, routeOptions.url, routeOptions.config);
}

/** HEAD is allowed to whoever may GET. A path without a route needs a key like any other. */
export function scopeOf(
  method: string,
  url: string | undefined,
  config?: { scope?: RouteScope },
): RouteScope {
  const row = `${method === 'HEAD' ? 'GET' : method} ${url ?? ''}`;
  return config?.scope ?? ROUTE_SCOPES[row] ?? (isReading(method) ? 'viewer' : 'operator');
}
