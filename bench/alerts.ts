// How soon a change becomes a message and what a storm becomes: the alert sweep over the embedded store (a process of its
// own), turns as in the monitor, messages handed to nobody. `npx tsx bench/alerts.ts [--changes 10000] [--single 60]`.
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { hasher } from '../adapters/clock/ids.ts';
import { createMongo } from '../adapters/mongo/mongo.ts';
import type { AlertPorts } from '../domain/alert/sweep/alert-ports.ts';
import { sweepAlerts } from '../domain/alert/sweep/sweep-alerts.ts';
import { toInbox } from '../domain/page/inbox.ts';
import { sampleRule } from '../test/contracts/sample-alerts.ts';
import { sampleChange, sampleJob, sampleRun } from '../test/contracts/sample-documents.ts';
import { createSilentLog } from '../test/support/silent-log.ts';
import { startTask } from '../workers/monitor/task.ts';
import { startBenchStore } from './measure/bench-store.ts';
import { describeMachine } from './measure/machine.ts';
import { printRows, title } from './measure/print-rows.ts';

const { values } = parseArgs({
  options: { changes: { type: 'string', default: '10000' }, single: { type: 'string', default: '60' } },
});
const CHANGES = Number(values.changes);
const SINGLE = Number(values.single);
const TURN_MS = 1_000;
/** As in the monitor. */
const LEAST_MS = 200;
/** Changes that one chunk stores. */
const CHUNK = 500;

interface Storm {
  readonly ms: number;
  readonly messages: number;
  readonly sweeps: number;
}

type Stores = Awaited<ReturnType<typeof createMongo>>;

const sent = new Map<string, number>();

function portsOf(mongo: Stores): AlertPorts {
  return {
    ...mongo,
    clock: { now: () => new Date() },
    ids: { ulid: () => '01JZ0000000000000000000000' },
    hasher,
    log: createSilentLog(),
    eventBroker: { publishEvent: async () => undefined },
    hasModel: false,
    wasSent: async () => false,
    act: async (action) => ({ action, done: '', remedy: '' }),
    send: async ({ id, change }) => void sent.set(change?.id ?? id, performance.now()),
  };
}

async function putChanges(mongo: Stores, count: number, run: string, from = 0): Promise<string[]> {
  const changes = Array.from({ length: count }, (_, n) => {
    const {
      workspaceId,
      inbox: _inbox,
      ...change
    } = sampleChange(`job:${run}p${from + n}`, 1, {
      runId: run,
      at: new Date(),
      state: 'confirmed',
    });
    return toInbox(workspaceId, change);
  });
  await mongo.history.insertChanges(changes);
  return changes.map(({ _id }) => _id);
}

/** Changes that come at any moment between two turns; `isWoken`: the event of each wakes the sweep. */
async function measureSingle(mongo: Stores, ports: AlertPorts, isWoken: boolean): Promise<number[]> {
  const times: number[] = [];
  const task = startTask(
    { name: 'alerts', everyMs: TURN_MS, leastMs: LEAST_MS, log: ports.log },
    async () => {
      await sweepAlerts(ports);
    },
  );
  for (let n = 0; n < SINGLE; n++) {
    await wait(((n + 0.5) / SINGLE) * TURN_MS);
    const begun = performance.now();
    const [id = ''] = await putChanges(mongo, 1, `${isWoken ? 'woken' : 'one'}${n}`);
    if (isWoken) task.wake();
    while (!sent.has(id)) await wait(1);
    times.push((sent.get(id) ?? Number.NaN) - begun);
  }
  await task.stop();
  return times.toSorted((a, b) => a - b);
}

/** As chunks store them, each waking the sweep. */
async function measureStorm(mongo: Stores, ports: AlertPorts): Promise<Storm> {
  sent.clear();
  let sweeps = 0;
  const task = startTask(
    { name: 'alerts', everyMs: TURN_MS, leastMs: LEAST_MS, log: ports.log },
    async () => {
      sweeps += 1;
      await sweepAlerts(ports);
    },
  );
  const begun = performance.now();
  for (let stored = 0; stored < CHANGES; stored += CHUNK) {
    await putChanges(mongo, Math.min(CHUNK, CHANGES - stored), 'storm', stored);
    for (let n = 0; n < CHUNK; n++) task.wake();
  }
  const storedMs = performance.now() - begun;
  await mongo.runs.insert(sampleRun('storm', { state: 'completed', alertAt: new Date() }));
  task.wake();
  while ((await mongo.alertMarks.runs(1)).length > 0) await wait(5);
  await task.stop();
  await sweepAlerts(ports);
  return { ms: performance.now() - begun - storedMs, messages: sent.size, sweeps };
}

async function main(): Promise<void> {
  const store = await startBenchStore();
  const mongo = await createMongo(store.uri, { dbName: 'bench', appName: 'bench' });
  try {
    await mongo.jobs.insert(sampleJob('job'));
    for (const { _id } of await mongo.alertRules.list('default'))
      await mongo.alertRules.remove('default', _id);
    await mongo.alertRules.insert(sampleRule('rule_bench', { createdAt: new Date(0) }));
    const ports = portsOf(mongo);
    const byTurn = await measureSingle(mongo, ports, false);
    const woken = await measureSingle(mongo, ports, true);
    const at = (times: readonly number[], share: number): string =>
      `${Math.round(times[Math.floor(times.length * share)] ?? 0)} ms`;
    const storm = await measureStorm(mongo, ports);
    title(`alerts, ${describeMachine()}`);
    printRows(
      ['what', 'figure'],
      [
        ['change stored → message handed over, woken by its event, p50', at(woken, 0.5)],
        ['change stored → message handed over, woken by its event, p95', at(woken, 0.95)],
        ['the same by the turn of each second alone, p50', at(byTurn, 0.5)],
        ['the same by the turn of each second alone, p95', at(byTurn, 0.95)],
        [`storm of ${CHANGES} changes of one run → messages`, String(storm.messages)],
        [`storm of ${CHANGES} changes → sweeps`, String(storm.sweeps)],
        [`storm: the last change stored → all judged and told`, `${Math.round(storm.ms)} ms`],
      ],
    );
  } finally {
    await mongo.close();
    await store.stop();
  }
}

await main();
