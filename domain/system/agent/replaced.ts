// Which processes were killed and have a successor already: the supervisor of a machine starts another one of the same role
// within seconds. Such a silence is no fault any more.
import { machineOfAgent } from './agent-id.ts';
import type { AgentHeartbeat } from './agent.ts';
import { isPresent, signAfter } from './presence.ts';

/**
 * From the last sign of the one to the first of the other: up to 5 s to the next sign that was due, 2 s until the supervisor
 * starts another, and the start itself on a busy machine.
 */
const REPLACED_WITHIN_MS = 20_000;

type Life = Pick<AgentHeartbeat, '_id' | 'role' | 'startedAt' | 'at'>;

/** Ids of the silent ones that have a successor. Each process takes the place of one at most, the first that fell silent. */
export function replacedAgents(heartbeats: readonly Life[], now: number): ReadonlySet<string> {
  const lost = heartbeats
    .filter(({ at }) => !isPresent(signAfter(now - at.getTime())))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const free = new Set(heartbeats.toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime()));
  const replaced = new Set<string>();
  for (const one of lost) {
    const successor = [...free].find((other) => isSuccessor(one, other));
    if (successor === undefined) continue;
    free.delete(successor);
    replaced.add(one._id);
  }
  return replaced;
}

function isSuccessor(lost: Life, other: Life): boolean {
  const afterMs = other.startedAt.getTime() - lost.at.getTime();
  const isNear = afterMs > 0 && afterMs <= REPLACED_WITHIN_MS;
  return isNear && other.role === lost.role && machineOfAgent(other._id) === machineOfAgent(lost._id);
}
