// Every request of the dashboard to the API goes through here: JSON both ways, refusals as ApiProblem, the
// token that proves a change comes from this page, and the server's clock.
import type { Method } from '../../api/schemas/answers.ts';
import type { Answer, PathFor, PathSegment } from '../../api/schemas/route-path.ts';
import { noteServerTime } from './server-clock.ts';
import { readProblem, unreachable } from './problem.ts';

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

interface Asked<M extends Method = Method> {
  readonly method?: M;
  readonly query?: Query;
  /** A file is sent as it is, everything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** Time until its answer begins, where it may take longer than others. */
  readonly deadlineMs?: number;
}

const DEADLINE_MS = 20_000;

/** Given with every change when the page is used with a session. */
let csrfToken: string | null = null;

export function setCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** What the route behind this method and path answers; a path is written with `part` around what stands for its parameters. */
export async function ask<P extends PathFor<M>, M extends Method = 'GET'>(
  path: P,
  asked: Asked<M> = {},
): Promise<Answer<M, P>> {
  const response = await send(path, asked);
  if (!response.ok) throw await readProblem(response);
  return (await bodyOf(response)) as Answer<M, P>;
}

async function bodyOf(response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return isJson ? response.json() : response.text();
}

async function send(
  path: string,
  { method = 'GET', query, body, headers, signal, deadlineMs = DEADLINE_MS }: Asked,
): Promise<Response> {
  const deadline = AbortSignal.timeout(deadlineMs);
  try {
    const response = await fetch(addressOf(path, query), {
      method,
      credentials: 'same-origin',
      signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
      headers: {
        accept: 'application/json',
        ...(body === undefined
          ? {}
          : { 'content-type': body instanceof Blob ? 'application/octet-stream' : 'application/json' }),
        ...(method === 'GET' || csrfToken === null ? {} : { 'x-csrf-token': csrfToken }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
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
export function segment(text: string): PathSegment {
  return encodeURIComponent(text) as PathSegment;
}
