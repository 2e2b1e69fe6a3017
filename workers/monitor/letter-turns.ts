// The turns of the monitor that look after dead letters: of runs that ended, of deliveries, of the broker; and what became of
// them.
import {
  forgetLetters,
  settleDeliveries,
  collectFromDeliveries,
  collectFromRuns,
  reopenUnanswered,
} from '../../domain/upkeep/dead-letter/collect-letters.ts';
import type { Foundation } from '../wiring/foundation.ts';
import { keepDeadMessages, toLetterPorts } from '../wiring/letter-ports.ts';
import type { Task } from './task.ts';
import type { StartTurn } from './turns.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../domain/system/duration.ts';

export function letterTurns(foundation: Foundation, startTurn: StartTurn): readonly Task[] {
  const letters = toLetterPorts(foundation);
  keepDeadMessages(foundation);
  let since = new Date(0);
  return [
    startTurn('ended runs', { everyMs: 5 * SECOND_MS, restMs: 20 * SECOND_MS }, 15 * SECOND_MS, (mayGoOn) =>
      collectFromRuns(letters, mayGoOn),
    ),
    startTurn('replays', 20 * SECOND_MS, MINUTE_MS, () => reopenUnanswered(letters)),
    // A delivery is given up after hours: nobody waits for its letter.
    startTurn('dead deliveries', 15 * SECOND_MS, MINUTE_MS, async () => {
      since = await collectFromDeliveries(letters, since);
    }),
    // Rarer: it asks for each delivery by itself.
    startTurn('sent letters', 30 * SECOND_MS, MINUTE_MS, () => settleDeliveries(letters)),
    startTurn('old letters', HOUR_MS, 30 * SECOND_MS, (mayGoOn) => forgetLetters(letters, mayGoOn)),
  ];
}
