// How soon a change becomes a message and what a storm becomes: the alert sweep over the embedded store (a process of its
// own), a turn every second as in the monitor, messages handed to nobody. `npx tsx bench/alerts.ts [--changes 10000] [--single 60]`.
import { parseArgs } from 'node:util';
import { hasher } from '../adapters/clock/ids.ts';
import { createMongo } from '../adapters/mongo/mongo.ts';
import type { AlertPorts } from '../domain/control/alert/alert-ports.ts';
import { sweepAlerts } from '../domain/control/alert/sweep-alerts.ts';
import { toInbox } from '../domain/page/inbox.ts';
import { sampleRule } from '../test/contracts/sample-alerts.ts';
import { sampleChange, sampleJob, sampleRun } from '../test/contracts/sample-documents.ts';
import { createSilentLog } from '../test/support/silent-log.ts';
import { startBenchStore } from './measure/bench-store.ts';
import { describeMachine } from './measure/machine.ts';
import { printRows, title } from './measure/print-rows.ts';

const { values } = parseArgs({
  options: { changes: { type: 'string', default: '10000' }, single: { type: 'string', default: '60' } },
});
const CHANGES = Number(values.changes);
const SINGLE = Number(values.single);
const TURN_MS = 1_000;

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
    wasSent: async () => false,
    act: async (action) => ({ action, done: '', remedy: '' }),
    send: async ({ id, change }) => void sent.set(change?.id ?? id, performance.now()),
  };
}

async function putChanges(mongo: Stores, count: number, run: string): Promise<string[]> {
  const changes = Array.from({ length: count }, (_, n) => {
    const {
      workspaceId,
      inbox: _inbox,
      ...change
    } = sampleChange(`job:${run}p${n}`, 1, {
      runId: run,
      at: new Date(),
      state: 'confirmed',
    });
    return toInbox(workspaceId, change);
  });
  await mongo.history.insertChanges(changes);
  return changes.map(({ _id }) => _id);
}

/** Changes that come at any moment between two turns. */
async function measureSingle(mongo: Stores, ports: AlertPorts): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < SINGLE; n++) {
    const begun = performance.now();
    const [id = ''] = await putChanges(mongo, 1, `one${n}`);
    // The change came at this share of a turn.
    const waits = ((n + 0.5) / SINGLE) * TURN_MS;
    await sweepAlerts(ports);
    times.push(waits + (sent.get(id) ?? Number.NaN) - begun);
  }
  return times.toSorted((a, b) => a - b);
}

async function measureStorm(mongo: Stores, ports: AlertPorts): Promise<{ ms: number; messages: number }> {
  sent.clear();
  await putChanges(mongo, CHANGES, 'storm');
  await mongo.runs.insert(sampleRun('storm', { state: 'completed', alertAt: new Date() }));
  const begun = performance.now();
  await sweepAlerts(ports);
  return { ms: performance.now() - begun, messages: sent.size };
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
    const times = await measureSingle(mongo, ports);
    const at = (share: number): string => `${Math.round(times[Math.floor(times.length * share)] ?? 0)} ms`;
    const storm = await measureStorm(mongo, ports);
    title(`alerts, ${describeMachine()}`);
    printRows(
      ['what', 'figure'],
      [
        ['change stored → message handed over, p50', at(0.5)],
        ['change stored → message handed over, p95', at(0.95)],
        [`storm of ${CHANGES} changes of one run → messages`, String(storm.messages)],
        [`storm of ${CHANGES} changes judged and told in`, `${Math.round(storm.ms)} ms`],
      ],
    );
  } finally {
    await mongo.close();
    await store.stop();
  }
}

await main();
