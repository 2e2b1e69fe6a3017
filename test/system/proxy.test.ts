// A whole system behind a proxy that dies in the middle of a run and comes back: pages wait, none fails, no host is blamed, health
// tells it, and the login of the proxy stands in no log and no document.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type ForwardProxy, startForwardProxy } from '../support/forward-proxy.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { recount } from '../support/recount.ts';
import { type System, startSystem } from '../support/system.ts';

const PUBLIC = '93.184.216.34';
const PASSWORD = 'pr0xy-s3cret';
const PAGES = 30;
const RUN_MS = 120_000;

let pages: ManyPages;
let proxy: ForwardProxy;
let system: System;

beforeAll(async () => {
  pages = await startManyPages({ pages: PAGES });
  proxy = await startForwardProxy({
    login: `anna:${PASSWORD}`,
    reaches: { [`${PUBLIC}:80`]: pages.site.port },
  });
  system = await startSystem({
    services: inject('services'),
    name: 'proxy',
    ownHosts: [PUBLIC],
    env: { WEBLOOM_PROXY: `http://anna:${PASSWORD}@127.0.0.1:${proxy.port}` },
    processes: { monitor: 1 },
  });
});

afterAll(async () => {
  await system?.close();
  await Promise.all([proxy?.close(), pages?.site.close()]);
});

const proxyPart = async (): Promise<string | undefined> =>
  (await system.mongo.health.get())?.parts.find(({ id }) => id === 'proxy')?.state;

test('a run waits for its proxy and completes when it is back', async () => {
  const jobId = await system.createJob({
    source: { kind: 'pages', urls: pages.paths.map((path) => `http://${PUBLIC}${path}`) },
    fetch: { delayMs: 100 },
  });
  await eventually(async () => (await proxyPart()) === 'ok', RUN_MS);
  const run = await system.start(jobId);
  await eventually(() => pages.requests().length > PAGES / 4, RUN_MS);
  await proxy.kill();
  await eventually(async () => (await proxyPart()) === 'critical', RUN_MS);
  expect(pages.requests().length, 'pages that were asked for without the proxy').toBeLessThan(PAGES);
  await proxy.revive();
  const ended = await system.ended(run._id, RUN_MS);
  expect(ended.state, ended.endingReason?.detail).toBe('completed');
  const books = await recount(system, ended);
  expect(books.faults).toEqual([]);
  expect(books.classes).toEqual({ stored: PAGES, unchanged: 0, failed: 0, skipped: 0 });
  expect((await system.mongo.hosts.get(PUBLIC))?.failedInRow ?? 0).toBe(0);
  expect(new Set(proxy.asked)).toEqual(new Set([`${PUBLIC}:80`]));
  await eventually(async () => (await proxyPart()) === 'ok', RUN_MS);
});

test('its login stands in no log, heartbeat or health', async () => {
  const folder = join(system.dataDir, '../logs');
  const logs = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const documents = JSON.stringify([await system.mongo.agents.list(), await system.mongo.health.get()]);
  const encoded = Buffer.from(`anna:${PASSWORD}`).toString('base64');
  expect(logs.length).toBeGreaterThan(0);
  for (const text of [...logs, documents]) {
    expect(text).not.toContain(PASSWORD);
    expect(text).not.toContain(encoded);
  }
});
