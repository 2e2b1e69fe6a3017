// The inbox: changes of all jobs, their counts, one change with its evidence, and marking them. And price points of all jobs.
import { markChanges } from '../../../domain/job/verb/mark-changes.ts';
import { listHistory } from '../../query/list-history.ts';
import { callerOf, workspaceOf } from '../../http/caller.ts';
import { countInbox, findChange, listInbox } from '../../answer/list-inbox.ts';
import { markInbox } from '../../answer/mark-inbox.ts';
import type { ApiPorts } from '../../ports.ts';
import {
  changeCountQuery,
  changeCounts,
  changeList,
  changeParams,
  changePatchBody,
  changeQuery,
  changeShape,
  changeView,
  markAnswer,
  markBody,
} from '../../schemas/change/change.ts';
import { historyQuery, priceList } from '../../schemas/page.ts';
import type { ApiServer } from '../../http/server-type.ts';
import { toChangeView, toMarkedView } from '../../views/change-view.ts';
import { toPriceView } from '../../views/page-view.ts';

const TAGS = ['changes'];

export function registerChanges(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/changes',
    { schema: { tags: TAGS, querystring: changeQuery, response: { 200: changeList } } },
    (request) => listInbox(ports, workspaceOf(request), request.query),
  );
  app.get(
    '/v1/changes/counts',
    { schema: { tags: TAGS, querystring: changeCountQuery, response: { 200: changeCounts } } },
    (request) => countInbox(ports, workspaceOf(request), request.query),
  );
  app.get(
    '/v1/changes/:changeId',
    { schema: { tags: TAGS, params: changeParams, querystring: changeShape, response: { 200: changeView } } },
    async (request) => {
      const { change, names } = await findChange(ports, workspaceOf(request), request.params.changeId);
      return toChangeView(change, names, request.query.order);
    },
  );
  registerMarks(app, ports);
  registerPriceList(app, ports);
}

function registerMarks(app: ApiServer, ports: ApiPorts): void {
  app.patch(
    '/v1/changes/:changeId',
    { schema: { tags: TAGS, params: changeParams, body: changePatchBody, response: { 200: changeView } } },
    async (request) => {
      const { changeId } = request.params;
      const { workspaceId, name } = callerOf(request);
      await findChange(ports, workspaceId, changeId);
      await markChanges(ports, [changeId], { workspaceId, inbox: request.body.inbox, by: name });
      const { change, names } = await findChange(ports, workspaceId, changeId);
      return toChangeView(change, names);
    },
  );
  app.post(
    '/v1/changes/mark',
    {
      config: { idempotent: true },
      schema: { tags: TAGS, body: markBody, response: { 200: markAnswer } },
    },
    async (request) => {
      const { changeIds, filter = {}, inbox, cursor } = request.body;
      const { workspaceId, name } = callerOf(request);
      const asked = { workspaceId, inbox, by: name };
      if (changeIds === undefined) return markInbox(ports, filter, { ...asked, cursor });
      return toMarkedView((await markChanges(ports, changeIds, asked)).before, null);
    },
  );
}

function registerPriceList(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/prices',
    { schema: { tags: ['prices'], querystring: historyQuery, response: { 200: priceList } } },
    (request) =>
      listHistory(
        ports,
        { ...request.query, workspaceId: workspaceOf(request) },
        {
          name: 'prices',
          read: (query) => ports.history.prices(query),
          view: toPriceView,
        },
      ),
  );
}
