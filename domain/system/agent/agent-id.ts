// The id of an agent: `<role>:<host>:<pid>`.
import type { AgentRole } from './agent.ts';

export function newAgentId(role: AgentRole, host: string, pid: number): string {
  return `${role}:${host}:${pid}`;
}

/** The machine an agent runs on; names of machines may hold no colon. */
export function machineOfAgent(agentId: string): string {
  return agentId.split(':').slice(1, -1).join(':');
}
