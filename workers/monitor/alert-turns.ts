// The turns of the monitor that find what is to be told, and tell it; and the look at everything that health rules judge.
import { sweepAlerts } from '../../domain/alert/sweep/sweep-alerts.ts';
import { checkBlockedHosts } from '../../domain/alert/sweep/check-blocked-hosts.ts';
import { checkHealth } from '../../domain/alert/sweep/check-health.ts';
import { checkLimits } from '../../domain/alert/sweep/check-limits.ts';
import { checkNoRun } from '../../domain/alert/sweep/check-no-run.ts';
import type { EventType } from '../../domain/system/event/event.ts';
import type { IncidentStore } from '../../domain/alert/incident/incident.ts';
import { toAlertPorts } from '../wiring/alert-ports.ts';
import { toControlPorts } from '../wiring/control-ports.ts';
import type { Foundation } from '../wiring/foundation.ts';
import { LOOK_EVERY_MS, createHealthCheck } from '../wiring/health-check.ts';
import { startSummaries } from './summary-turn.ts';
import type { QuietTime } from './quiet-time.ts';
import type { Task } from './task.ts';
import { type LockPorts, underLock } from './turn-lock.ts';
import type { Turns } from './turns.ts';
import { MINUTE_MS, SECOND_MS } from '../../domain/system/duration.ts';

/** However many events come, alerts are judged no more often than this. */
const ALERTS_LEAST_MS = 200;
/** Behind each of them something waits to be judged. */
const ALERTING: ReadonlySet<string> = new Set<EventType>([
  'page.changed',
  'price.changed',
  'site.changed',
  'job.changed',
  'page.removed',
  'run.finished',
  'gate.decided',
]);

interface Given {
  readonly turns: Turns;
  readonly quiet: QuietTime;
  readonly locks: LockPorts;
}

export function alertTurns(foundation: Foundation, given: Given): readonly Task[] {
  const { start, startTurn } = given.turns;
  const { tasks: alerting, ports } = startAlerts(foundation, given);
  // Woken by each look: nothing is new in between.
  const healthAlerts = start(
    { name: 'health alerts', pace: 2 * LOOK_EVERY_MS, leastMs: SECOND_MS },
    underLock(given.locks, 'health alerts', 10 * SECOND_MS, () => checkHealth(ports)),
  );
  const look = createHealthCheck(foundation);
  return [
    ...alerting,
    healthAlerts,
    // Without a lock: of several monitors each looks, so that a frozen one blinds nobody.
    start({ name: 'health', pace: LOOK_EVERY_MS }, () => look().then(() => healthAlerts.wake())),
    startTurn('blocked hosts', 15 * SECOND_MS, MINUTE_MS, () => checkBlockedHosts(ports)),
    startTurn('due runs', MINUTE_MS, MINUTE_MS, () => checkNoRun(ports)),
    startTurn('limits', MINUTE_MS, MINUTE_MS, () => checkLimits({ ...toControlPorts(foundation), ...ports })),
  ];
}

/**
 * Woken by events, by what the other turns find, and when something is due. The turn of each second, or of five while nothing
 * happens, is the net under it: events are best effort. `ports`: for the other turns.
 */
function startAlerts(foundation: Foundation, { turns, quiet, locks }: Given) {
  const ports = toAlertPorts(foundation);
  const { clock } = foundation;
  const summaries = startSummaries(foundation, { turns, locks, onSettled: () => task.wake() });
  const task = turns.start(
    { name: 'alerts', pace: { everyMs: SECOND_MS, restMs: 5 * SECOND_MS }, leastMs: ALERTS_LEAST_MS },
    underLock(locks, 'alerts', 10 * SECOND_MS, async (mayGoOn) => {
      const { judged, nextAt } = await sweepAlerts(ports, mayGoOn);
      if (judged > 0) summaries?.wake();
      if (nextAt !== null) task.wake(Math.max(SECOND_MS, nextAt.getTime() - clock.now().getTime()));
    }),
  );
  quiet.onEvent(({ type }) => {
    if (ALERTING.has(type)) task.wake();
  });
  const insert: IncidentStore['insert'] = async (begun) => {
    await ports.incidents.insert(begun);
    if (begun.length > 0) task.wake();
  };
  const tasks = summaries === null ? [task] : [task, summaries];
  return { tasks, ports: { ...ports, incidents: { ...ports.incidents, insert } } };
}
