// Changes and price points of all jobs, and one change with its evidence.
import { listHistory } from '../query/list-history.ts';
import { workspaceOf } from '../http/caller.ts';
import type { ApiPorts } from '../ports.ts';
import {
  changeList,
  changeParams,
  changeQuery,
  changeView,
  historyQuery,
  priceList,
} from '../schemas/page.ts';
import { PROBLEMS } from '../schemas/problem.ts';
import type { ApiServer } from '../http/server-type.ts';
import { toChangeView, toPriceView } from '../views/page-view.ts';
import { requireVisible } from '../query/visible-rows.ts';

export function registerChanges(app: ApiServer, ports: ApiPorts): void {
  const { history } = ports;
  app.get(
    '/v1/changes',
    { schema: { tags: ['changes'], querystring: changeQuery, response: { 200: changeList, ...PROBLEMS } } },
    (request) =>
      listHistory(
        ports,
        { ...request.query, workspaceId: workspaceOf(request) },
        {
          name: 'changes',
          read: (query) => history.changes(query),
          view: toChangeView,
        },
      ),
  );
  app.get(
    '/v1/changes/:changeId',
    { schema: { tags: ['changes'], params: changeParams, response: { 200: changeView, ...PROBLEMS } } },
    async (request) => {
      const { changeId } = request.params;
      const missing = { what: `change ${changeId}`, facts: { changeId } };
      return toChangeView(await requireVisible(ports, await history.change(changeId), missing));
    },
  );
  app.get(
    '/v1/prices',
    { schema: { tags: ['prices'], querystring: historyQuery, response: { 200: priceList, ...PROBLEMS } } },
    (request) =>
      listHistory(
        ports,
        { ...request.query, workspaceId: workspaceOf(request) },
        {
          name: 'prices',
          read: (query) => history.prices(query),
          view: toPriceView,
        },
      ),
  );
}
