// Whether each role has a process that works, from heartbeats alone. While the store was away nobody could write one: right
// after it, silence means nothing yet.
import { AGENT_ROLES, type AgentHeartbeat, type AgentRole, STANDING_ROLES, isDraining } from './agent.ts';

/**
 * What the time since the last sign of life means. One is due every 5 s. `stale`: one is late, which a busy machine
 * does. `silent`: three are missing. `gone`: it was killed or is cut off for good; another one takes its place.
 */
export const SIGNS = ['healthy', 'stale', 'silent', 'gone'] as const;
export type Sign = (typeof SIGNS)[number];

/** Three missed heartbeats: the end of `stale`. */
export const SILENT_MS = 15_000;

/** From the first row whose time has not passed. */
const SIGN_TABLE: readonly { readonly sign: Sign; readonly upToMs: number }[] = [
  { sign: 'healthy', upToMs: 8_000 },
  { sign: 'stale', upToMs: SILENT_MS },
  { sign: 'silent', upToMs: 60_000 },
];

export function signAfter(silentMs: number): Sign {
  return SIGN_TABLE.find(({ upToMs }) => silentMs <= upToMs)?.sign ?? 'gone';
}

/** Whether the process counts as there: it may take work and is taken for nothing worse than late. */
export function isPresent(sign: Sign): boolean {
  return sign === 'healthy' || sign === 'stale';
}

/**
 * `working` and `idle` say whether it has work in hand; `draining`: it finishes that and is replaced;
 * `silent`: three heartbeats are missing; `gone`: so many that it will not come back; `replaced`: it was killed, and
 * another one has its place.
 */
export const AGENT_STATES = ['working', 'idle', 'draining', 'silent', 'gone', 'replaced'] as const;
export type AgentState = (typeof AGENT_STATES)[number];

export function agentState(
  agent: Pick<AgentHeartbeat, 'at' | 'load' | 'work'>,
  now: number,
  isReplaced = false,
): AgentState {
  const sign = signAfter(now - agent.at.getTime());
  if (!isPresent(sign) && isReplaced) return 'replaced';
  if (!isPresent(sign)) return sign === 'gone' ? 'gone' : 'silent';
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

type Beat = Pick<AgentHeartbeat, 'role' | 'pid' | 'at'>;

export function judgeRoles(
  heartbeats: readonly Beat[],
  now: number,
  outage: StoreOutage | null,
): RolePresence[] {
  return AGENT_ROLES.map((role) => {
    const own = heartbeats.filter((each) => each.role === role);
    const [last] = own.toSorted((a, b) => b.at.getTime() - a.at.getTime());
    if (last === undefined) {
      const detail = isStanding(role) ? `No ${role} runs, or it is still starting.` : null;
      return { role, ok: detail === null, lastSignAt: null, detail };
    }
    const lastSignAt = last.at.getTime();
    const silentMs = now - lastSignAt;
    const sign = signAfter(silentMs);
    const isMissed = isStanding(role) || sign !== 'gone';
    const ok = isPresent(sign) || !isMissed || isExcused(lastSignAt, now, outage);
    return { role, ok, lastSignAt, detail: ok ? null : describeSilence(last, silentMs) };
  });
}

/** Of the others none may be wanted; what waits for one tells its queue. */
function isStanding(role: AgentRole): boolean {
  return STANDING_ROLES.some((one) => one === role);
}

function isExcused(lastSignAt: number, now: number, outage: StoreOutage | null): boolean {
  return outage !== null && now - outage.to <= SILENT_MS && lastSignAt >= outage.from - SILENT_MS;
}

function describeSilence({ role, pid }: Beat, silentMs: number): string {
  const seconds = Math.round(silentMs / 1_000);
  return `The ${role} (process ${pid}) has given no sign of life for ${seconds} s: it was killed, is frozen, or does not reach the database.`;
}
