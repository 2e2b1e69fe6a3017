import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'amqplib';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createDispatcherBroker } from '../../../adapters/amqp/dispatcher-broker.ts';
import { createTopology } from '../../../adapters/amqp/topology.ts';
import { type Mongo, createMongo } from '../../../adapters/mongo/mongo.ts';
import type { AgentHeartbeat } from '../../../domain/system/agent/agent.ts';
import type { ScrapeAnswer } from '../../../domain/run/dispatch/message.ts';
import { eventually } from '../../support/eventually.ts';
import { scrapeMessage } from '../../support/scrape-message.ts';
import { createSilentLog } from '../../support/silent-log.ts';
import { type StallingSite, createStallingSite } from './stalling-site.ts';
import { mainOf } from '../../support/webloom-processes.ts';

const namespace = `k${process.pid}-`;
const folder = mkdtempSync(join(tmpdir(), 'webloom-scraper-'));
const children: ChildProcess[] = [];
const services = inject('services');
let mongo: Mongo;
let site: StallingSite;

beforeAll(async () => {
  mongo = await createMongo(services.mongoUri, { dbName: namespace, appName: 'test' });
  site = await createStallingSite();
});

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await site?.close();
  await mongo?.close();
  const admin = await connect(services.amqpUrl);
  const channel = await admin.createChannel();
  const { workQueue, renderQueue, deadQueue, deadExchange, eventExchange, controlExchange } =
    createTopology(namespace);
  for (const queue of [workQueue, renderQueue, deadQueue]) await channel.deleteQueue(queue);
  for (const exchange of [deadExchange, eventExchange, controlExchange])
    await channel.deleteExchange(exchange);
  await admin.close();
  rmSync(folder, { recursive: true, force: true });
});

function startProcess(dataDir = folder, more: Readonly<Record<string, string>> = {}): ChildProcess {
  const env = {
    ...more,
    PATH: process.env['PATH'],
    MONGODB_URI: services.mongoUri,
    RABBITMQ_URL: services.amqpUrl,
    WEBLOOM_NAMESPACE: namespace,
    WEBLOOM_DATA_DIR: dataDir,
    WEBLOOM_ALLOW_HOSTS: '127.0.0.1',
    WEBLOOM_LOG_LEVEL: 'warn',
  };
  const child = spawn(process.execPath, [mainOf('scraper')], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

/** It says so once it takes work. */
async function isReady({ stdout }: ChildProcess): Promise<void> {
  if (stdout !== null) await once(stdout, 'data');
}

async function heartbeatOf({ pid }: ChildProcess): Promise<AgentHeartbeat | undefined> {
  return (await mongo.agents.list()).find((agent) => agent.pid === pid);
}

test('what a killed scraper had in flight is fetched and answered by another one', {
  timeout: 90_000,
}, async () => {
  const [victim, survivor] = [startProcess(), startProcess()];
  // Heartbeats come earlier: whoever consumes first would take all the work.
  await Promise.all([victim, survivor].map(isReady));
  for (const child of [victim, survivor]) expect(await heartbeatOf(child)).toBeDefined();
  const dispatcher = await createDispatcherBroker(services.amqpUrl, { log: createSilentLog(), namespace });
  const answers: ScrapeAnswer[] = [];
  dispatcher.onAnswers((batch) => answers.push(...batch));
  site.stall();
  const paths = Array.from({ length: 60 }, (_, index) => `/p${index}`);
  await dispatcher.publish(
    paths.map((path) =>
      scrapeMessage({ urlKey: path, url: site.origin + path, replyTo: dispatcher.replyTo }),
    ),
  );
  // Eight connections an origin and process: both have some in flight.
  await eventually(() => site.requests.length >= 16);
  victim.kill('SIGKILL');
  await once(victim, 'exit');
  site.release();
  await eventually(() => new Set(answers.map((answer) => answer.urlKey)).size === paths.length);
  expect(answers.every((answer) => answer.outcome === 'fetched')).toBe(true);
  survivor.kill('SIGTERM');
  expect(await once(survivor, 'exit')).toEqual([0, null]);
  expect(await heartbeatOf(survivor)).toBeUndefined();
  await dispatcher.close();
});

test('a scraper that is given another blob folder refuses to start, alone and whoever began first', {
  timeout: 60_000,
}, async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'webloom-elsewhere-'));
  const known = await mongo.blobHomes.claim({ storeId: '', place: '', since: new Date() });
  const child = startProcess(elsewhere);
  let said = '';
  child.stderr?.on('data', (piece: Buffer) => (said += piece.toString()));
  expect((await once(child, 'close'))[0]).toBe(1);
  const [line = ''] = said.trim().split('\n');
  expect(line).toContain(`is not the one that this database works with, which was ${known.place}`);
  const [, id = ''] = /WEBLOOM_ACCEPT_BLOBS=([0-9a-f-]{36})/.exec(line) ?? [];
  expect(await mongo.blobHomes.claim({ ...known, storeId: 'x' })).toEqual(known);
  // What the line names is what helps.
  const accepted = startProcess(elsewhere, { WEBLOOM_ACCEPT_BLOBS: id });
  await isReady(accepted);
  expect((await mongo.blobHomes.claim(known)).storeId).toBe(id);
  accepted.kill('SIGTERM');
  await once(accepted, 'exit');
  rmSync(elsewhere, { recursive: true, force: true });
});
