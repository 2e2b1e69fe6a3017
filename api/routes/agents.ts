// The processes of Webloom, as their heartbeats describe them.
import type { ApiPorts } from '../ports.ts';
import { agentList } from '../schemas/agent/agent.ts';
import type { ApiServer } from '../http/server-type.ts';
import { toAgentViews } from '../views/agent/agent-view.ts';

/** A process that was killed is listed this long, so that somebody sees it. */
const LISTED_MS = 300_000;

export function registerAgents(app: ApiServer, ports: ApiPorts): void {
  app.get('/v1/agents', { schema: { tags: ['agents'], response: { 200: agentList } } }, async () => {
    const now = ports.clock.now().getTime();
    const items = toAgentViews(await ports.agents.list(), now);
    return { items: items.filter(({ silentMs }) => silentMs <= LISTED_MS) };
  });
}
