// Hosts: their pace and who set it, whether they are left alone, their robots.txt, what is planned for them.
import { pauseHost, resumeHost } from '../../domain/job/hold/pause-host.ts';
import { callerOf, workspaceOf } from '../http/caller.ts';
import type { ApiServer } from '../http/server-type.ts';
import type { ApiPorts } from '../ports.ts';
import { findHost, listHosts } from '../query/host-rows.ts';
import { hostDetail, hostList, hostParams, hostQuery, pauseBody } from '../schemas/host.ts';
import { type HostViewer, hostViewer, toHostDetail, toHostRow } from '../views/host-view.ts';

const TAGS = ['hosts'];

export function registerHosts(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/hosts',
    { schema: { tags: TAGS, querystring: hostQuery, response: { 200: hostList } } },
    async (request) => {
      const listing = { ...request.query, workspaceId: workspaceOf(request) };
      const { rows, nextCursor } = await listHosts(ports, listing);
      const viewer = await createViewer(ports);
      return { items: rows.map((row) => toHostRow(row, viewer)), nextCursor };
    },
  );
  app.get(
    '/v1/hosts/:host',
    { schema: { tags: TAGS, params: hostParams, response: { 200: hostDetail } } },
    async (request) => {
      const row = await findHost(ports, workspaceOf(request), request.params.host);
      return toHostDetail(row, await createViewer(ports));
    },
  );
  registerPausing(app, ports);
}

function registerPausing(app: ApiServer, ports: ApiPorts): void {
  app.post(
    '/v1/hosts/:host/pause',
    { schema: { tags: TAGS, params: hostParams, body: pauseBody, response: { 200: hostDetail } } },
    async (request) => {
      const { workspaceId, name: by } = callerOf(request);
      const { host } = request.params;
      const { reason, until } = request.body;
      await findHost(ports, workspaceId, host);
      const end = until === undefined ? null : new Date(until);
      await pauseHost(ports, { workspaceId, host, by, reason, until: end });
      return toHostDetail(await findHost(ports, workspaceId, host), await createViewer(ports));
    },
  );
  app.post(
    '/v1/hosts/:host/resume',
    { schema: { tags: TAGS, params: hostParams, response: { 200: hostDetail } } },
    async (request) => {
      const { workspaceId } = callerOf(request);
      const { host } = request.params;
      await findHost(ports, workspaceId, host);
      await resumeHost(ports, { workspaceId, host });
      return toHostDetail(await findHost(ports, workspaceId, host), await createViewer(ports));
    },
  );
}

async function createViewer({ settings, agents, clock }: ApiPorts): Promise<HostViewer> {
  return hostViewer(settings, await agents.list(), clock.now());
}
