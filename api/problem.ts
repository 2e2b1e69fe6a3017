// Every error of the API as RFC 9457 problem details: what failed, where in the request, what to do, under which id.
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { ResponseSerializationError, hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { ERROR_RULES, type ErrorCode, WebloomError, isWebloomError } from '../domain/errors.ts';
import type { Fault } from '../domain/fault.ts';
import { JOB_EVENTS } from '../domain/job/lifecycle.ts';
import type { ApiPorts } from './ports.ts';
import type { ApiServer } from './server-type.ts';

const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly requestId: string;
  readonly errors?: readonly Fault[];
  readonly [fact: string]: unknown;
}

/** Moves only Webloom itself makes; nobody can ask for them. */
const INTERNAL_MOVES = new Set(['started', 'complete', 'fail', 'retry', 'finalize']);

function toProblem(error: WebloomError, requestId: string): Problem {
  const { status, title } = ERROR_RULES[error.code];
  const { allowedTransitions, ...facts } = error.facts;
  const allowed = Array.isArray(allowedTransitions)
    ? { allowedTransitions: allowedTransitions.filter((move) => !INTERNAL_MOVES.has(String(move))) }
    : {};
  // What went wrong inside is for the log; the caller gets the request's id to ask about.
  const detail =
    status === 500 ? 'Something failed inside Webloom. The log has it under this request id.' : error.message;
  const shown = status === 500 ? {} : { ...facts, ...allowed };
  const type = `/problems/${error.code}`;
  // The standard members come first for people, and last so that no fact can take their place.
  return { type, title, ...shown, status, detail, requestId };
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, error: WebloomError): FastifyReply {
  const problem = toProblem(error, request.id);
  if (problem.status === 503) void reply.header('retry-after', '2');
  // Written by hand: a problem is the same on every route, whatever the route's own answers look like.
  return reply.code(problem.status).type(PROBLEM_TYPE).serializer(String).send(JSON.stringify(problem));
}

/** Handlers of errors and unknown routes. */
export function handleProblems(app: ApiServer, ports: Pick<ApiPorts, 'log'>): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = toWebloomError(error);
    const { status } = ERROR_RULES[known.code];
    if (status >= 500) {
      const facts = { requestId: request.id, method: request.method, url: request.url, code: known.code };
      const cause = known.cause instanceof Error ? known.cause.message : known.message;
      ports.log.error({ ...facts, cause, stack: error.stack }, known.message);
    }
    return sendProblem(request, reply, known);
  });
  app.setNotFoundHandler((request, reply) => {
    const message = `There is nothing at ${request.method} ${request.url.split('?')[0]}. /openapi.json lists what there is.`;
    return sendProblem(request, reply, new WebloomError('not-found', message));
  });
}

function toWebloomError(error: FastifyError | WebloomError): WebloomError {
  if (isWebloomError(error)) return error;
  if (error instanceof ResponseSerializationError) return internal(error);
  if (hasZodFastifySchemaValidationErrors(error)) return invalidRequest(error);
  const code = FASTIFY_CODES[error.code] ?? (error.statusCode === 400 ? 'malformed-request' : undefined);
  return code === undefined ? internal(error) : new WebloomError(code, error.message, { cause: error });
}

function internal(cause: Error): WebloomError {
  return new WebloomError('internal', cause.message, { cause });
}

const FASTIFY_CODES: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed-request',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed-request',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed-request',
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_HANDLER_TIMEOUT: 'dependency-unavailable',
};

interface InvalidRequest {
  readonly validationContext?: string | undefined;
  readonly validation: readonly {
    readonly instancePath: string;
    readonly keyword: string;
    readonly message?: string | undefined;
    readonly params: Readonly<Record<string, unknown>>;
  }[];
}

/** Bodies are judged (422); query, parameters and headers are asked wrongly (400), unknown ids of a path are 404. */
function invalidRequest({ validationContext, validation }: InvalidRequest): WebloomError {
  const errors = validation.flatMap(({ instancePath, keyword, message, params }): Fault[] => {
    const place = instancePath === '/' ? '' : instancePath;
    const keys = params['keys'];
    if (keyword !== 'unrecognized_keys' || !Array.isArray(keys))
      return [{ pointer: place, code: keyword.replaceAll('_', '-'), detail: message ?? 'is not valid' }];
    return keys.map((key: unknown) => ({
      pointer: `${place}/${String(key)}`,
      code: 'unknown-member',
      detail: `"${String(key)}" is not known here.`,
    }));
  });
  const words = errors.map(({ pointer, detail }) => `${pointer.slice(1) || 'request'}: ${detail}`).join(' ');
  if (validationContext === 'params')
    return new WebloomError('not-found', `There is nothing with this id. ${words}`);
  const code = validationContext === 'body' ? 'validation' : 'unknown-parameter';
  return new WebloomError(code, words, { facts: { errors } });
}

/** Moves of the job's table that somebody can ask for. */
export const ASKED_MOVES = JOB_EVENTS.filter((move) => !INTERNAL_MOVES.has(move));
