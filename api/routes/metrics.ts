// What Prometheus scrapes: the same from every API process, but for the times of its own requests.
import { WebloomError } from '../../domain/system/errors.ts';
import { managesAll } from '../access/manage-workspace.ts';
import { callerOf } from '../http/caller.ts';
import type { ApiServer } from '../http/server-type.ts';
import { createRequestTimes, metricText } from '../metrics/metric-text.ts';
import { readMetrics } from '../metrics/read-metrics.ts';
import type { ApiPorts } from '../ports.ts';
import type { ReadinessChecks } from '../query/readiness.ts';
import { scraped } from '../schemas/metrics.ts';
import { noQuery } from '../schemas/paging.ts';

/** Registered before all other routes, so that the requests of all of them are timed. */
export function registerMetrics(app: ApiServer, ports: ApiPorts, watch: ReadinessChecks): void {
  const times = createRequestTimes();
  app.addHook('onResponse', async (request, reply) => times.note(request, reply));
  app.get(
    '/metrics',
    { schema: { tags: ['health'], querystring: noQuery, response: { 200: scraped } } },
    async (request, reply) => {
      if (!managesAll(callerOf(request)))
        throw new WebloomError(
          'forbidden',
          'The metrics are sums over all workspaces: use a key of the default workspace.',
        );
      const [own, all] = await Promise.all([times.text(), readMetrics(ports, watch).then(metricText)]);
      return reply.type(times.contentType).send(all + own);
    },
  );
}
