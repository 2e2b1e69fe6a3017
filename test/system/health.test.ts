// The document of health on real services and processes: each service hangs and comes back, a process freezes, and the monitor
// itself does. Services hang by ways of the test's own, so that no other test is held up.
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Health } from '../../api/client/client.ts';
import { eventually } from '../support/eventually.ts';
import { type ServedWebloom, serveWebloom } from '../support/served-webloom.ts';
import { createTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

const WITHIN_MS = 60_000;
/** Three of RabbitMQ, six task queues of Temporal. */
const QUEUES = 9;

let stack: ServedWebloom;
const ways = new Map<string, TcpProxy>();

beforeAll(async () => {
  const services = inject('services');
  const addresses = {
    ...services,
    temporalAddress: (await through('temporal', `tcp://${services.temporalAddress}`)).host,
    amqpUrl: (await through('broker', services.amqpUrl)).href,
    mongoUri: (await through('store', services.mongoUri)).href,
  };
  stack = await serveWebloom(addresses, { name: 'health', host: '127.0.0.1:1' });
});

afterAll(async () => {
  for (const way of ways.values()) way.restore();
  await stack?.close();
  for (const way of ways.values()) await way.close();
});

async function through(name: string, address: string): Promise<URL> {
  const url = new URL(address);
  const way = await createTcpProxy({ host: url.hostname, port: Number(url.port) });
  ways.set(name, way);
  url.hostname = '127.0.0.1';
  url.port = String(way.port);
  return url;
}

function wayOf(name: string): TcpProxy {
  const way = ways.get(name);
  if (way === undefined) throw new Error(`there is no way to ${name}`);
  return way;
}

async function healthWhen(isSo: (health: Health) => boolean): Promise<Health> {
  return eventually(async () => {
    const health = await stack.api.health();
    return isSo(health) ? health : null;
  }, WITHIN_MS);
}

function partOf({ parts }: Health, id: string): Health['parts'][number] | undefined {
  return parts.find((part) => part.id === id);
}

async function isReady(): Promise<boolean> {
  return (await fetch(`${stack.webloom.apiUrl}/readyz`)).ok;
}

async function pidOf(role: string): Promise<number> {
  const agent = (await stack.api.agents()).items.find((one) => one.role === role);
  if (agent === undefined) throw new Error(`there is no ${role}`);
  return agent.pid;
}

const isOk = ({ state }: Health): boolean => state === 'ok';

test('all is well once everything runs, and what nobody has asked for is not known', async () => {
  const isWell = ({ kind, state }: Health['parts'][number]): boolean => kind === 'queue' && state === 'ok';
  const health = await healthWhen((one) => isOk(one) && one.parts.filter(isWell).length === QUEUES);
  expect(partOf(health, 'names')?.state).toBe('unknown');
});

test.each(['store', 'broker', 'temporal'])(
  'a %s that hangs makes it down, and all is well when it is back',
  async (name) => {
    await healthWhen(isOk);
    wayOf(name).mute();
    const down = await healthWhen((health) => partOf(health, name)?.state === 'critical');
    expect(down.state).toBe('down');
    expect(partOf(down, name)?.remedy).not.toBeNull();
    expect(await isReady()).toBe(false);
    expect((await fetch(`${stack.webloom.apiUrl}/healthz`)).status).toBe(200);
    wayOf(name).restore();
    await healthWhen(isOk);
    expect(await isReady()).toBe(true);
  },
);

test('a blob folder that is away makes it down, and only that is told', async () => {
  await healthWhen(isOk);
  const folder = join(stack.dataDir, 'blobs');
  renameSync(folder, `${folder}-away`);
  try {
    const down = await healthWhen((health) => partOf(health, 'blobs')?.state === 'critical');
    expect(partOf(down, 'blobs')?.text).toContain(`The blob folder ${folder} is away`);
    const services = down.parts.filter(({ kind }) => kind === 'service');
    expect(services.filter(({ state }) => state !== 'ok').map(({ id }) => id)).toEqual(['blobs']);
    expect(await isReady()).toBe(false);
  } finally {
    renameSync(`${folder}-away`, folder);
  }
  await healthWhen(isOk);
  expect(await isReady()).toBe(true);
});

test('a frozen orchestrator is told within half a minute', async () => {
  await healthWhen(isOk);
  const pid = await pidOf('orchestrator');
  process.kill(pid, 'SIGSTOP');
  const frozenAt = Date.now();
  try {
    const down = await healthWhen((health) => partOf(health, 'orchestrator')?.state === 'critical');
    expect(Date.now() - frozenAt).toBeLessThan(30_000);
    expect(partOf(down, 'orchestrator')?.text).toContain('is frozen');
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  await healthWhen(isOk);
});

test('a frozen scraper makes it down while the API stays ready', async () => {
  await healthWhen(isOk);
  const pid = await pidOf('scraper');
  process.kill(pid, 'SIGSTOP');
  try {
    const down = await healthWhen((health) => partOf(health, 'scraper')?.state === 'critical');
    expect(down.state).toBe('down');
    expect(partOf(down, 'scraper')?.text).toContain('No page is fetched until it is back');
    expect(await isReady()).toBe(true);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  await healthWhen(isOk);
});

test('with a frozen monitor it is blind: what the monitor alone sees is not known', async () => {
  await healthWhen(isOk);
  const pid = await pidOf('monitor');
  process.kill(pid, 'SIGSTOP');
  try {
    const blind = await healthWhen(({ state }) => state === 'blind');
    const queues = blind.parts.filter(({ kind }) => kind === 'queue');
    expect([...new Set(queues.map(({ state }) => state))]).toEqual(['unknown']);
    expect(partOf(blind, 'monitor')?.state).toBe('warning');
    expect(partOf(blind, 'store')?.state).toBe('ok');
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  await healthWhen(isOk);
});

test('a scraper that was killed is replaced, and nothing is unwell while the dead one is still listed', async () => {
  await healthWhen(isOk);
  const killed = await pidOf('scraper');
  process.kill(killed, 'SIGKILL');
  const dead = await eventually(async () => {
    const { items } = await stack.api.agents();
    const one = items.find(({ pid }) => pid === killed);
    return one?.state === 'replaced' ? one : null;
  }, WITHIN_MS);
  expect(dead.silentMs).toBeLessThan(60_000);
  const health = await stack.api.health();
  expect(partOf(health, 'scraper')).toMatchObject({ state: 'ok', figures: { gone: 1, healthy: 1 } });
  expect(health.state).toBe('ok');
});
