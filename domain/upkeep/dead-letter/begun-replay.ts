// Replays that were begun and cut off: letters were given to a run that was never made. Whoever asks for these letters again
// goes on with that run, so there is one however often it is cut off.
import type { Clock } from '../../system/clock.ts';
import type { DeadLetter, DeadLetterStore, LetterFilter, LetterPlace } from './dead-letter.ts';
import type { RunStore } from '../../run/run-store.ts';

export interface BegunPorts {
  readonly deadLetters: Pick<DeadLetterStore, 'list'>;
  readonly runs: Pick<RunStore, 'get'>;
  readonly clock: Clock;
}

export interface BegunReplay {
  /** The run to go on with. */
  readonly runId: string;
  /** Those that fit. */
  readonly letters: readonly DeadLetter[];
  /** How long whoever began it may still be at it, ms; 0: it was cut off. */
  readonly openMs: number;
}

/** Whoever gives letters to a run gives some of them at least this often. */
const GIVING_MS = 5_000;
const AT_ONCE = 500;
/** More letters than a replay takes. */
const MOST = 10_000;

/** Of the letters that fit, those given to runs that were not made, by run. */
export async function begunReplays(ports: BegunPorts, filter: LetterFilter): Promise<BegunReplay[]> {
  const byRun = new Map<string, DeadLetter[]>();
  for await (const { letter, runId } of replayed(ports, filter)) {
    const known = byRun.get(runId);
    if (known !== undefined) known.push(letter);
    else byRun.set(runId, [letter]);
  }
  const begun: BegunReplay[] = [];
  for (const [runId, letters] of byRun) {
    if ((await ports.runs.get(runId)) !== null) continue;
    const last = Math.max(...letters.map(({ movedAt }) => movedAt.getTime()));
    const openMs = Math.max(0, last + GIVING_MS - ports.clock.now().getTime());
    begun.push({ runId, letters, openMs });
  }
  return begun;
}

/** The run that a new request for these letters goes on with; null: it makes one of its own. */
export async function runToGoOnWith(ports: BegunPorts, filter: LetterFilter): Promise<string | null> {
  if (filter.ids?.length === 0) return null;
  const begun = await begunReplays(ports, filter);
  return begun.find(({ openMs }) => openMs === 0)?.runId ?? null;
}

async function* replayed(
  { deadLetters }: BegunPorts,
  filter: LetterFilter,
): AsyncGenerator<{ readonly letter: DeadLetter; readonly runId: string }> {
  let after: LetterPlace | null = null;
  for (let seen = 0; seen < MOST; seen += AT_ONCE) {
    const states = ['replayed'] as const;
    const some: DeadLetter[] = await deadLetters.list({ ...filter, states }, { after, limit: AT_ONCE });
    for (const letter of some) if (letter.replayRunId !== null) yield { letter, runId: letter.replayRunId };
    const last = some.at(-1);
    if (last === undefined || some.length < AT_ONCE) return;
    after = { lastAt: last.lastAt, id: last._id };
  }
}
