// The processes of each role, by their signs of life: whether one is there, and whether another one is missing.
import { AGENT_ROLES, type AgentHeartbeat, type AgentRole } from '../system/agent/agent.ts';
import {
  type RolePresence,
  type StoreOutage,
  isPresent,
  judgeRoles,
  signAfter,
} from '../system/agent/presence.ts';
import { replacedAgents } from '../system/agent/replaced.ts';
import { sentence } from './answer.ts';
import type { HealthComponent } from './health.ts';
import { judgeMemory } from './judge-memory.ts';
import { RESTART } from './judge-service.ts';

const ROLE_EFFECTS: Readonly<Record<AgentRole, string>> = {
  api: 'This page may be served by another one.',
  orchestrator: 'No run begins, goes on or ends until it is back; pause and stop still work.',
  dispatcher: 'No page is asked for until it is back.',
  scraper: 'No page is fetched until it is back; what is due waits in the queue.',
  pipeline: 'What was fetched waits to be read and stored.',
  renderer: 'Pages that a browser has to open wait until it is back.',
  monitor: 'Lost runs are not ended and schedules not looked after until it is back.',
};

/** Without these, most runs go on all the same. */
const DISPENSABLE: readonly AgentRole[] = ['api', 'monitor', 'renderer'];

const MUTE =
  'Not known: while the store is away or full, or the disk is full to the last, no process can give a sign of life that is seen.';

export interface AgentFacts {
  /** Null: they could not be read. */
  readonly heartbeats: readonly AgentHeartbeat[] | null;
  /** The disk or the store is full: a process may be unable to write its sign, so silence means nothing. */
  readonly isMute: boolean;
  readonly now: number;
  /** The last time nobody could give a sign of life. */
  readonly outage: StoreOutage | null;
}

export function judgeAgents({ heartbeats, isMute, now, outage }: AgentFacts): HealthComponent[] {
  if (heartbeats === null) return AGENT_ROLES.map(notKnown);
  const told = isMute ? heartbeats.filter(({ at }) => isPresent(signAfter(now - at.getTime()))) : heartbeats;
  return judgeRoles(told, now, outage).map((presence) => {
    const own = told.filter(({ role }) => role === presence.role);
    return isMute && own.length === 0 ? notKnown(presence.role) : judgeRole(presence, own, now);
  });
}

function notKnown(role: AgentRole): HealthComponent {
  return { ...partOf(role), state: 'unknown', text: MUTE, remedy: null };
}

function partOf(role: AgentRole): Pick<HealthComponent, 'id' | 'kind' | 'name' | 'since' | 'figures'> {
  return { id: role, kind: 'agent', name: `The ${role}`, since: null, figures: {} };
}

function judgeRole(
  { role, ok, detail, lastSignAt }: RolePresence,
  own: readonly AgentHeartbeat[],
  now: number,
): HealthComponent {
  const counts = { healthy: 0, stale: 0, silent: 0, gone: 0 };
  const replaced = replacedAgents(own, now);
  // One that was replaced was killed: it is gone, however short its silence is.
  for (const { _id, at } of own) counts[replaced.has(_id) ? 'gone' : signAfter(now - at.getTime())] += 1;
  const figures = { ...counts, lastSignMs: lastSignAt === null ? null : Math.max(0, now - lastSignAt) };
  const part = { ...partOf(role), figures };
  if (!ok)
    return {
      ...part,
      state: DISPENSABLE.includes(role) ? 'warning' : 'critical',
      text: `${sentence(detail ?? 'It is not there')} ${ROLE_EFFECTS[role]}`,
      since: lastSignAt,
      remedy: lastSignAt === null ? RESTART : SILENT_REMEDY,
    };
  const present = counts.healthy + counts.stale;
  if (counts.silent > 0 && present > 0)
    return {
      ...part,
      state: 'warning',
      text: `${counts.silent} of ${present + counts.silent} processes gave no sign of life for more than 15 s; the others go on with the work.`,
      remedy: SILENT_REMEDY,
    };
  const memory = judgeMemory(own, now);
  if (memory !== null) {
    const { text, remedy } = memory;
    return { ...part, state: 'warning', text, remedy, figures: { ...figures, ...memory.figures } };
  }
  return { ...part, state: 'ok', text: presentInWords(role, present), remedy: null };
}

/** One that is frozen lives, so nothing starts another in its place. */
const SILENT_REMEDY =
  'One that has ended is started again by “webloom up”. One that is frozen is not: end it by its id (kill -9; “webloom agents” tells the id), and another one takes its place.';

function presentInWords(role: AgentRole, present: number): string {
  if (present === 0 && role === 'renderer')
    return 'None runs: one is started when a page is to be opened in a browser.';
  // None is counted right after an outage, which excuses the missing signs.
  if (present === 0) return 'Its next sign of life is due.';
  return present === 1 ? 'One process gives signs of life.' : `${present} processes give signs of life.`;
}
