// Every request of the dashboard to the API goes through here: JSON both ways, refusals as ApiProblem, the
// token that proves a change comes from this page, and the server's clock.
import { noteServerTime } from '../live/server-clock.ts';
import { readProblem, unreachable } from './problem.ts';

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

interface Asked {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly query?: Query;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

export interface Answer<T> {
  readonly value: T;
  readonly status: number;
  /** Version of what was read, for `If-Match`. */
  readonly etag: string | null;
}

const DEADLINE_MS = 20_000;

/** Given with every change when the page is used with a session. */
let csrfToken: string | null = null;

export function setCsrfToken(token: string | null): void {
  csrfToken = token;
}

export async function ask<T>(path: string, asked: Asked = {}): Promise<T> {
  return (await askWhole<T>(path, asked)).value;
}

/** With status and ETag. `T` is the schema's type of the route that is asked. */
export async function askWhole<T>(path: string, asked: Asked = {}): Promise<Answer<T>> {
  const response = await send(path, asked);
  if (!response.ok) throw await readProblem(response);
  const kind = response.headers.get('content-type') ?? '';
  const value =
    response.status === 204 ? null : kind.includes('json') ? await response.json() : await response.text();
  return { value: value as T, status: response.status, etag: response.headers.get('etag') };
}

async function send(
  path: string,
  { method = 'GET', query, body, headers, signal }: Asked,
): Promise<Response> {
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  try {
    const response = await fetch(addressOf(path, query), {
      method,
      credentials: 'same-origin',
      signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'GET' || csrfToken === null ? {} : { 'x-csrf-token': csrfToken }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    noteServerTime(response.headers.get('date'));
    return response;
  } catch (error) {
    // The query was given up by the screen that asked; nobody is told.
    if (signal?.aborted === true) throw error;
    throw unreachable(error);
  }
}

/** Members without a value are left out. */
export function addressOf(path: string, query: Query = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

/** A part of a path: ids and hosts may hold any character. */
export function part(text: string): string {
  return encodeURIComponent(text);
}
