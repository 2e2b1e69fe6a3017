// Errors of the API as RFC 9457 problem details: what failed, where, what to do, the request's id.
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { ERROR_RULES, type ErrorCode, WebloomError, isWebloomError } from '../../domain/system/errors.ts';
import type { Fault } from '../../domain/system/fault.ts';
import { noteAudit } from './audit-note.ts';
import type { ApiPorts } from '../ports.ts';
import { protect } from './protect.ts';
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

/** Moves that only Webloom itself makes; they are never offered to a caller. */
const INTERNAL_MOVES = new Set(['started', 'complete', 'fail', 'retry', 'finalize', 'end']);

function toProblem(error: WebloomError, requestId: string): Problem {
  const { status, title } = ERROR_RULES[error.code];
  const { allowedTransitions, ...facts } = error.facts;
  const allowed = Array.isArray(allowedTransitions)
    ? { allowedTransitions: allowedTransitions.filter((move) => !INTERNAL_MOVES.has(String(move))) }
    : {};
  // What failed inside goes to the log only; the caller gets the request's id to ask about.
  const detail =
    status === 500 ? 'Something failed inside Webloom. The log has it under this request id.' : error.message;
  const shown = status === 500 ? {} : { ...facts, ...allowed };
  const type = `/problems/${error.code}`;
  // The standard members come last, so that no fact replaces them; two also first, for readers.
  return { type, title, ...shown, status, detail, requestId };
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, error: WebloomError): FastifyReply {
  const problem = toProblem(error, request.id);
  noteAudit(request, { code: error.code });
  if (problem.status === 503) void reply.header('retry-after', '2');
  const { retryAfterSeconds } = error.facts;
  if (typeof retryAfterSeconds === 'number') void reply.header('retry-after', String(retryAfterSeconds));
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer realm="Webloom"');
  // Serialised here: a problem has one form on every route, whatever the schema of its answers.
  return reply.code(problem.status).type(PROBLEM_TYPE).serializer(String).send(JSON.stringify(problem));
}

/** Answers a request that the router can not read; no hook has run for it. */
export function answerUnreadable(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  protect(request, reply);
  void sendProblem(request, reply, toWebloomError(error));
}

/**
 * Answers bytes that are no readable HTTP. There is no request object yet, so the answer is written by hand.
 */
export function answerBroken(
  error: Error & { readonly code?: string },
  socket: Socket,
  requestId: string,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [code, words] =
    BROKEN[error.code ?? ''] ?? (['malformed-request', 'This is no HTTP that can be read.'] as const);
  const problem = toProblem(new WebloomError(code, words), requestId);
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${requestId}`,
    'x-content-type-options: nosniff',
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

const BROKEN: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  HPE_HEADER_OVERFLOW: ['headers-too-large', 'The headers are too large: 16 KiB are taken in all.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['request-timeout', 'The request did not come whole in time; send it again.'],
};

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The address holds a secret, so it is not logged. */
    readonly hidesAddress?: boolean;
  }
}

/** Sets the handlers for errors and unknown routes; to be called before any route is registered. */
export function handleProblems(app: ApiServer, ports: Pick<ApiPorts, 'log'>): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = toWebloomError(error);
    const { status } = ERROR_RULES[known.code];
    if (status >= 500) {
      // The address of a start link holds its token.
      const url = request.routeOptions.config.hidesAddress === true ? request.routeOptions.url : request.url;
      const facts = { requestId: request.id, method: request.method, url };
      ports.log.error({ ...facts, err: known }, known.message);
    }
    return sendProblem(request, reply, known);
  });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const message = `There is nothing at ${request.method} ${path}. /openapi.json lists what there is.`;
    return sendProblem(request, reply, new WebloomError('not-found', message));
  });
}

function toWebloomError(error: FastifyError | WebloomError): WebloomError {
  if (isWebloomError(error)) return error;
  const [code, words] = FASTIFY_ERRORS[error.code] ?? (error.statusCode === 400 ? BAD_REQUEST : MISTAKE);
  return new WebloomError(code, words ?? error.message, { cause: error });
}

const BAD_REQUEST = ['malformed-request'] as const;
const MISTAKE = ['internal'] as const;

/** Errors of the framework, and what to do about those that do not say it. */
const FASTIFY_ERRORS: Readonly<Record<string, readonly [ErrorCode, string?]>> = {
  FST_ERR_BAD_URL: ['malformed-request', 'The path can not be read: a "%" begins no character in it.'],
  FST_ERR_MAX_PARAM_LENGTH: ['not-found', 'There is nothing with this id: no id is that long.'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['malformed-request', 'The body is not valid JSON.'],
  FST_ERR_CTP_BODY_TOO_LARGE: [
    'payload-too-large',
    'The body is too large: 16 MiB are taken for a job, 256 KiB for everything else.',
  ],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'unsupported-media-type',
    'Send the body as JSON, with the header "Content-Type: application/json".',
  ],
};
