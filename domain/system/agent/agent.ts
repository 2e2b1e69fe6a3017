// Agents: roles that do a stage. Each process writes one heartbeat per role every 5 s.
/** Roles of which every installation has a process. */
export const STANDING_ROLES = [
  'api',
  'orchestrator',
  'dispatcher',
  'scraper',
  'pipeline',
  'monitor',
] as const;
/** A renderer runs only where pages are to be opened in a browser. */
export const AGENT_ROLES = [...STANDING_ROLES, 'renderer'] as const;
export type AgentRole = (typeof AGENT_ROLES)[number];

/** One thing a process is at work on. */
export interface AgentWork {
  /** Name of the activity, or `fetch`. */
  readonly what: string;
  readonly runId?: string;
  readonly chunkNo?: number;
  readonly host?: string;
  /** Epoch ms. */
  readonly since: number;
}

/** The last thing that went wrong in a process and was not put down to a page. */
export interface AgentError {
  readonly at: Date;
  readonly what: string;
  readonly message: string;
}

/** A server of a proxy pool that the process leaves alone. */
export interface AgentProxyFault {
  readonly poolId: string;
  /** Its host and port, as people know it. */
  readonly server: string;
  readonly why: string;
  /** Epoch ms. */
  readonly since: number;
  /** It is not tried before; epoch ms. */
  readonly until: number;
  /** Servers that the pool has. */
  readonly of: number;
}

export interface AgentHeartbeat {
  /** `<role>:<host>:<pid>` */
  readonly _id: string;
  readonly role: AgentRole;
  readonly pid: number;
  readonly startedAt: Date;
  readonly at: Date;
  readonly storeId: string;
  readonly version: string;
  /** Figures of the process, by name: `rssMb`, `slots`, `slotsUsed`, `perMinute` … */
  readonly load: Readonly<Record<string, number>>;
  /** The longest of what it works on; absent in heartbeats of an older version. */
  readonly work?: readonly AgentWork[];
  readonly lastError?: AgentError;
  /** Absent: it leaves none alone. */
  readonly proxies?: readonly AgentProxyFault[];
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
