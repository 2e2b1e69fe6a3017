// The processes of Webloom, as their heartbeats describe them.
import { type AgentHeartbeat, isDraining } from '../../domain/agent/agent.ts';
import { SILENT_MS } from '../../domain/agent/presence.ts';
import type { ApiPorts } from '../ports.ts';
import { type AgentView, agentList } from '../schemas/health.ts';
import type { ApiServer } from '../http/server-type.ts';

/** A process silent for this long was killed and is not listed any more. */
const GONE_MS = 300_000;

export function registerAgents(app: ApiServer, ports: ApiPorts): void {
  app.get('/v1/agents', { schema: { tags: ['agents'], response: { 200: agentList } } }, async () => {
    const now = ports.clock.now().getTime();
    const agents = await ports.agents.list();
    const items = agents.map((agent) => toAgentView(agent, now));
    return { items: items.filter(({ silentMs }) => silentMs <= GONE_MS) };
  });
}

function toAgentView(agent: AgentHeartbeat, now: number): AgentView {
  const silentMs = Math.max(0, now - agent.at.getTime());
  return {
    agentId: agent._id,
    role: agent.role,
    pid: agent.pid,
    health: silentMs > SILENT_MS ? 'silent' : isDraining(agent) ? 'draining' : 'healthy',
    startedAt: agent.startedAt.toISOString(),
    lastSeenAt: agent.at.toISOString(),
    silentMs,
    version: agent.version,
    storeId: agent.storeId,
    load: { ...agent.load },
  };
}
