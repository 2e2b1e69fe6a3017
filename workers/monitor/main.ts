// The monitor process: does what must happen even if nobody asks. Every second, or when an event wakes it, it ends runs that
// were stopped by force, pauses what an emergency stop covers, and tells what the alert rules find; rarer while no event comes
// (quiet-time.ts). Every few seconds it looks after runs, outboxes, removed jobs,
// changes or losses in Temporal, and at the health of everything. Every minute, under a lock, it looks after leases,
// slots and schedules. Every hour, and at its start, it sweeps.
import { drainOutboxes } from '../../activities/store/apply-rows.ts';
import { createStore } from '../../activities/store/store.ts';
import { settleHolds } from '../../domain/upkeep/emergency/settle-holds.ts';
import { reconcileLeases, reconcileSlots } from '../../domain/job/reconcile/reconcile-jobs.ts';
import { reconcileMissed } from '../../domain/job/reconcile/reconcile-missed.ts';
import { whileMayDelete } from '../../domain/system/lock/deletion-lock.ts';
import { describeDisk } from '../../domain/system/disk/disk-space.ts';
import { restartDeliveries } from '../../domain/alert/delivery/restart-deliveries.ts';
import { settleReservations } from '../../domain/job/limit/settle-reservations.ts';
import { eraseJobs } from '../../domain/upkeep/removal/erase-jobs.ts';
import { type WholeSweepPorts, sweep } from '../../domain/upkeep/removal/sweep.ts';
import { dropRunFiles } from '../../domain/upkeep/removal/sweep-files.ts';
import type { Run } from '../../domain/run/run.ts';
import { SCALING } from '../../domain/health/scaling/scaling-numbers.ts';
import { countUp } from '../../domain/upkeep/tally/count-up.ts';
import type { TallyStore } from '../../domain/upkeep/tally/tally.ts';
import { reconcileForced } from '../../domain/job/reconcile/reconcile-runs.ts';
import { parseStageKey } from '../../domain/run/stage/stage-key.ts';
import { toControlPorts } from '../wiring/control-ports.ts';
import { type Foundation, runProcess } from '../wiring/foundation.ts';
import { createScalingTurn } from '../wiring/scaling-turn.ts';
import { toStorePorts } from '../wiring/store-ports.ts';
import { alertTurns } from './alert-turns.ts';
import { engineTurns } from './engine-turns.ts';
import { letterTurns } from './letter-turns.ts';
import { storageTurns } from './storage-turns.ts';
import { createHoldSettler } from './hold-settler.ts';
import { openQuietTime } from './quiet-time.ts';
import type { LockPorts } from './turn-lock.ts';
import { createTurns } from './turns.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../domain/system/duration.ts';

const OUTBOX_AGE_MS = 30 * SECOND_MS;
const OUTBOX_BATCH = 200;
const WORKSPACE = 'default';

await runProcess('monitor', (foundation) => {
  const { mongo, blobs, clock, agentId, log } = foundation;
  const control = toControlPorts(foundation);
  const store = toStorePorts(foundation);
  const { completeChunk } = createStore(store);
  const { erasure, removals, locks: lockStore } = mongo;
  const sweeping = { ...control, blobs, erasure, removals };
  const finalize = { ...control, completeChunk, dropFiles: (run: Run) => dropRunFiles(sweeping, run) };
  const telling = { deliveries: mongo.deliveries, deliveryEngine: foundation.engine, clock };
  const locks = { locks: lockStore, clock, agentId };
  const quiet = openQuietTime({ eventBroker: foundation.eventBroker, log });
  const turns = createTurns({ ...locks, quiet, log });
  const { start, startTurn } = turns;
  const byJob = foundation.config.metricsByJob;
  const erasing = createErasing(locks, { ...sweeping, tally: mongo.tally, byJob });
  const tasks = [
    ...alertTurns(foundation, { turns, quiet, locks }),
    start({ name: 'disk', pace: 30 * SECOND_MS }, warnOfDisk(foundation)),
    start({ name: 'emergency holds', pace: SECOND_MS }, settleEmergencies(foundation)),
    start({ name: 'forced runs', pace: { everyMs: SECOND_MS, restMs: 5 * SECOND_MS } }, () =>
      reconcileForced(finalize),
    ),
    startTurn('scaling', SCALING.lookEveryMs, 15 * SECOND_MS, createScalingTurn(foundation)),
    startTurn('removals', { everyMs: 5 * SECOND_MS, restMs: 20 * SECOND_MS }, 15 * SECOND_MS, erasing.erase),
    ...engineTurns(foundation, finalize, startTurn),
    startTurn('outboxes', 10 * SECOND_MS, MINUTE_MS, () => drainOld(foundation)),
    startTurn('deliveries', 20 * SECOND_MS, MINUTE_MS, async () => {
      const started = await restartDeliveries(telling);
      if (started > 0) log.warn({ started }, 'deliveries that nothing carried were started');
    }),
    ...letterTurns(foundation, startTurn),
    startTurn('holds', 20 * SECOND_MS, MINUTE_MS, () => settleReservations(control)),
    startTurn('slots', 20 * SECOND_MS, MINUTE_MS, () =>
      reconcileSlots(control).finally(() => reconcileMissed(control)),
    ),
    startTurn('leases', MINUTE_MS, MINUTE_MS, () => reconcileLeases(control)),
    ...storageTurns(foundation, startTurn),
    startTurn('sweep', HOUR_MS, 30 * SECOND_MS, erasing.sweep),
  ];
  return Promise.resolve({
    load: () => ({
      failures: tasks.reduce((sum, task) => sum + task.failures, 0),
      freedBytes: erasing.freedBytes(),
    }),
    stop: async () => {
      await Promise.all(tasks.map((task) => task.stop()));
    },
  });
});

interface ErasingPorts extends WholeSweepPorts {
  readonly tally: TallyStore;
  readonly byJob: boolean;
}

/** What deletes rests while a backup is taken. */
function createErasing(locks: LockPorts, ports: ErasingPorts) {
  let freedBytes = 0;
  const erase = whileMayDelete(locks, (mayGoOn) => eraseJobs(ports, mayGoOn));
  return {
    erase: async (mayGoOn: () => Promise<boolean>) => {
      // Before its rows are erased: what was done stays counted.
      await countAll(ports, mayGoOn);
      await erase(mayGoOn);
    },
    sweep: whileMayDelete(locks, async (mayGoOn) => {
      freedBytes += (await sweep(ports, WORKSPACE, mayGoOn)).bytes;
    }),
    freedBytes: () => freedBytes,
  };
}

/** Without a lock: each monitor pauses and resumes by compare-and-set, and a frozen one holds up nobody. */
function settleEmergencies(foundation: Foundation): () => Promise<void> {
  const control = toControlPorts(foundation);
  return createHoldSettler({
    standing: () => foundation.holds.standing(),
    settle: (holds) => settleHolds(control, holds),
  });
}

async function countAll(
  { tally, byJob }: Pick<ErasingPorts, 'tally' | 'byJob'>,
  mayGoOn: () => Promise<boolean>,
): Promise<void> {
  while ((await countUp(tally, { byJob })) && (await mayGoOn()));
}

/** Warns before the disk is full, and as long as it has too little room. */
function warnOfDisk({ disk, log }: Foundation): () => Promise<void> {
  return async () => {
    const space = disk.space();
    if (space === null || space.state === 'ok') return;
    const { state, folder, freeBytes } = space;
    log.warn({ disk: state, folder, freeBytes }, describeDisk(space));
  };
}

/** Publishes outboxes that a dead pipeline has left. */
async function drainOld(foundation: Foundation): Promise<void> {
  const store = toStorePorts(foundation);
  const { mongo, clock } = foundation;
  const pages = await mongo.pages.withOutbox(new Date(clock.now().getTime() - OUTBOX_AGE_MS), OUTBOX_BATCH);
  for (const page of pages) {
    const storeFile = page.outbox[0]?.key;
    const run = storeFile === undefined ? null : await mongo.runs.get(parseStageKey(storeFile).runId);
    if (run === null) continue;
    // A page whose outcome file can't be read is logged, so that the other pages do not wait for it.
    await drainOutboxes(store, run, [page]).catch((error: unknown) =>
      foundation.log.error({ page: page._id, err: error }, 'an outbox could not be drained'),
    );
  }
}
