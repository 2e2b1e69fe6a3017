// What the turns of the monitor cost while nothing happens: the alert sweep of each second, the look at late runs, at schedules, at
// runs that go on and at health, over the embedded store (a process of its own) with very many jobs, each with a schedule in a real
// Temporal, and with real RabbitMQ. `npx tsx bench/sweep.ts [--jobs 10000] [--runs 200] [--turns 30]`.
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createEventBroker } from '../adapters/amqp/event-broker.ts';
import { createStoreClock } from '../adapters/clock/system-clock.ts';
import { NO_HOLDS } from '../domain/job/hold/emergency-hold.ts';
import { createTemporalEngine } from '../adapters/temporal/run-engine.ts';
import { startTestServices } from '../cli/stack/test-services.ts';
import { createEgressPolicy } from '../domain/web/egress/policy.ts';
import { jobConfigSchema } from '../domain/config/schema.ts';
import type { AlertPorts } from '../domain/alert/sweep/alert-ports.ts';
import { sweepAlerts } from '../domain/alert/sweep/sweep-alerts.ts';
import { checkNoRun } from '../domain/alert/sweep/check-no-run.ts';
import { reconcileRuns } from '../domain/job/reconcile/reconcile-runs.ts';
import {
  createHandledCheck,
  reconcileHandledSchedules,
  reconcileSchedules,
} from '../domain/job/reconcile/reconcile-schedules.ts';
import { scanSchedules } from '../domain/job/reconcile/scan-schedules.ts';
import { createHealthCheck } from '../workers/wiring/health-check.ts';
import { sampleRule } from '../test/contracts/sample-alerts.ts';
import { sampleJob, sampleRun } from '../test/contracts/sample-documents.ts';
import { createSilentLog } from '../test/support/silent-log.ts';
import { type System, startSystem } from '../test/support/system.ts';
import { type BenchStore, startBenchStore } from './measure/bench-store.ts';
import { describeMachine } from './measure/machine.ts';
import { percentile, printRows, title } from './measure/print-rows.ts';
import { DAY_MS } from '../domain/system/duration.ts';

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '10000' },
    runs: { type: 'string', default: '200' },
    turns: { type: 'string', default: '30' },
  },
});
const JOBS = Number(values.jobs);
const RUNS = Number(values.runs);
const TURNS = Number(values.turns);
const WARM_UP = 2;
const SETTLE_MS = 120_000;
const QUICK_MS = 100;
const AT_ONCE = 8;
const TRIES = 30;
const AGAIN_MS = 1_000;
/** As in the monitor. */
const SCHEDULE_SLICE = 25;

/** Fires once a year, so that nothing happens. */
const YEARLY = { kind: 'cron', cron: '0 0 1 1 *', timezone: 'UTC' } as const;

async function fill({ mongo, ports: { engine } }: System): Promise<void> {
  const now = Date.now();
  for (let from = 0; from < JOBS; from += AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, JOBS - from) }, async (_, at) => {
        const n = from + at;
        const url = `https://shop${n % 200}.example/product/${n}`;
        const jobId = `job_${String(n).padStart(26, '0')}`;
        await untilDone(() =>
          engine.putSchedule({
            workspaceId: 'default',
            jobId,
            jobName: 'Kettles',
            spec: YEARLY,
            paused: false,
          }),
        );
        await mongo.jobs.insert(
          sampleJob(jobId, {
            config: jobConfigSchema.parse({
              source: { kind: 'pages', urls: [url] },
              schedule: YEARLY,
            }),
            state: 'scheduled',
            shownState: 'scheduled',
            nextRunAt: new Date(now + DAY_MS + n * 300),
          }),
        );
      }),
    );
  for (let n = 0; n < 10; n++) await mongo.alertRules.insert(sampleRule(`rule_c${n}`));
  for (let n = 0; n < RUNS; n++) {
    const run = sampleRun(`run_${String(n).padStart(26, '0')}`, { state: 'running', ackedGateSeq: 1 });
    await mongo.runs.insert({ ...run, createdAt: new Date(now) });
    await untilDone(() => engine.start({ ...run, jobName: 'Kettles', workspaceId: 'default' }));
  }
  const when = { kind: 'no-run', afterMinutes: 30 } as const;
  await mongo.alertRules.insert(sampleRule('rule_late', { when }));
}

/** Ten thousand schedules at once keep Temporal so busy that some answers come too late. */
async function untilDone(work: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (tries === TRIES) throw error;
      await delay(AGAIN_MS);
    }
  }
}

/** What was just made keeps Temporal busy for a while; it is measured afterwards. */
async function settle({ ports: { engine } }: System): Promise<void> {
  const until = performance.now() + SETTLE_MS;
  for (let quick = 0; quick < 20 && performance.now() < until; ) {
    const begun = performance.now();
    const isAnswered = await engine.scheduleState(`job_${'0'.repeat(26)}`).then(
      () => true,
      () => false,
    );
    quick = isAnswered && performance.now() - begun < QUICK_MS ? quick + 1 : 0;
    await delay(QUICK_MS);
  }
}

interface Cost {
  readonly cpuMs: number;
  readonly storeMs: number;
  readonly p50: number;
  readonly p95: number;
}

async function costOf(store: BenchStore, turn: () => Promise<unknown>): Promise<Cost> {
  for (let n = 0; n < WARM_UP; n++) await turn().catch(() => undefined);
  const times: number[] = [];
  const cpu = process.cpuUsage();
  const storeUs = store.cpuUs();
  for (let n = 0; n < TURNS; n++) {
    const begun = performance.now();
    await turn().catch((error: unknown) => console.error(`a turn failed: ${String(error)}`));
    times.push(performance.now() - begun);
  }
  const { user, system } = process.cpuUsage(cpu);
  return {
    cpuMs: (user + system) / 1_000 / TURNS,
    storeMs: (store.cpuUs() - storeUs) / 1_000 / TURNS,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
  };
}

/** What the monitor calls, with what it has opened. */
async function turnsOf(system: System, services: { temporalAddress: string; amqpUrl: string }) {
  const { mongo, ports, namespace } = system;
  const log = createSilentLog();
  const eventBroker = createEventBroker(services.amqpUrl, { log, namespace, name: 'bench' });
  const engine = createTemporalEngine({ address: services.temporalAddress, prefix: namespace });
  const clock = await createStoreClock(() => mongo.clockOffsetMs(), { log });
  const alerts: AlertPorts = {
    ...mongo,
    ...ports,
    history: mongo.history,
    hasModel: false,
    send: async () => undefined,
    wasSent: async () => false,
    act: async (action) => ({ action, done: '', remedy: '' }),
  };
  const health = createHealthCheck({
    agentId: 'monitor:bench:1',
    blobs: { ping: async () => undefined },
    config: { backupDays: null, egress: createEgressPolicy([]) },
    holds: NO_HOLDS,
    clock,
    disk: { space: () => null, isFull: () => false },
    engine,
    eventBroker,
    mongo,
  });
  let slice: string | null = null;
  let runsTurn = 0;
  const finalize = {
    ...ports,
    ...mongo,
    completeChunk: async () => undefined,
    dropFiles: async () => undefined,
  };
  const turns: readonly (readonly [string, number, () => Promise<unknown>])[] = [
    ['alerts, nothing to judge', 60, () => sweepAlerts(alerts)],
    ['runs that did not begin', 1, () => checkNoRun(alerts)],
    [
      `schedules, ${SCHEDULE_SLICE} asked for one by one`,
      1,
      async () => (slice = await reconcileSchedules(ports, slice, SCHEDULE_SLICE)),
    ],
    ['schedules, all by one list', 1 / Math.ceil(JOBS / 2_000), () => scanSchedules(ports)],
    ['schedules, set by hand', 6, createHandledCheck(ports)],
    [
      'schedules, set by hand, where the number of paused ones has changed',
      0,
      () => reconcileHandledSchedules(ports),
    ],
    [`runs, ${RUNS} that go on`, 12, () => reconcileRuns(finalize, (runsTurn += 1))],
    ['health', 4, health],
  ];
  const close = async (): Promise<void> => {
    clock.close();
    await engine.close();
    await eventBroker.close();
  };
  return { turns, close };
}

async function main(): Promise<void> {
  const store = await startBenchStore();
  const others = await startTestServices({ env: process.env, only: ['temporal', 'rabbitmq'] });
  const services = { ...others, mongoUri: store.uri };
  const processes = { orchestrator: 0, dispatcher: 0, pipeline: 0, scraper: 0 };
  const system = await startSystem({ services, name: 'bench-sweep', ownHosts: [], processes });
  const { turns, close } = await turnsOf(system, services);
  try {
    await fill(system);
    await settle(system);
    title(`turns of the monitor, ${JOBS} jobs, ${describeMachine()}`);
    const rows: (readonly (string | number)[])[] = [];
    for (const [name, perMinute, turn] of turns) {
      const { cpuMs, storeMs, p50, p95 } = await costOf(store, turn);
      rows.push([name, perMinute, p50, p95, cpuMs, storeMs, perMinute * (cpuMs + storeMs)]);
    }
    const aMinute = rows.reduce((sum, row) => sum + Number(row.at(-1)), 0);
    rows.push(['all of them', '', '', '', '', '', aMinute]);
    printRows(
      ['turn', 'a minute', 'p50 ms', 'p95 ms', 'CPU monitor ms', 'CPU store ms', 'CPU a minute ms'],
      rows,
    );
  } finally {
    await close();
    await system.close();
    await others.stop();
    await store.stop();
  }
}

await main();
