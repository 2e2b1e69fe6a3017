// One look after another at how late starts are. All of it is read anew from the store, so that a monitor that has just begun, and
// one of several, say the same; only the sum over all schedules is kept for a while.
import { MISSED_AFTER_MS } from '../../config/schedule/missed.ts';
import { MINUTE_MS } from '../../system/duration.ts';
import { readAsked } from './asked-starts.ts';
import { MINUTES, type StartFigures, startFigures } from './start-figures.ts';
import type { StartStore } from './start-store.ts';

/** What is read at most; more of them would tell nothing else. */
const MOST = 10_000;
const ASKED_EVERY_MS = 2 * MINUTE_MS;

interface Look {
  readonly now: number;
  /** An emergency stop stands: times that pass meanwhile are held, and not late. */
  readonly isHeld: boolean;
}

export function createStartGauge(store: StartStore): (look: Look) => Promise<StartFigures> {
  let asked = { perMinute: 0, at: -Infinity };
  return async ({ now, isHeld }) => {
    if (Math.abs(now - asked.at) >= ASKED_EVERY_MS)
      asked = { perMinute: await readAsked(store, now), at: now };
    // What passed longer ago was missed, and is no late start any more.
    const window = { from: new Date(now - MISSED_AFTER_MS), now: new Date(now) };
    const [begun, starting, passed] = await Promise.all([
      store.begunSince(new Date(now - MINUTES * MINUTE_MS), MOST),
      store.starting(MOST),
      isHeld ? [] : store.passed(window, MOST),
    ]);
    return startFigures({ begun, starting, passed }, asked.perMinute, now);
  };
}
