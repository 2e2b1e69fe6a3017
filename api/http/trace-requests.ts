// A span for each request to the API. What a handler starts belongs to it. Requests of machines that look whether it lives, and
// streams, which end when the reader goes, have none.
import type { FastifyRequest } from 'fastify';
import { TRACE_HEADER } from '../../domain/system/trace/traceparent.ts';
import type { Span, Tracer } from '../../domain/system/trace/tracer.ts';
import type { ApiServer } from './server-type.ts';

const UNTRACED = ['/v1/events', '/v1/health'];

export function traceRequests(app: ApiServer, tracer: Tracer | null): void {
  if (tracer === null) return;
  const spans = new WeakMap<FastifyRequest, Span>();
  app.addHook('onRequest', (request, _reply, done) => {
    const route = request.routeOptions.url;
    if (route === undefined || !route.startsWith('/v1/') || UNTRACED.includes(route)) return done();
    const given = request.headers[TRACE_HEADER];
    const span = tracer.begin({
      name: `${request.method} ${route}`,
      kind: 'server',
      parent: typeof given === 'string' ? given : null,
      values: {
        'http.request.method': request.method,
        'http.route': route,
        'webloom.request_id': request.id,
      },
    });
    spans.set(request, span);
    span.run(() => done());
  });
  // Reading a body goes on outside of what the first hook has set.
  app.addHook('preValidation', (request, _reply, done) => {
    const span = spans.get(request);
    if (span === undefined) done();
    else span.run(() => done());
  });
  app.addHook('onResponse', (request, { statusCode }, done) => {
    const span = spans.get(request);
    span?.set({ 'http.response.status_code': statusCode });
    span?.end(statusCode >= 500 ? String(statusCode) : undefined);
    done();
  });
}
