// Hosts: their pace and who set it, whether they are left alone, their robots.txt, what is planned for them.
import { workspaceOf } from '../http/caller.ts';
import type { ApiServer } from '../http/server-type.ts';
import type { ApiPorts } from '../ports.ts';
import { findHost, listHosts } from '../query/host-rows.ts';
import { hostDetail, hostList, hostParams, hostQuery } from '../schemas/host.ts';
import { PROBLEMS } from '../schemas/problem.ts';
import { type HostViewer, hostViewer, toHostDetail, toHostRow } from '../views/host-view.ts';

const TAGS = ['hosts'];

export function registerHosts(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/hosts',
    { schema: { tags: TAGS, querystring: hostQuery, response: { 200: hostList, ...PROBLEMS } } },
    async (request) => {
      const listing = { ...request.query, workspaceId: workspaceOf(request) };
      const { rows, nextCursor } = await listHosts(ports, listing);
      const viewer = await createViewer(ports);
      return { items: rows.map((row) => toHostRow(row, viewer)), nextCursor };
    },
  );
  app.get(
    '/v1/hosts/:host',
    { schema: { tags: TAGS, params: hostParams, response: { 200: hostDetail, ...PROBLEMS } } },
    async (request) => {
      const row = await findHost(ports, workspaceOf(request), request.params.host);
      return toHostDetail(row, await createViewer(ports));
    },
  );
}

async function createViewer({ settings, agents, clock }: ApiPorts): Promise<HostViewer> {
  return hostViewer(settings, await agents.list(), clock.now());
}
