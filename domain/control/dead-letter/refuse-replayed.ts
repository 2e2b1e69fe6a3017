// A replay that finds no letter to replay: names the run that has them, and when they are open again if its start was cut off.
import type { DeadLetterStore, LetterFilter } from '../../dead-letter/dead-letter.ts';
import { WebloomError } from '../../errors.ts';
import type { RunStore } from '../../run/run-store.ts';
import type { Clock } from '../../clock.ts';
import { STUCK_MS } from './watch-letters.ts';

export interface ReplayedPorts {
  readonly deadLetters: Pick<DeadLetterStore, 'list'>;
  readonly runs: Pick<RunStore, 'get'>;
  readonly clock: Clock;
}

export async function refuseReplayed(ports: ReplayedPorts, chosen: LetterFilter): Promise<WebloomError> {
  const replayed = { ...chosen, states: ['replayed'] } as const;
  const [letter] = await ports.deadLetters.list(replayed, { after: null, limit: 1 });
  const heldBy = letter?.replayRunId ?? null;
  if (letter === undefined || heldBy === null)
    return refusal('No letter that fits can be replayed: there is none, or it is settled already.', {});
  if ((await ports.runs.get(heldBy)) !== null)
    return refusal(`${heldBy} fetches these pages again. Wait for its end; what fails is open again then.`, {
      heldBy,
    });
  const leftMs = letter.movedAt.getTime() + STUCK_MS - ports.clock.now().getTime();
  const retryAfterSeconds = Math.max(1, Math.ceil(leftMs / 1_000));
  return refusal(
    `${heldBy} is being started for these letters. Where that was cut off, they are open again in ${retryAfterSeconds} s.`,
    { heldBy, retryAfterSeconds },
  );
}

function refusal(why: string, facts: Readonly<Record<string, unknown>>): WebloomError {
  return new WebloomError('transition-not-allowed', why, { facts: { requested: 'replay', ...facts } });
}
