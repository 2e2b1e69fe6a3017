// One page of a job, and the differences between two of its versions.
import { diffPage, toUnified } from '../query/diff-page.ts';
import { findPage } from '../query/find-row.ts';
import type { ApiPorts } from '../ports.ts';
import { diffAnswer, diffQuery, pageParams, pageView } from '../schemas/page.ts';
import { PROBLEMS } from '../schemas/problem.ts';
import type { ApiServer } from '../http/server-type.ts';
import { toPageView } from '../views/page-view.ts';

const TAGS = ['pages'];

export function registerPages(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/pages/:pageId',
    { schema: { tags: TAGS, params: pageParams, response: { 200: pageView, ...PROBLEMS } } },
    async (request) => toPageView(await findPage(ports, request.params.pageId)),
  );
  app.get(
    '/v1/pages/:pageId/diff',
    {
      schema: {
        tags: TAGS,
        params: pageParams,
        querystring: diffQuery,
        response: { 200: diffAnswer, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const page = await findPage(ports, request.params.pageId);
      const diff = await diffPage(ports, page, request.query);
      if (request.query.format === 'json') return diff;
      return reply
        .type('text/plain; charset=utf-8')
        .serializer(() => toUnified(diff))
        .send(diff);
    },
  );
}
