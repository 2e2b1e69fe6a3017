// How the workspace is doing, in one answer.
import { workspaceOf } from '../http/caller.ts';
import type { ApiServer } from '../http/server-type.ts';
import type { ApiPorts } from '../ports.ts';
import { type OverviewSources, createOverviewReader } from '../query/overview/read-overview.ts';
import { overview } from '../schemas/overview.ts';
import { noQuery } from '../schemas/paging.ts';

export function registerOverview(app: ApiServer, ports: ApiPorts, watches: OverviewSources): void {
  const reader = createOverviewReader(ports, watches);
  app.get(
    '/v1/overview',
    { schema: { tags: ['overview'], querystring: noQuery, response: { 200: overview } } },
    (request) => reader.read(workspaceOf(request)),
  );
}
