// Settles holds of work that is over and has left them: its process died between its end and the settling, or its job was
// removed meanwhile. What documents tell decides; a run that is gone has used what it held.
import type { Log } from '../../system/clock.ts';
import type { RunStore } from '../../run/run-store.ts';
import { isTerminal } from '../../run/lifecycle.ts';
import { type LimitPorts, settle } from './reserve.ts';
import {
  type CountedLimit,
  MODEL_TOKENS,
  type Reservation,
  type Usage,
  isAddition,
  pagesOfRun,
} from './usage.ts';
import { DAY_MS } from '../../system/duration.ts';

export interface SettlePorts extends Pick<LimitPorts, 'usage' | 'clock'> {
  readonly runs: Pick<RunStore, 'get'>;
  readonly log: Log;
}

/** Work that is younger may still be about to write its document. */
const YOUNG_MS = 120_000;
const BATCH = 1_000;
const KEPT_DAYS = 400;

/** Returns how many holds were settled. Use of periods that are long over is forgotten. */
export async function settleReservations(ports: SettlePorts): Promise<number> {
  const now = ports.clock.now().getTime();
  let settled = 0;
  for (const usage of await ports.usage.reservedBefore(new Date(now - YOUNG_MS), BATCH))
    for (const hold of usage.holds)
      if (!isAddition(hold.holder) && (await settleOld(ports, usage, hold))) settled += 1;
  if (settled > 0) ports.log.warn({ settled }, 'holds that their work had left were settled');
  await ports.usage.forget(new Date(now - KEPT_DAYS * DAY_MS));
  return settled;
}

async function settleOld(ports: SettlePorts, usage: Usage, hold: Reservation): Promise<boolean> {
  const isOld = ports.clock.now().getTime() - hold.at.getTime() > YOUNG_MS;
  const { limit } = usage;
  if (limit === MODEL_TOKENS) return false;
  const actual = await actualOf(ports, limit, { ...hold, isOld });
  if (actual === null) return false;
  await settle(ports, { ...usage, limit }, { holder: hold.holder, actual });
  return true;
}

/** Null: the work goes on. */
async function actualOf(
  { runs }: SettlePorts,
  limit: CountedLimit,
  { holder, amount, isOld }: Reservation & { readonly isOld: boolean },
): Promise<number | null> {
  switch (limit) {
    case 'jobs':
      return isOld ? 0 : null;
    case 'deliveriesPerDay':
      return isOld ? amount : null;
    case 'concurrentRuns':
    case 'pagesPerMonth': {
      const run = await runs.get(holder);
      const isCounted = limit === 'pagesPerMonth';
      if (run === null) return isOld ? (isCounted ? amount : 0) : null;
      return isTerminal(run.state) ? (isCounted ? pagesOfRun(run) : 0) : null;
    }
  }
}
