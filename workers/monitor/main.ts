// The monitor process: what must happen even when nobody asks. Every second it ends runs that were stopped by force; every
// few seconds it looks after runs, outboxes and what Temporal may have lost or somebody has set there; every minute, under a lock, after leases, slots and schedules.
import { drainOutboxes } from '../../activities/store-apply.ts';
import { createStore } from '../../activities/store.ts';
import { watchLeases, watchSlots } from '../../domain/job/watch-jobs.ts';
import { restoreSchedules, watchHandledSchedules, watchSchedules } from '../../domain/job/watch-schedules.ts';
import { describeDisk } from '../../domain/disk/disk-space.ts';
import { watchForced, watchRuns } from '../../domain/run/watch-runs.ts';
import { toControlPorts } from '../wiring/control-ports.ts';
import { type Foundation, runProcess } from '../wiring/foundation.ts';
import { toStorePorts } from '../wiring/store-ports.ts';
import { createEngineWatch } from './engine-watch.ts';
import { startTask } from './task.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const OUTBOX_AGE_MS = 30 * SECOND;
const OUTBOX_BATCH = 200;
const SCHEDULE_SLICE = 100;
const WORKSPACE = 'default';

await runProcess('monitor', (foundation) => {
  const { log } = foundation;
  const control = toControlPorts(foundation);
  const store = toStorePorts(foundation);
  const { completeChunk } = createStore(store);
  const finalize = { ...control, completeChunk };
  const engine = createEngineWatch(foundation.engine, {
    log,
    restore: () => restoreSchedules(control, WORKSPACE),
  });
  let slice: string | null = null;
  const tasks = [
    startTask({ name: 'disk', everyMs: 30 * SECOND, log }, warnOfDisk(foundation)),
    startTask({ name: 'forced runs', everyMs: SECOND, log }, () => watchForced(finalize)),
    startTask(
      { name: 'runs', everyMs: 5 * SECOND, log },
      underLock(foundation, 'runs', 10 * SECOND, () => watchRuns(finalize)),
    ),
    startTask(
      { name: 'engine', everyMs: 5 * SECOND, log },
      underLock(foundation, 'engine', MINUTE, () => engine.watch()),
    ),
    startTask(
      { name: 'schedules set by hand', everyMs: 10 * SECOND, log },
      underLock(foundation, 'handled-schedules', MINUTE, () => watchHandledSchedules(control)),
    ),
    startTask(
      { name: 'outboxes', everyMs: 10 * SECOND, log },
      underLock(foundation, 'outboxes', MINUTE, () => drainOld(foundation)),
    ),
    startTask(
      { name: 'slots', everyMs: 20 * SECOND, log },
      underLock(foundation, 'slots', MINUTE, () => watchSlots(control)),
    ),
    startTask(
      { name: 'leases', everyMs: MINUTE, log },
      underLock(foundation, 'leases', MINUTE, () => watchLeases(control)),
    ),
    startTask(
      { name: 'schedules', everyMs: MINUTE, log },
      underLock(foundation, 'schedules', MINUTE, async () => {
        slice = await watchSchedules(control, WORKSPACE, slice, SCHEDULE_SLICE);
      }),
    ),
  ];
  return Promise.resolve({
    load: () => ({ failures: tasks.reduce((sum, task) => sum + task.failures, 0) }),
    stop: async () => {
      await Promise.all(tasks.map((task) => task.stop()));
    },
  });
});

/** Before it is full, and for as long as there is too little room. */
function warnOfDisk({ disk, log }: Foundation): () => Promise<void> {
  return async () => {
    const space = disk.space();
    if (space === null || space.state === 'ok') return;
    const { state, folder, freeBytes } = space;
    log.warn({ disk: state, folder, freeBytes }, describeDisk(space));
  };
}

/** Several monitors may run; one of them does the work. */
function underLock(
  foundation: Foundation,
  name: string,
  leaseMs: number,
  work: () => Promise<void>,
): () => Promise<void> {
  const { mongo, clock, agentId } = foundation;
  return async () => {
    const now = clock.now().getTime();
    if (await mongo.locks.acquire(`monitor:${name}`, agentId, now, now + leaseMs)) await work();
  };
}

/** Announcements that a dead pipeline left behind. */
async function drainOld(foundation: Foundation): Promise<void> {
  const store = toStorePorts(foundation);
  const { mongo, clock } = foundation;
  const pages = await mongo.pages.withOutbox(new Date(clock.now().getTime() - OUTBOX_AGE_MS), OUTBOX_BATCH);
  for (const page of pages) {
    const runId = page.outbox[0]?.key.split('/')[1];
    const run = runId === undefined ? null : await mongo.runs.get(runId);
    if (run === null) continue;
    // One page whose file can't be read must not keep the others waiting.
    await drainOutboxes(store, run, [page]).catch((error: unknown) =>
      foundation.log.error({ page: page._id, error: String(error) }, 'an outbox could not be drained'),
    );
  }
}
