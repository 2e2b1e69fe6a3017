// Agents: roles that do a stage. Each process writes one heartbeat per role every 5 s.
export const AGENT_ROLES = ['api', 'orchestrator', 'dispatcher', 'scraper', 'pipeline', 'monitor'] as const;
export type AgentRole = (typeof AGENT_ROLES)[number];

export interface AgentHeartbeat {
  /** `<role>:<host>:<pid>` */
  readonly _id: string;
  readonly role: AgentRole;
  readonly pid: number;
  readonly startedAt: Date;
  readonly at: Date;
  readonly storeId: string;
  readonly version: string;
  readonly load: Readonly<Record<string, number>>;
}

/** It has grown beyond its memory bound, finishes what it has, and is replaced. */
export function isDraining({ load }: Pick<AgentHeartbeat, 'load'>): boolean {
  return load['draining'] === 1;
}

export interface AgentStore {
  beat(heartbeat: AgentHeartbeat): Promise<void>;
  list(): Promise<AgentHeartbeat[]>;
  remove(id: string): Promise<void>;
}
