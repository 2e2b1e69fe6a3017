// Heartbeats as the API shows them.
import { machineOfAgent } from '../../../domain/system/agent/agent-id.ts';
import { type AgentHeartbeat, isDraining } from '../../../domain/system/agent/agent.ts';
import { SILENT_MS, agentState } from '../../../domain/system/agent/presence.ts';
import { replacedAgents } from '../../../domain/system/agent/replaced.ts';
import { workInWords } from '../../../domain/system/agent/work-words.ts';
import type { AgentView } from '../../schemas/agent/agent.ts';

export function toAgentViews(agents: readonly AgentHeartbeat[], now: number): AgentView[] {
  const replaced = replacedAgents(agents, now);
  return agents.map((agent) => toAgentView(agent, now, replaced.has(agent._id)));
}

function toAgentView(agent: AgentHeartbeat, now: number, isReplaced: boolean): AgentView {
  const silentMs = Math.max(0, now - agent.at.getTime());
  const { load, lastError } = agent;
  return {
    agentId: agent._id,
    role: agent.role,
    host: machineOfAgent(agent._id),
    pid: agent.pid,
    state: agentState(agent, now, isReplaced),
    health: silentMs > SILENT_MS ? 'silent' : isDraining(agent) ? 'draining' : 'healthy',
    startedAt: agent.startedAt.toISOString(),
    lastSeenAt: agent.at.toISOString(),
    silentMs,
    uptimeMs: Math.max(0, agent.at.getTime() - agent.startedAt.getTime()),
    version: agent.version,
    storeId: agent.storeId,
    work: toWork(agent),
    ...toThroughput(load),
    memoryMb: load['rssMb'] ?? null,
    memoryBoundMb: load['rssBoundMb'] ?? null,
    memoryFreshMb: load['rssFreshMb'] ?? null,
    replacedInRow: load['replacedInRow'] ?? 0,
    cpuPercent: load['cpuPercent'] ?? null,
    lagMs: load['lagMs'] ?? null,
    lastError: lastError === undefined ? null : { ...lastError, at: lastError.at.toISOString() },
    load: { ...load },
  };
}

function toWork({ work = [] }: AgentHeartbeat): AgentView['work'] {
  return work.map(({ what, runId, chunkNo, host, since }) => ({
    what,
    means: workInWords(what),
    runId: runId ?? null,
    chunkNo: chunkNo ?? null,
    host: host ?? null,
    since: new Date(since).toISOString(),
  }));
}

function toThroughput(load: AgentHeartbeat['load']): Pick<AgentView, 'slots' | 'rates'> {
  const { slots, slotsUsed = 0, perMinute = 0, done = 0, failed = 0 } = load;
  if (slots === undefined) return { slots: null, rates: null };
  return { slots: { used: slotsUsed, total: slots }, rates: { perMinute, done, failed } };
}
