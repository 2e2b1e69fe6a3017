// The headers of a request: few, the same for every page, plus the job's own.
import type { FetchRequest } from '../../domain/web/fetch/fetcher.ts';
import { contentTypeOf } from '../../domain/web/fetch/request-body.ts';
import { ACCEPT_ENCODING } from './decode-body.ts';

const DEFAULT_ACCEPT = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

// Framing and routing headers are the client's: a job that could set them could smuggle requests.
const NOT_FOR_JOBS: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'content-length',
  'accept-encoding',
]);

interface HopHeaders {
  /** A body goes with it, whose type the job's own headers may say otherwise. */
  readonly posts?: boolean;
  /** Those of the session; empty: none. */
  readonly cookies?: string;
}

/** For the hop to `url`. Validators go to the first URL only, the job's own headers to its origin. */
export function requestHeaders(
  request: FetchRequest,
  url: string,
  { posts = false, cookies = '' }: HopHeaders = {},
): Record<string, string> {
  const headers: Record<string, string> = {
    'user-agent': request.userAgent,
    accept: request.accept ?? DEFAULT_ACCEPT,
    'accept-encoding': ACCEPT_ENCODING,
    ...(posts && request.body !== undefined ? { 'content-type': contentTypeOf(request.body) } : {}),
    ...jobHeaders(request, url),
  };
  if (cookies !== '') headers['cookie'] = [headers['cookie'], cookies].filter(Boolean).join('; ');
  const { etag, lastModified } = request.validators ?? {};
  if (etag !== undefined) headers['if-none-match'] = etag;
  if (lastModified !== undefined) headers['if-modified-since'] = lastModified;
  return headers;
}

/** The job's own headers that may go to `url`, names in lower case: none to another host. */
export function jobHeaders(request: FetchRequest, url: string): Record<string, string> {
  const headers: Record<string, string> = {};
  if (!mayCarryJobHeaders(request.url, url)) return headers;
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    const key = name.toLowerCase();
    if (!NOT_FOR_JOBS.has(key)) headers[key] = value;
  }
  return headers;
}

/** True for the same origin, and for the same host from http to https, but not back. */
function mayCarryJobHeaders(first: string, now: string): boolean {
  const from = new URL(first);
  const to = new URL(now);
  return from.origin === to.origin || (from.host === to.host && to.protocol === 'https:');
}
