// Whether alerts arrive, and how often, while processes are killed: changes stored one after the other, the real processes,
// Temporal, RabbitMQ and store, webhooks verified by their receivers, and a kill -9 of the monitor, the orchestrator (which
// delivers) or the API at seeded times. `npm run build && npx tsx bench/delivery.ts [--alerts 500] [--kills 20] [--seed 1]`.
import { parseArgs } from 'node:util';
import { setTimeout as delay } from 'node:timers/promises';
import { startTestServices } from '../cli/stack/test-services.ts';
import type { ChannelSettings } from '../domain/alert/channel/schema.ts';
import { newSigningKey } from '../domain/alert/channel/signature.ts';
import { toInbox } from '../domain/page/inbox.ts';
import { sampleChannel } from '../test/contracts/alert-stores.ts';
import { sampleRule } from '../test/contracts/sample-alerts.ts';
import { sampleChange, sampleJob } from '../test/contracts/sample-documents.ts';
import { eventually } from '../test/support/eventually.ts';
import { createRandom } from '../test/support/fault/seed.ts';
import { type System, startSystem } from '../test/support/system.ts';
import type { Role } from '../test/support/webloom-processes.ts';
import {
  type AlertReceivers,
  RECEIVERS,
  type ReceiverName,
  startReceivers,
} from './measure/alert-receiver.ts';
import { describeMachine } from './measure/machine.ts';
import { percentile, printRows, title } from './measure/print-rows.ts';

const { values } = parseArgs({
  options: {
    alerts: { type: 'string', default: '500' },
    kills: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
  },
});
const ALERTS = Number(values.alerts);
const KILLS = Number(values.kills);
const SEED = Number(values.seed);
/** Each rule of its own job, so that few are told together. */
const RULES = 50;
/** Every tenth change. */
const SPARSE = 10;
const EVERY_MS = 300;
const SLOW_MS = 2_000;
const KILLED: readonly Role[] = ['monitor', 'orchestrator', 'api'];
/** The receiver that is down has to be asked again after a minute, and perhaps after five. */
const LAST_MS = 480_000;

async function prepare(system: System, { site }: AlertReceivers, key: string): Promise<void> {
  const { alertRules, channels, jobs } = system.mongo;
  for (const { _id } of await alertRules.list('default')) await alertRules.remove('default', _id);
  for (const name of RECEIVERS) {
    const settings: ChannelSettings = { kind: 'webhook', url: site.url(`/${name}`), headers: [] };
    await channels.insert(sampleChannel(`chn_${name}`, { settings, signing: { secret: key, former: null } }));
  }
  for (let n = 0; n < RULES; n++) {
    await jobs.insert(sampleJob(`job_${n}`));
    await alertRules.insert(
      sampleRule(`rule_${n}`, {
        scope: { kind: 'job', jobId: `job_${n}` },
        channels: receiversOf(n).map((name) => `chn_${name}`),
        createdAt: new Date(0),
      }),
    );
  }
}

function receiversOf(n: number): ReceiverName[] {
  if (n % SPARSE === 0) return ['quick', 'slow'];
  return n % SPARSE === 1 ? ['quick', 'down'] : ['quick'];
}

async function putChange(system: System, n: number): Promise<void> {
  const {
    workspaceId,
    inbox: _inbox,
    ...change
  } = sampleChange(`job_${n % RULES}:p${n}`, 1, {
    jobId: `job_${n % RULES}`,
    runId: `run_${n}`,
    at: new Date(),
    state: 'confirmed',
  });
  await system.mongo.history.insertChanges([toInbox(workspaceId, change)]);
}

const idOf = (n: number): string => `job_${n % RULES}:p${n}:1`;

/** Roles in turn, at seeded times within the whole; returns how many there were. */
async function killAtTimes(system: System, forMs: number): Promise<Map<Role, number>> {
  const random = createRandom(SEED);
  const times = Array.from({ length: KILLS }, () => random() * forMs).toSorted((a, b) => a - b);
  const kills = new Map<Role, number>();
  const begun = performance.now();
  for (const [n, at] of times.entries()) {
    const role = KILLED[n % KILLED.length] ?? 'monitor';
    await delay(Math.max(0, at - (performance.now() - begun)));
    // One that is only just being started again is killed once it is there.
    await system.one(role).ready();
    await system.one(role).kill9();
    kills.set(role, (kills.get(role) ?? 0) + 1);
  }
  return kills;
}

interface Course {
  readonly storedAt: ReadonlyMap<string, number>;
  readonly kills: ReadonlyMap<Role, number>;
}

async function run(system: System, receivers: AlertReceivers): Promise<Course> {
  const storedAt = new Map<string, number>();
  const forMs = ALERTS * EVERY_MS;
  const killing = killAtTimes(system, forMs);
  for (let n = 0; n < ALERTS; n++) {
    receivers.isDown = n > ALERTS / 3 && n < ALERTS / 2;
    storedAt.set(idOf(n), Date.now());
    await putChange(system, n);
    await delay(EVERY_MS);
  }
  const kills = await killing;
  await eventually(() => RECEIVERS.every((name) => missingAt(receivers, name).length === 0), LAST_MS).catch(
    () => undefined, // what is missing then is lost, and is told so
  );
  return { storedAt, kills };
}

function wantedAt(name: ReceiverName): string[] {
  const all = Array.from({ length: ALERTS }, (_, n) => n);
  return all.filter((n) => receiversOf(n % RULES).includes(name)).map(idOf);
}

function missingAt({ accepted }: AlertReceivers, name: ReceiverName): string[] {
  const got = new Set(accepted[name].map(({ changeId }) => changeId));
  return wantedAt(name).filter((id) => !got.has(id));
}

function report(receivers: AlertReceivers, { storedAt, kills }: Course): void {
  title(`delivery under kills, seed ${SEED}, ${describeMachine()}`);
  console.log(`kill -9: ${[...kills].map(([role, count]) => `${role} ${count}`).join(', ')}`);
  console.log(`signatures that did not verify: ${receivers.unsigned()}\n`);
  printRows(
    ['receiver', 'alerts', 'lost', 'under a second id', 'same id again', 'p50 s', 'p95 s', 'longest s'],
    RECEIVERS.map((name) => {
      const got = receivers.accepted[name];
      const first = new Map(got.toReversed().map((one) => [one.id, one]));
      const tookS = [...first.values()].map(
        ({ changeId, at }) => (at - (storedAt.get(changeId ?? '') ?? at)) / 1_000,
      );
      const told = new Set([...first.values()].map(({ changeId }) => changeId));
      return [
        name,
        wantedAt(name).length,
        missingAt(receivers, name).length,
        first.size - told.size,
        got.length - first.size,
        percentile(tookS, 0.5),
        percentile(tookS, 0.95),
        Math.max(...tookS),
      ];
    }),
  );
}

async function main(): Promise<void> {
  const key = newSigningKey(Buffer.alloc(32, 7).toString('base64url'));
  const receivers = await startReceivers(key, SLOW_MS);
  const { site } = receivers;
  const services = await startTestServices({ env: process.env });
  const system = await startSystem({
    services,
    name: 'bench-delivery',
    ownHosts: [`${site.host}:${site.port}`],
    processes: { orchestrator: 1, monitor: 1, api: 1, dispatcher: 0, pipeline: 0, scraper: 0 },
  });
  try {
    await prepare(system, receivers, key);
    report(receivers, await run(system, receivers));
  } finally {
    await system.close();
    await services.stop();
    await site.close();
  }
}

await main();
