// Prices: figures of one page or of all pages of a job, and what a price rule would have told.
import { WebloomError } from '../../domain/system/errors.ts';
import { checkPriceRules } from '../../domain/config/check-price-rules.ts';
import type { Job } from '../../domain/job/job.ts';
import { rulesToJudge } from '../../domain/price/rule/judge-rules.ts';
import type { SavedPriceRule } from '../../domain/price/rule/rule-input.ts';
import { byPage } from '../query/group-by-page.ts';
import { findJob, findPage } from '../query/find-row.ts';
import type { ApiPorts } from '../ports.ts';
import { readPoints } from '../query/price-points.ts';
import { jobParams } from '../schemas/job/job.ts';
import { pageParams } from '../schemas/page.ts';
import {
  priceSummaries,
  priceSummary,
  rulePreview,
  rulePreviewBody,
  summaryQuery,
} from '../schemas/price.ts';
import type { ApiServer } from '../http/server-type.ts';
import { toPriceSummary, toRulePreview } from '../views/price-view.ts';

const TAGS = ['prices'];

export function registerPrices(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/pages/:pageId/prices/summary',
    { schema: { tags: TAGS, params: pageParams, response: { 200: priceSummary } } },
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
      schema: { tags: TAGS, params: jobParams, querystring: summaryQuery, response: { 200: priceSummaries } },
    },
    async (request) => {
      const { _id: jobId } = await findJob(ports, request.params.jobId);
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
      config: { audit: false },
      schema: { tags: TAGS, params: jobParams, body: rulePreviewBody, response: { 200: rulePreview } },
    },
    async (request) => {
      const { jobId } = request.params;
      const job = await findJob(ports, jobId);
      const rules = rulesToTry(request.body.rules, job);
      return toRulePreview(rules, await readPoints(ports, { jobId }));
    },
  );
}

function rulesToTry(asked: readonly SavedPriceRule[] | undefined, job: Job): readonly SavedPriceRule[] {
  const faults = checkPriceRules(asked, ['rules']);
  if (faults.length > 0)
    throw new WebloomError('validation', faults.map(({ detail }) => detail).join(' '), {
      facts: { errors: faults },
    });
  const rules = asked ?? rulesToJudge(job.config.changes);
  if (rules.length > 0) return rules;
  throw new WebloomError('validation', `The job ${job.name} has no price rules: name some to try.`, {
    facts: { jobId: job._id },
  });
}
