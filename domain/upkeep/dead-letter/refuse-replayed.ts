// A replay that finds no letter to replay: names the run that has them, and when to ask again where its start may be cut off.
import type { LetterFilter } from './dead-letter.ts';
import { WebloomError } from '../../system/errors.ts';
import { type BegunPorts, begunReplays } from './begun-replay.ts';

export async function refuseReplayed(ports: BegunPorts, chosen: LetterFilter): Promise<WebloomError> {
  const [begun] = await begunReplays(ports, chosen);
  if (begun !== undefined) {
    const retryAfterSeconds = Math.max(1, Math.ceil(begun.openMs / 1_000));
    return refusal(
      `${begun.runId} is being started for these letters. Where that was cut off, the same request goes on with it in ${retryAfterSeconds} s.`,
      { heldBy: begun.runId, retryAfterSeconds },
    );
  }
  const replayed = { ...chosen, states: ['replayed'] } as const;
  const [letter] = await ports.deadLetters.list(replayed, { after: null, limit: 1 });
  const heldBy = letter?.replayRunId ?? null;
  if (heldBy === null)
    return refusal('No letter that fits can be replayed: there is none, or it is settled already.', {});
  return refusal(`${heldBy} fetches these pages again. Wait for its end; what fails is open again then.`, {
    heldBy,
  });
}

function refusal(why: string, facts: Readonly<Record<string, unknown>>): WebloomError {
  return new WebloomError('transition-not-allowed', why, { facts: { requested: 'replay', ...facts } });
}
