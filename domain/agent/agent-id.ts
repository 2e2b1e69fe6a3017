// The id of an agent: `<role>:<host>:<pid>`.
import type { AgentRole } from './agent.ts';

export function newAgentId(role: AgentRole, host: string, pid: number): string {
  return `${role}:${host}:${pid}`;
}
