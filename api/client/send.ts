// How a client sends what it asks, and reads answers and refusals.
import { ERROR_RULES, type ErrorCode, WebloomError } from '../../domain/system/errors.ts';
import { given } from '../../domain/system/given.ts';
import type { Problem } from '../http/problem.ts';
import type { Answer, Fetch } from './answer.ts';
import type { Asked } from './ask.ts';

export interface ClientOptions {
  /** For example http://127.0.0.1:4600 */
  readonly baseUrl: string;
  readonly apiKey?: string | undefined;
  /** What the program calls itself, for the audit. */
  readonly userAgent?: string;
  /** Per request, except streams. Default 15 s. */
  readonly timeoutMs?: number;
  /** Sends the requests. Default: the built-in fetch. */
  readonly fetch?: Fetch;
}

const DEFAULT_TIMEOUT_MS = 15_000;

/** `signal` ends the request before its time limit does. */
export type Sending = Asked & { readonly signal?: AbortSignal };

export async function askJson<T>(options: ClientOptions, path: string, asked: Sending): Promise<T> {
  const text = await askText(options, path, asked);
  // An answer 204 has no text.
  return parseAnswer<T>(text === '' ? 'null' : text);
}

/** The types come from the server's own description of its answers, so an answer is not checked again; 204 has none. */
function parseAnswer<T>(text: string): T {
  return JSON.parse(text === '' ? 'null' : text) as T;
}

export async function askText(options: ClientOptions, path: string, asked: Sending): Promise<string> {
  const response = await sendInTime(options, path, asked);
  const text = await response.text();
  // Readiness answers 503 with a report, which is no problem document.
  if (response.ok || path === '/readyz') return text;
  throw toError(response.status, text);
}

export async function askBytes(options: ClientOptions, path: string, asked: Sending): Promise<Uint8Array> {
  const response = await sendInTime(options, path, asked);
  if (!response.ok) throw toError(response.status, await response.text());
  const parts: Uint8Array[] = [];
  for await (const part of response.body ?? []) parts.push(part);
  return Buffer.concat(parts);
}

function sendInTime(options: ClientOptions, path: string, asked: Sending): Promise<Answer> {
  const limit = AbortSignal.timeout(options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  return send(options, path, {
    ...asked,
    signal: asked.signal === undefined ? limit : AbortSignal.any([asked.signal, limit]),
  });
}

async function send(
  { baseUrl, apiKey, userAgent, fetch: ask = fetch }: ClientOptions,
  path: string,
  { method = 'GET', query = {}, body, headers = {}, signal }: Asked & { readonly signal: AbortSignal },
): Promise<Answer> {
  const isFile = body instanceof Uint8Array;
  const url = new URL(path, baseUrl);
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(name, String(value));
  try {
    return await ask(url, {
      method,
      signal,
      headers: {
        ...headers,
        ...given({ 'user-agent': userAgent }),
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
        ...(body === undefined
          ? {}
          : { 'content-type': isFile ? 'application/octet-stream' : 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isFile ? new Uint8Array(body) : JSON.stringify(body) }),
    });
  } catch (cause) {
    throw failureOf(cause, { baseUrl, signal });
  }
}

/** Whoever ended it knows why; everything else is an API that can not be reached. */
function failureOf(
  cause: unknown,
  { baseUrl, signal }: { readonly baseUrl: string; readonly signal: AbortSignal },
): unknown {
  const wasEnded = signal.aborted && cause === signal.reason && !isTimeout(cause);
  return wasEnded ? cause : unreachable(baseUrl, cause);
}

function isTimeout(cause: unknown): boolean {
  return cause instanceof Error && cause.name === 'TimeoutError';
}

function unreachable(baseUrl: string, cause: unknown): WebloomError {
  const timedOut = isTimeout(cause);
  const message = timedOut
    ? `The API at ${baseUrl} did not answer in time.`
    : `No API answers at ${baseUrl}. Start Webloom with "webloom up", or name the address with --api.`;
  return new WebloomError('dependency-unavailable', message, { facts: { baseUrl, timedOut }, cause });
}

function toError(status: number, text: string): WebloomError {
  const problem = parseProblem(text);
  const slug = problem?.type.replace('/problems/', '') ?? '';
  const code: ErrorCode = isErrorCode(slug) ? slug : status === 404 ? 'not-found' : 'internal';
  const detail = problem?.detail ?? `The API answered ${status}: ${text.slice(0, 200)}`;
  return new WebloomError(code, detail, { facts: { ...problem, status } });
}

function isErrorCode(slug: string): slug is ErrorCode {
  return slug in ERROR_RULES;
}

function parseProblem(text: string): Problem | null {
  try {
    const value = JSON.parse(text) as Problem;
    return typeof value.type === 'string' && typeof value.detail === 'string' ? value : null;
  } catch {
    return null; // not JSON: another server than the API has answered
  }
}

export async function openStream(
  options: ClientOptions,
  path: string,
  asked: Asked & { readonly signal: AbortSignal },
): Promise<Answer> {
  const response = await send(options, path, asked);
  if (!response.ok) throw toError(response.status, await response.text());
  return response;
}
