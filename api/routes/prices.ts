// Prices: figures of one page or of all pages of a job, and what a price rule would have told.
import { WebloomError } from '../../domain/errors.ts';
import { byPage } from '../query/group-by-page.ts';
import { findPage, requireJob } from '../query/find-row.ts';
import type { ApiPorts } from '../ports.ts';
import { readPoints } from '../query/price-points.ts';
import { jobParams } from '../schemas/job.ts';
import { pageParams } from '../schemas/page.ts';
import {
  priceSummaries,
  priceSummary,
  rulePreview,
  rulePreviewBody,
  summaryQuery,
} from '../schemas/price.ts';
import { BODY_PROBLEMS, PROBLEMS } from '../schemas/problem.ts';
import type { ApiServer } from '../http/server-type.ts';
import { toPriceSummary, toRulePreview } from '../views/price-view.ts';

const TAGS = ['prices'];

export function registerPrices(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/pages/:pageId/prices/summary',
    { schema: { tags: TAGS, params: pageParams, response: { 200: priceSummary, ...PROBLEMS } } },
    async (request) => {
      const { _id: pageId, url } = await findPage(ports, request.params.pageId);
      const { points } = await readPoints(ports, { pageId });
      const summary = toPriceSummary(points, ports.clock.now());
      if (summary !== null) return summary;
      throw new WebloomError('not-found', `No price of ${url} is stored.`, { facts: { pageId } });
    },
  );
  app.get(
    '/v1/jobs/:jobId/prices/summary',
    {
      schema: {
        tags: TAGS,
        params: jobParams,
        querystring: summaryQuery,
        response: { 200: priceSummaries, ...PROBLEMS },
      },
    },
    async (request) => {
      const jobId = await requireJob(ports, request.params.jobId);
      const { points, truncated } = await readPoints(ports, { jobId });
      const pages = byPage(points);
      const items = pages
        .slice(0, request.query.limit)
        .map((own) => toPriceSummary(own, ports.clock.now()))
        .filter((summary) => summary !== null);
      return { items, pages: pages.length, truncated };
    },
  );
  app.post(
    '/v1/jobs/:jobId/price-rules/preview',
    {
      schema: {
        tags: TAGS,
        params: jobParams,
        body: rulePreviewBody,
        response: { 200: rulePreview, ...BODY_PROBLEMS },
      },
    },
    async (request) => {
      const jobId = await requireJob(ports, request.params.jobId);
      return toRulePreview(request.body.rule, await readPoints(ports, { jobId }));
    },
  );
}
