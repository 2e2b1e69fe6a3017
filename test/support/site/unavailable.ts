// Servers that ask for patience.
import type { Handler } from './site.ts';

export function unavailable(status = 503, retryAfter?: string): Handler {
  return (_request, response) => {
    response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': retryAfter }).end('not now');
  };
}

/** Fails `times` times, then behaves. */
export function recovering(times: number, then: Handler): Handler {
  let failed = 0;
  return (request, response) => {
    failed += 1;
    if (failed <= times) response.writeHead(503).end('not yet');
    else then(request, response);
  };
}
