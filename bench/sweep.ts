// What the turns of the monitor cost while nothing happens: the alert sweep of each second, the look at late runs and the
// slice of schedules of each minute, the look at health, over the embedded store (a process of its own) with very many
// jobs, with real RabbitMQ and Temporal. `npx tsx bench/sweep.ts [--jobs 10000] [--turns 60]`.
import { parseArgs } from 'node:util';
import { createEventBroker } from '../adapters/amqp/event-broker.ts';
import { createStoreClock } from '../adapters/clock/system-clock.ts';
import { NO_HOLDS } from '../domain/job/hold/emergency-hold.ts';
import type { Mongo } from '../adapters/mongo/mongo.ts';
import { createTemporalEngine } from '../adapters/temporal/run-engine.ts';
import { startTestServices } from '../cli/stack/test-services.ts';
import { createEgressPolicy } from '../domain/web/egress/policy.ts';
import { jobConfigSchema } from '../domain/config/schema.ts';
import type { AlertPorts } from '../domain/alert/sweep/alert-ports.ts';
import { sweepAlerts } from '../domain/alert/sweep/sweep-alerts.ts';
import { checkNoRun } from '../domain/alert/sweep/check-no-run.ts';
import { reconcileSchedules } from '../domain/job/reconcile/reconcile-schedules.ts';
import { createHealthCheck } from '../workers/wiring/health-check.ts';
import { sampleRule } from '../test/contracts/sample-alerts.ts';
import { sampleJob } from '../test/contracts/sample-documents.ts';
import { createSilentLog } from '../test/support/silent-log.ts';
import { type System, startSystem } from '../test/support/system.ts';
import { type BenchStore, startBenchStore } from './measure/bench-store.ts';
import { describeMachine } from './measure/machine.ts';
import { percentile, printRows, title } from './measure/print-rows.ts';
import { HOUR_MS } from '../domain/system/duration.ts';

const { values } = parseArgs({
  options: { jobs: { type: 'string', default: '10000' }, turns: { type: 'string', default: '60' } },
});
const JOBS = Number(values.jobs);
const TURNS = Number(values.turns);
const WARM_UP = 5;
/** As in the monitor. */
const SCHEDULE_SLICE = 100;

async function fill(mongo: Mongo): Promise<void> {
  const now = Date.now();
  for (let from = 0; from < JOBS; from += 50)
    await Promise.all(
      Array.from({ length: Math.min(50, JOBS - from) }, (_, at) => {
        const n = from + at;
        const url = `https://shop${n % 200}.example/product/${n}`;
        return mongo.jobs.insert(
          sampleJob(`job_${String(n).padStart(26, '0')}`, {
            config: jobConfigSchema.parse({
              source: { kind: 'pages', urls: [url] },
              schedule: { kind: 'interval', everyMs: HOUR_MS },
            }),
            state: 'scheduled',
            shownState: 'scheduled',
            nextRunAt: new Date(now + HOUR_MS + n * 300),
          }),
        );
      }),
    );
  for (let n = 0; n < 10; n++) await mongo.alertRules.insert(sampleRule(`rule_c${n}`));
  const when = { kind: 'no-run', afterMinutes: 30 } as const;
  await mongo.alertRules.insert(sampleRule('rule_late', { when }));
}

interface Cost {
  readonly cpuMs: number;
  readonly storeMs: number;
  readonly p50: number;
  readonly p95: number;
}

async function costOf(store: BenchStore, turn: () => Promise<unknown>): Promise<Cost> {
  for (let n = 0; n < WARM_UP; n++) await turn();
  const times: number[] = [];
  const cpu = process.cpuUsage();
  const storeUs = store.cpuUs();
  for (let n = 0; n < TURNS; n++) {
    const begun = performance.now();
    await turn();
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
    send: async () => undefined,
    wasSent: async () => false,
    act: async (action) => ({ action, done: '', remedy: '' }),
  };
  const health = createHealthCheck({
    agentId: 'monitor:bench:1',
    config: { backupDays: null, egress: createEgressPolicy([]) },
    holds: NO_HOLDS,
    clock,
    disk: { space: () => null, isFull: () => false },
    engine,
    eventBroker,
    mongo,
  });
  let slice: string | null = null;
  const turns: readonly (readonly [string, number, () => Promise<unknown>])[] = [
    ['alerts, nothing to judge', 60, () => sweepAlerts(alerts)],
    ['runs that did not begin', 1, () => checkNoRun(alerts)],
    [
      `schedules, ${SCHEDULE_SLICE} jobs`,
      1,
      async () => (slice = await reconcileSchedules(ports, slice, SCHEDULE_SLICE)),
    ],
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
    await fill(system.mongo);
    title(`turns of the monitor, ${JOBS} jobs, ${describeMachine()}`);
    const rows: (readonly (string | number)[])[] = [];
    for (const [name, perMinute, turn] of turns) {
      const { cpuMs, storeMs, p50, p95 } = await costOf(store, turn);
      rows.push([name, perMinute, p50, p95, cpuMs, storeMs, perMinute * (cpuMs + storeMs)]);
    }
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
