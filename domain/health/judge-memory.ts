// A process and its memory bound: it drains, it follows others that had to, or the bound can not be kept at all.
import { type AgentHeartbeat, isDraining } from '../system/agent/agent.ts';
import { isBoundTooLow, isInRow, leastBoundMb, replacedAboveMb } from '../system/agent/memory-bound.ts';
import { signAfter } from '../system/agent/presence.ts';

export interface MemoryTrouble {
  readonly text: string;
  readonly remedy: string;
  readonly figures: Readonly<Record<string, number>>;
}

/** Replaced so often one after the other that it is not by chance. */
const LEAST_IN_ROW = 2;

/** The most pressing of the role's processes; null: none has trouble. */
export function judgeMemory(own: readonly AgentHeartbeat[], now: number): MemoryTrouble | null {
  const living = own.filter(({ at }) => signAfter(now - at.getTime()) === 'healthy');
  for (const judge of [tellDraining, tellInRow, tellTooLow]) {
    const [trouble] = living.flatMap((agent) => judge(agent) ?? []);
    if (trouble !== undefined) return trouble;
  }
  return null;
}

const GROWN_REMEDY =
  'Nothing has to be done now. If it happens often, raise WEBLOOM_MEMORY_MB or make chunks smaller (WEBLOOM_CHUNK_MAX).';

function tellDraining(agent: AgentHeartbeat): MemoryTrouble | null {
  const { role, pid, load } = agent;
  if (!isDraining(agent)) return null;
  const size = `${load['rssMb'] ?? 0} of ${load['rssBoundMb'] ?? 0} MB`;
  return {
    text: `The ${role} ${pid} has grown beyond its memory bound (${size}): it finishes what it has and is replaced.`,
    remedy: GROWN_REMEDY,
    figures: { memory: 1, draining: 1 },
  };
}

function tellInRow({ role, pid, load, at, startedAt }: AgentHeartbeat): MemoryTrouble | null {
  const { replacedInRow: inRow = 0, replaceAfterMs = 0, rssBoundMb = 0 } = load;
  const livedMs = at.getTime() - startedAt.getTime();
  if (inRow < LEAST_IN_ROW || !isInRow(livedMs, replaceAfterMs)) return null;
  const pause = `${Math.max(1, Math.round(replaceAfterMs / 60_000))} min`;
  return {
    text: `The ${role} ${pid} follows ${inRow} in a row that had grown beyond the memory bound of ${rssBoundMb} MB: their work needs more. It is left alone for ${pause} before it may be replaced.`,
    remedy:
      'Raise WEBLOOM_MEMORY_MB, or lower what is in hand at a time (WEBLOOM_CHUNK_MAX, WEBLOOM_SCRAPER_CONCURRENCY). No work is lost meanwhile.',
    figures: { memory: 1, replacedInRow: inRow },
  };
}

function tellTooLow({ role, pid, load }: AgentHeartbeat): MemoryTrouble | null {
  const { rssBoundMb: boundMb, rssFreshMb: freshMb } = load;
  if (boundMb === undefined || freshMb === undefined || !isBoundTooLow({ boundMb, freshMb })) return null;
  return {
    text: `The ${role} ${pid} holds ${freshMb} MB with nothing to do, so its memory bound of ${boundMb} MB can not be kept: it is replaced above ${replacedAboveMb({ boundMb, freshMb })} MB.`,
    remedy: `Set WEBLOOM_MEMORY_MB to ${leastBoundMb(freshMb)} or more.`,
    figures: { memory: 1 },
  };
}
