// One job looked at closely: what happens next and why, how its fields are found, its values page by page, and the
// configurations it had.
import { getSituation } from '../../../domain/job/verb/verbs.ts';
import { findJob } from '../../query/find-row.ts';
import { readFieldHits } from '../../query/job/job-fields.ts';
import { readChain } from '../../query/job/job-chain.ts';
import { collectOutlook } from '../../answer/job-outlook.ts';
import { findVersion, listVersions } from '../../query/job/job-versions.ts';
import { listAfter } from '../../query/list-after.ts';
import type { ApiPorts } from '../../ports.ts';
import { fieldHits, valueList, valueListQuery } from '../../schemas/job-detail/field.ts';
import { jobParams } from '../../schemas/job/job.ts';
import {
  jobVersionList,
  versionListQuery,
  versionParams,
  versionView,
} from '../../schemas/job-detail/job-version.ts';
import { outlookView } from '../../schemas/job-detail/outlook.ts';
import type { ApiServer } from '../../http/server-type.ts';
import { toOutlookView } from '../../views/job/outlook-view.ts';
import { toValueView } from '../../views/value-view.ts';
import { given } from '../../../domain/system/given.ts';

const TAGS = ['jobs'];

export function registerJobDetails(app: ApiServer, ports: ApiPorts): void {
  registerOutlook(app, ports);
  registerFields(app, ports);
  registerVersions(app, ports);
}

function registerOutlook(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/jobs/:jobId/outlook',
    { schema: { tags: TAGS, params: jobParams, response: { 200: outlookView } } },
    async (request) => {
      const { jobId } = request.params;
      const facts = await collectOutlook(ports, await getSituation(ports, jobId));
      const chain = await readChain(ports, await findJob(ports, jobId));
      return toOutlookView(jobId, facts, { now: ports.clock.now(), ...chain });
    },
  );
}

function registerFields(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/jobs/:jobId/fields',
    { schema: { tags: TAGS, params: jobParams, response: { 200: fieldHits } } },
    async (request) => readFieldHits(ports, await findJob(ports, request.params.jobId)),
  );
  app.get(
    '/v1/jobs/:jobId/values',
    { schema: { tags: TAGS, params: jobParams, querystring: valueListQuery, response: { 200: valueList } } },
    async (request) => {
      const { _id: jobId } = await findJob(ports, request.params.jobId);
      const { limit, cursor, missing, q } = request.query;
      const { rows, nextCursor } = await listAfter(ports, {
        name: `values ${jobId} ${missing ?? ''} ${q ?? ''}`,
        limit,
        cursor,
        read: (after, count) =>
          ports.pages.values(jobId, {
            after,
            limit: count,
            states: ['live'],
            ...given({ absentField: missing, text: q }),
          }),
      });
      return { items: rows.map(toValueView), nextCursor };
    },
  );
}

function registerVersions(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/jobs/:jobId/versions',
    {
      schema: {
        tags: TAGS,
        params: jobParams,
        querystring: versionListQuery,
        response: { 200: jobVersionList },
      },
    },
    async (request) => listVersions(ports, await findJob(ports, request.params.jobId), request.query),
  );
  app.get(
    '/v1/jobs/:jobId/versions/:version',
    { schema: { tags: TAGS, params: versionParams, response: { 200: versionView } } },
    async (request) => {
      const { jobId, version } = request.params;
      return findVersion(ports, await findJob(ports, jobId), version);
    },
  );
}
