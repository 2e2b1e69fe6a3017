// A run that begins waits here while there is no room for it, and goes on by itself. It holds no page and asks no host meanwhile.
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../domain/system/clock.ts';
import type { HealthStore } from '../../domain/health/health.ts';
import { shortagesOf } from '../../domain/health/room-for-run.ts';
import type { Run } from '../../domain/run/run.ts';
import type { DispatchPorts } from '../scrape/dispatch-ports.ts';

export interface RoomPorts extends Pick<DispatchPorts, 'permits' | 'log'> {
  readonly health: Pick<HealthStore, 'get'>;
  readonly clock: Clock;
}

const LOOK_EVERY_MS = 2_000;

/** False: the run was paused or stopped meanwhile. */
export async function awaitRoom(ports: RoomPorts, run: Run, signal: AbortSignal): Promise<boolean> {
  for (let looks = 0; ; looks += 1) {
    const shortages = shortagesOf(await ports.health.get(), ports.clock.now().getTime());
    if (shortages.length === 0) return true;
    if (!ports.permits.isOpen(run._id)) return false;
    if (looks === 0)
      ports.log.warn({ runId: run._id, waitsFor: shortages.map(({ what }) => what) }, 'a run waits for room');
    await wait(LOOK_EVERY_MS, undefined, { signal });
  }
}
