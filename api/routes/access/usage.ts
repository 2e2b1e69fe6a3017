// The plans there are, and how much of its own the workspace uses.
import { readTokenUse } from '../../../domain/job/limit/model-tokens.ts';
import { readUsage } from '../../../domain/job/limit/usage-report.ts';
import { workspaceOf } from '../../http/caller.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { planList, usageView } from '../../schemas/access/usage.ts';
import { noQuery } from '../../schemas/paging.ts';
import { toPlanList, toUsageView } from '../../views/usage-view.ts';

const TAGS = ['access'];

export function registerUsage(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/usage',
    { schema: { tags: TAGS, querystring: noQuery, response: { 200: usageView } } },
    async (request) => {
      const workspaceId = workspaceOf(request);
      const [report, model] = await Promise.all([
        readUsage(ports, workspaceId),
        modelUse(ports, workspaceId),
      ]);
      return toUsageView(report, model);
    },
  );
  app.get('/v1/plans', { schema: { tags: TAGS, querystring: noQuery, response: { 200: planList } } }, () =>
    toPlanList(ports.planBook),
  );
}

async function modelUse(ports: ApiPorts, workspaceId: string): Promise<Parameters<typeof toUsageView>[1]> {
  const { model = null } = ports;
  if (model === null) return null;
  const { name, tokensPerDay } = model.place;
  return { name, ...(await readTokenUse(ports, workspaceId, tokensPerDay)) };
}
