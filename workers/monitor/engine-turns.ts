// The turns of the monitor that compare Temporal with the database: its data as a whole, schedules, and workflows of runs. Each asks
// for lists or counts first, and for single ones only where something does not seem right.
import { reconcileRuns } from '../../domain/job/reconcile/reconcile-runs.ts';
import { createHandledCheck, reconcileSchedules } from '../../domain/job/reconcile/reconcile-schedules.ts';
import { createScheduleScan, scanSchedules } from '../../domain/job/reconcile/scan-schedules.ts';
import type { FinalizePorts } from '../../domain/job/execution/finalize-run.ts';
import { MINUTE_MS, SECOND_MS } from '../../domain/system/duration.ts';
import type { Foundation } from '../wiring/foundation.ts';
import { createEngineRestorer } from './restore-engine.ts';
import type { Task } from './task.ts';
import type { StartTurn } from './turns.ts';

/** Each is asked for by itself in turn: a list may be wrong for long. */
const SCHEDULE_SLICE = 25;

export function engineTurns(
  { engine, log }: Pick<Foundation, 'engine' | 'log'>,
  ports: FinalizePorts,
  startTurn: StartTurn,
): readonly Task[] {
  const restorer = createEngineRestorer(engine, {
    log,
    restore: async () => void (await scanSchedules(ports)),
  });
  const scan = createScheduleScan(ports);
  let slice: string | null = null;
  let turn = 0;
  return [
    startTurn('runs', 5 * SECOND_MS, 10 * SECOND_MS, () => reconcileRuns(ports, (turn += 1))),
    startTurn('engine', 10 * SECOND_MS, MINUTE_MS, () => restorer.check()),
    startTurn('schedules set by hand', 10 * SECOND_MS, MINUTE_MS, createHandledCheck(ports)),
    startTurn('schedules', MINUTE_MS, MINUTE_MS, async () => {
      await scan();
      slice = await reconcileSchedules(ports, slice, SCHEDULE_SLICE);
    }),
  ];
}
