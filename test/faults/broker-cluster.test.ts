// Nodes of a RabbitMQ cluster die in mid-run: the one that a process is connected to, the one that leads the work queue, two of
// three at once. The run completes by itself, with every page in one class and what changed told once.
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { type CountingEventBroker, createEventBroker } from '../../adapters/amqp/event-broker.ts';
import { createTopology } from '../../adapters/amqp/topology.ts';
import { type BrokerCluster, type NodeName, startBrokerCluster } from '../support/fault/broker-cluster.ts';
import { pass } from '../support/fault/pass.ts';
import { type RevisedRun, expectMidway, expectWhole, startRevised } from '../support/fault/revised-run.ts';
import { type RevisedSystem, openRevisedSystem } from '../support/fault/revised-system.ts';
import { createSilentLog } from '../support/silent-log.ts';
import type { System } from '../support/system.ts';

const RUN_MS = 180_000;
/** Longer than the others need to see that they are the fewer, and to stop serving. */
const WITHOUT_MAJORITY_MS = 12_000;

let cluster: BrokerCluster;
let revised: RevisedSystem;
/** Says what health says of RabbitMQ. */
let events: CountingEventBroker;
let down: NodeName[] = [];

beforeAll(async () => {
  cluster = await startBrokerCluster();
  revised = await openRevisedSystem({
    services: { ...inject('services'), amqpUrl: cluster.url },
    name: 'cluster',
    processes: { monitor: 1 },
    // Answers that were lost with a node are waited for this long.
    fetch: { deadlineMs: 5_000 },
  });
  const { namespace } = revised.system;
  events = createEventBroker(cluster.url, { log: createSilentLog(), namespace, name: 'test' });
});

afterEach(() => raise());

afterAll(async () => {
  await events?.close();
  await revised?.close();
  await cluster?.stop();
});

/** Kills at once, in mid-run. */
async function fell(...names: NodeName[]): Promise<void> {
  down = names;
  await Promise.all(names.map((name) => cluster.kill(name)));
}

async function raise(): Promise<void> {
  const names = down;
  down = [];
  await Promise.all(names.map((name) => cluster.start(name)));
}

/** The longest time in which the site was asked for no page, from the fault on; told, since it depends on the machine. */
function tellStandStill(what: string, fromMs: number): void {
  const times = revised.pages.requests().flatMap(({ atMs }) => (atMs >= fromMs ? [atMs] : []));
  const gaps = times.map((atMs, index) => atMs - (times[index - 1] ?? fromMs));
  console.info(`${what}: stood still for ${(Math.max(0, ...gaps) / 1_000).toFixed(1)} s`);
}

const workQueue = (): string => createTopology(revised.system.namespace).workQueue;

/** As `expectWhole`; a failure tells first what the cluster says of its queue. */
async function expectServed(system: System, started: RevisedRun): Promise<void> {
  await expectWhole(system, started, { withinMs: RUN_MS }).catch(async (cause: unknown) => {
    const told = await cluster.tell(workQueue()).catch(String);
    throw new Error(`${told}\n${String(cause)}`, { cause });
  });
}

test.each<[string, () => Promise<NodeName>]>([
  ['the node that the scraper takes its work from', () => cluster.nodeOf(' work')],
  ['the node that leads the work queue', () => cluster.leaderOf(workQueue())],
])('a run during which %s is killed completes by itself', async (what, choose) => {
  const { system } = revised;
  const victim = await choose();
  const started = await startRevised(revised);
  const from = performance.now();
  await fell(victim);
  await expectMidway(system, started.run);
  await expectServed(system, started);
  tellStandStill(what, from);
  expect(await cluster.leaderOf(workQueue()), 'the leader after the fault').not.toBe(victim);
});

test('a run during which two of three nodes are killed waits, and completes when they are back', async () => {
  const { system } = revised;
  const [one, ...others] = cluster.names;
  await events.ping();
  const started = await startRevised(revised);
  const from = performance.now();
  await fell(...others);
  await expectMidway(system, started.run);
  await pass(WITHOUT_MAJORITY_MS);
  await expectMidway(system, started.run);
  await expect(events.ping()).rejects.toThrow(/not reachable for test events out \(3 addresses, /);
  await raise();
  await expectServed(system, started);
  tellStandStill(`all but ${one}`, from);
});
