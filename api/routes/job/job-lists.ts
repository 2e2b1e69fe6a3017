// Lists of one job: its runs, pages, changes, prices and snapshots.
import type { HistoryQuery } from '../../../domain/page/page-store.ts';
import { listHistory } from '../../query/list-history.ts';
import { listInbox } from '../../answer/list-inbox.ts';
import { listRuns } from '../../query/list-runs.ts';
import { listPages } from '../../query/job/page-list.ts';
import { findJob } from '../../query/find-row.ts';
import { workspaceOf } from '../../http/caller.ts';
import type { ApiPorts } from '../../ports.ts';
import { jobParams } from '../../schemas/job/job.ts';
import { changeList, jobChangeQuery } from '../../schemas/change/change.ts';
import { jobHistoryQuery, pageList, priceList, snapshotList } from '../../schemas/page.ts';
import { pageListQuery } from '../../schemas/job-detail/page-list.ts';
import { runList, runListQuery } from '../../schemas/run/run-list.ts';
import type { ApiServer } from '../../http/server-type.ts';
import { toPageSummary, toPriceView, toSnapshotView } from '../../views/page-view.ts';
import { toRunListView } from '../../views/run/run-view.ts';

const TAGS = ['jobs'];
const runsQuery = runListQuery.omit({ jobId: true, q: true });

export function registerJobLists(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/jobs/:jobId/runs',
    { schema: { tags: TAGS, params: jobParams, querystring: runsQuery, response: { 200: runList } } },
    async (request) => {
      const { _id: jobId } = await findJob(ports, request.params.jobId);
      return toRunListView(
        ports,
        await listRuns(ports, { ...request.query, workspaceId: workspaceOf(request), jobId }),
      );
    },
  );
  app.get(
    '/v1/jobs/:jobId/pages',
    { schema: { tags: TAGS, params: jobParams, querystring: pageListQuery, response: { 200: pageList } } },
    async (request) => {
      const { _id: jobId } = await findJob(ports, request.params.jobId);
      const { rows, nextCursor } = await listPages(ports, jobId, request.query);
      return { items: rows.map(toPageSummary), nextCursor };
    },
  );
  registerHistory(app, ports);
  registerSnapshotList(app, ports);
}

function registerHistory(app: ApiServer, ports: ApiPorts): void {
  const { history } = ports;
  app.get(
    '/v1/jobs/:jobId/changes',
    { schema: { tags: TAGS, params: jobParams, querystring: jobChangeQuery, response: { 200: changeList } } },
    async (request) => {
      const { _id: jobId } = await findJob(ports, request.params.jobId);
      return listInbox(ports, workspaceOf(request), { ...request.query, jobId });
    },
  );
  app.get(
    '/v1/jobs/:jobId/prices',
    { schema: { tags: TAGS, params: jobParams, querystring: jobHistoryQuery, response: { 200: priceList } } },
    async (request) => {
      const { _id: jobId } = await findJob(ports, request.params.jobId);
      return listHistory(
        ports,
        { ...request.query, workspaceId: workspaceOf(request), jobId },
        { name: 'prices', read: (query) => history.prices(query), view: toPriceView },
      );
    },
  );
}

function registerSnapshotList(app: ApiServer, ports: ApiPorts): void {
  const { history } = ports;
  app.get(
    '/v1/jobs/:jobId/snapshots',
    {
      schema: {
        tags: TAGS,
        params: jobParams,
        querystring: jobHistoryQuery,
        response: { 200: snapshotList },
      },
    },
    async (request) => {
      const { _id: jobId } = await findJob(ports, request.params.jobId);
      const list = {
        name: 'snapshots',
        read: (query: HistoryQuery) => history.snapshots(query),
        view: toSnapshotView,
      };
      return listHistory(ports, { ...request.query, workspaceId: workspaceOf(request), jobId }, list);
    },
  );
}
