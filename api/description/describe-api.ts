// The OpenAPI 3.1 description of the API: what routes say of themselves, and what holds for many of them.
import swagger from '@fastify/swagger';
import type { FastifySchema, RouteOptions } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { GUIDE } from './guide.ts';
import { operationOf } from './operations.ts';
import { SESSION_COOKIE } from '../http/session-cookie.ts';
import { scopeOf } from '../http/route-scope.ts';
import type { ApiPorts } from '../ports.ts';
import {
  idempotencyHeader,
  ifMatchHeader,
  settingsMatchHeader,
  lastEventIdHeader,
} from '../schemas/header.ts';
import {
  ALWAYS_PROBLEMS,
  BODY_PROBLEMS,
  OPEN_PROBLEMS,
  PROBLEMS,
  READ_BODY_PROBLEMS,
} from '../schemas/problem.ts';
import type { ApiServer } from '../http/server-type.ts';

/** Ways to show who asks; where the API is open on loopback, none is needed. */
const SECURITY = {
  key: { type: 'http', scheme: 'bearer', description: 'A key: WEBLOOM_API_KEY, or one of POST /v1/keys.' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: SESSION_COOKIE,
    description: 'A login, see POST /v1/session. Changes also need the header x-csrf-token.',
  },
} as const;

/** Describes the routes that are registered after it. */
export async function describeApi(app: ApiServer, { settings }: Pick<ApiPorts, 'settings'>): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Webloom',
        version: settings.version,
        description: GUIDE,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/', description: 'The installation that this description comes from.' }],
      components: { securitySchemes: SECURITY },
      security:
        settings.apiKey === null ? [{}, { key: [] }, { session: [] }] : [{ key: [] }, { session: [] }],
    },
    transform: (given) => jsonSchemaTransform({ ...given, schema: completed(given.schema, given.route) }),
    transformObject: jsonSchemaTransformObject,
  });
}

function completed(schema: FastifySchema, route: RouteOptions): FastifySchema {
  const { url, config } = route;
  const method = [route.method].flat()[0] ?? '';
  const { id, summary } = operationOf(method, url) ?? { id: '', summary: '' };
  const scope = scopeOf(method, url, config);
  const open = scope === 'open';
  return {
    ...schema,
    summary,
    operationId: id,
    ...(open || scope === 'any' ? {} : { description: `Scope: ${scope}.` }),
    ...headersOf(method, url, config?.idempotent === true),
    ...(open ? { security: [] } : {}),
    ...(scope === 'any' ? { security: [{}, { key: [] }, { session: [] }] } : {}),
    response: {
      ...(open ? OPEN_PROBLEMS : ALWAYS_PROBLEMS),
      ...(schema.body === undefined ? {} : READ_BODY_PROBLEMS),
      ...refusalsOf(method, schema),
      ...described(schema.response),
    },
  };
}

/** A route may refuse what it is given; nothing is added to what a route says itself of its refusals. */
function refusalsOf(method: string, { params, querystring, body, response }: FastifySchema): object {
  const isSaid = Object.keys(response ?? {}).some((status) => status.startsWith('4'));
  if (isSaid || (params ?? querystring ?? body) === undefined) return {};
  return method === 'GET' || method === 'DELETE' ? PROBLEMS : BODY_PROBLEMS;
}

function headersOf(method: string, url: string, idempotent: boolean): Pick<FastifySchema, 'headers'> {
  if (idempotent) return { headers: idempotencyHeader };
  if (url === '/v1/events') return { headers: lastEventIdHeader };
  if (url === '/v1/tag-settings/:tag' && method !== 'GET') return { headers: settingsMatchHeader };
  return url === '/v1/jobs/:jobId' && method !== 'GET' ? { headers: ifMatchHeader } : {};
}

const STATUS_NAMES: Readonly<Record<string, string>> = { 200: 'OK', 201: 'Created', 202: 'Accepted' };

/** Gives answers without a description the name of their status: what they are, their route says. */
function described(response: unknown): Record<string, unknown> {
  if (typeof response !== 'object' || response === null) return {};
  return Object.fromEntries(
    Object.entries(response).map(([status, answer]) => {
      const plain = typeof answer === 'object' && answer !== null && '_zod' in answer && status !== '204';
      const content = { 'application/json': { schema: answer as unknown } };
      return [status, plain ? { description: STATUS_NAMES[status] ?? status, content } : answer];
    }),
  );
}
