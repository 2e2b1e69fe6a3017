// Whether each role has a process that works, from heartbeats alone. While the store was away nobody could write one: right
// after it, silence means nothing yet.
import { AGENT_ROLES, type AgentHeartbeat, type AgentRole, isDraining } from './agent.ts';

/** Three missed heartbeats. */
export const SILENT_MS = 15_000;

/** A process silent for this long was killed or is cut off for good; another one takes its place. */
const GONE_MS = 60_000;

/**
 * `working` and `idle` say whether it has work in hand; `draining`: it finishes that and is replaced;
 * `silent`: three heartbeats are missing; `gone`: so many that it will not come back.
 */
export const AGENT_STATES = ['working', 'idle', 'draining', 'silent', 'gone'] as const;
export type AgentState = (typeof AGENT_STATES)[number];

export function agentState(agent: Pick<AgentHeartbeat, 'at' | 'load' | 'work'>, now: number): AgentState {
  const silentMs = now - agent.at.getTime();
  if (silentMs > GONE_MS) return 'gone';
  if (silentMs > SILENT_MS) return 'silent';
  if (isDraining(agent)) return 'draining';
  return (agent.work ?? []).length > 0 ? 'working' : 'idle';
}

/** The last time the store did not answer, as far as it was seen; epoch ms. */
export interface StoreOutage {
  readonly from: number;
  readonly to: number;
}

export interface RolePresence {
  readonly role: AgentRole;
  readonly ok: boolean;
  /** What is wrong, and what that may be; null while it is well. */
  readonly detail: string | null;
  /** The last sign of life; null where there never was one. */
  readonly lastSignAt: number | null;
}

type Sign = Pick<AgentHeartbeat, 'role' | 'pid' | 'at'>;

export function judgeRoles(
  heartbeats: readonly Sign[],
  now: number,
  outage: StoreOutage | null,
): RolePresence[] {
  return AGENT_ROLES.map((role) => {
    const own = heartbeats.filter((each) => each.role === role);
    const [last] = own.toSorted((a, b) => b.at.getTime() - a.at.getTime());
    if (last === undefined)
      return { role, ok: false, lastSignAt: null, detail: `No ${role} runs, or it is still starting.` };
    const lastSignAt = last.at.getTime();
    const silentMs = now - lastSignAt;
    const ok = silentMs <= SILENT_MS || isExcused(lastSignAt, now, outage);
    return { role, ok, lastSignAt, detail: ok ? null : describeSilence(last, silentMs) };
  });
}

function isExcused(lastSignAt: number, now: number, outage: StoreOutage | null): boolean {
  return outage !== null && now - outage.to <= SILENT_MS && lastSignAt >= outage.from - SILENT_MS;
}

function describeSilence({ role, pid }: Sign, silentMs: number): string {
  const seconds = Math.round(silentMs / 1_000);
  return `The ${role} (process ${pid}) has given no sign of life for ${seconds} s: it was killed, is frozen, or does not reach the database.`;
}
