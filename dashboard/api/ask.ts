// Every request of the dashboard to the API goes through here: JSON both ways, refusals as ApiProblem, the
// token that proves a change comes from this page, and the server's clock.
import { noteServerTime } from './server-clock.ts';
import { readProblem, unreachable } from './problem.ts';

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

interface Asked {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly query?: Query;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

const DEADLINE_MS = 20_000;

/** Given with every change when the page is used with a session. */
let csrfToken: string | null = null;

export function setCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** `T` is the schema's type of the route that is asked. */
export async function ask<T>(path: string, asked: Asked = {}): Promise<T> {
  const response = await send(path, asked);
  if (!response.ok) throw await readProblem(response);
  if (response.status === 204) return null as T;
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return (isJson ? await response.json() : await response.text()) as T;
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
function addressOf(path: string, query: Query = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

/** A part of a path: ids and hosts may hold any character. */
export function part(text: string): string {
  return encodeURIComponent(text);
}
