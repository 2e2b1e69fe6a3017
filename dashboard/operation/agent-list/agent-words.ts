// Agents in words: the headline, and what is wrong with whom.
import type { AgentView } from '../../../api/schemas/agent/agent.ts';
import { wordCounted } from '../../ui/appearance/number-words.ts';

export const STATE_LOOKS: Readonly<
  Record<
    AgentView['state'],
    {
      readonly word: string;
      readonly colour: string;
      readonly icon: 'dot' | 'circle' | 'half' | 'warning' | 'close';
    }
  >
> = {
  working: { word: 'Working', colour: 'var(--st-running)', icon: 'dot' },
  idle: { word: 'Idle', colour: 'var(--st-created)', icon: 'circle' },
  draining: { word: 'Draining', colour: 'var(--st-stopping)', icon: 'half' },
  silent: { word: 'Silent', colour: 'var(--st-failed)', icon: 'warning' },
  gone: { word: 'Gone', colour: 'var(--st-failed)', icon: 'close' },
  replaced: { word: 'Replaced', colour: 'var(--st-created)', icon: 'close' },
};

/** It is not there any more: killed, and perhaps replaced. */
export function isAbsent({ state }: Pick<AgentView, 'state'>): boolean {
  return state === 'gone' || state === 'replaced';
}

/** `8 agents, all well`, `One agent is silent`. */
export function agentHeadline(agents: readonly Pick<AgentView, 'state'>[]): string {
  const silent = agents.filter(({ state }) => state === 'silent').length;
  const present = agents.filter((agent) => !isAbsent(agent)).length;
  if (present === 0) return 'No agent runs';
  if (silent > 0) return `${wordCounted(silent, 'agent is', 'agents are')} silent`;
  const working = agents.filter(({ state }) => state === 'working').length;
  if (working === 0) return `${wordCounted(present, 'agent', 'agents')}, all well, nothing to do`;
  return `${wordCounted(present, 'agent', 'agents')}, all well, ${working === 1 ? 'one' : working} at work`;
}

const ORDER: readonly AgentView['state'][] = ['silent', 'draining', 'working', 'idle', 'gone', 'replaced'];

/** Trouble first, then who works; within that by role, so that rows keep their places. */
export function inOrder(agents: readonly AgentView[]): AgentView[] {
  return [...agents].sort(
    (a, b) =>
      Number(isTrouble(b)) - Number(isTrouble(a)) ||
      Number(isAbsent(a)) - Number(isAbsent(b)) ||
      a.role.localeCompare(b.role) ||
      a.agentId.localeCompare(b.agentId),
  );
}

export function isTrouble({ state }: Pick<AgentView, 'state'>): boolean {
  return ORDER.indexOf(state) < ORDER.indexOf('working');
}

export function replacedWords(inRow: number): string {
  if (inRow === 1) return 'in place of one that grew too large';
  return `in place of ${inRow} in a row that grew too large`;
}

/** Versions that differ, where they do. */
export function versionSkew(agents: readonly Pick<AgentView, 'version' | 'state'>[]): string[] {
  const versions = [...new Set(agents.filter((agent) => !isAbsent(agent)).map(({ version }) => version))];
  return versions.length > 1 ? versions.sort() : [];
}
