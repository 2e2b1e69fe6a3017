// Pages by the servers of a proxy pool, through every process: a host keeps its server from run to run, leaves it when it dies, and
// nothing is lost by that. Public addresses are played by a site on loopback, which is reached by the proxies alone.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { RunView } from '../../api/client/client.ts';
import { rankServers } from '../../domain/config/proxy-pool/choose-server.ts';
import { serverKey } from '../../domain/config/proxy-pool/proxy-pool.ts';
import { eventually } from '../support/eventually.ts';
import { type ForwardProxy, startForwardProxy } from '../support/forward-proxy.ts';
import { freePort } from '../support/free-port.ts';
import { type ServedWebloom, serveWebloom } from '../support/served-webloom.ts';
import { type SocksProxy, startSocksProxy } from '../support/socks-proxy.ts';
import { type Site, startSite } from '../support/site/site.ts';

const PASSWORD = 'Xw52-pool-secret';
const OF_EACH = 2;
const RUN_MS = 120_000;
const CANDIDATES = Array.from({ length: 90 }, (_, n) => `93.184.216.${n + 10}`);

let site: Site;
let socks: SocksProxy;
let http: ForwardProxy;
let served: ServedWebloom;
let poolId: string;
let servers: { url: string; user: string; password: string }[];
let hosts: string[];
let price = '14.00';

beforeAll(async () => {
  site = await startSite({
    '/kettle': (_request, response) =>
      void response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(
          `<title>Kettle</title><main><h1>Kettle</h1><p>A kettle of steel for ${price} euro, in stock.</p></main>`,
        ),
  });
  const reaches = Object.fromEntries(CANDIDATES.map((host) => [`${host}:80`, site.port]));
  socks = await startSocksProxy({ reaches, login: `ada:${PASSWORD}` });
  http = await startForwardProxy({ reaches, login: `ada:${PASSWORD}` });
  const urls = [
    `socks5://127.0.0.1:${socks.port}`,
    `http://127.0.0.1:${http.port}`,
    `http://127.0.0.1:${await freePort()}`,
  ];
  servers = urls.map((url) => ({ url, user: 'ada', password: PASSWORD }));
  hosts = urls.flatMap((url) => CANDIDATES.filter((host) => homeOf(host) === url).slice(0, OF_EACH));
  served = await serveWebloom(inject('services'), {
    name: 'proxy-pools',
    host: '127.0.0.1',
    counts: { renderer: 1, monitor: 1 },
    env: { WEBLOOM_OWN_HOSTS: CANDIDATES.join(',') },
  });
  ({ poolId } = await served.api.createProxyPool({ name: 'Shops', servers }));
});

afterAll(async () => {
  await served?.close();
  await Promise.all([socks?.close(), http?.close(), site?.close()]);
});

function homeOf(host: string): string | undefined {
  return rankServers(
    servers.map((server) => ({ key: serverKey(server), url: server.url })),
    host,
  )[0]?.url;
}

async function createJob(
  urls: readonly string[],
  fetch: object,
  tags: readonly string[] = [],
): Promise<string> {
  const config = {
    source: { kind: 'pages' as const, urls: [...urls] },
    fetch,
    changes: { sampleNoise: false },
  };
  return (await served.api.createJob({ config, tags: [...tags] })).jobId;
}

async function runOf(jobId: string): Promise<RunView> {
  const { runId } = await served.api.act(jobId, 'start');
  return eventually(async () => {
    const run = await served.api.run(runId ?? '');
    return run.state === 'completed' || run.state === 'failed' ? run : null;
  }, RUN_MS);
}

/** The port of the proxy that each page came by, as its story tells; and how the page ended. */
async function waysOf({ runId }: RunView): Promise<Record<string, [outcome: string, port: string]>> {
  const ways: Record<string, [string, string]> = {};
  for (const { url, urlKey, outcome } of (await served.api.runPages(runId)).items) {
    const story = JSON.stringify(await served.api.story(runId, urlKey));
    const [, port = 'none'] = /by the proxy pool “Shops”, 127\.0\.0\.1:(\d+)/.exec(story) ?? [];
    ways[new URL(url).hostname] = [outcome, port];
  }
  return ways;
}

test('a host keeps its server, and leaves it when it dies; what was its goes by others, and is told', async () => {
  const jobId = await createJob(
    hosts.map((host) => `http://${host}/kettle`),
    { proxy: poolId },
  );
  const first = await waysOf(await runOf(jobId));
  const [socksPort, httpPort] = [String(socks.port), String(http.port)];
  expect(hosts).toHaveLength(3 * OF_EACH);
  for (const host of hosts) {
    const [outcome, port] = first[host] ?? [];
    expect(outcome).toBe('stored');
    const home = String(new URL(homeOf(host) ?? '').port);
    if (home === socksPort || home === httpPort) expect(port, host).toBe(home);
    else expect([socksPort, httpPort], host).toContain(port);
  }
  const second = await waysOf(await runOf(jobId));
  expect(Object.fromEntries(Object.entries(second).map(([host, [, port]]) => [host, port]))).toEqual(
    Object.fromEntries(Object.entries(first).map(([host, [, port]]) => [host, port])),
  );
  await socks.kill();
  price = '16.00';
  const third = await waysOf(await runOf(jobId));
  for (const host of hosts) expect(third[host], host).toEqual(['stored', httpPort]);
  const pool = await eventually(async () => {
    const [shops] = (await served.api.proxyPools()).items;
    return shops?.servers[0]?.state === 'left-alone' ? shops : null;
  }, RUN_MS);
  expect(pool.servers.map(({ state }) => state)).toEqual(['left-alone', 'ok', 'left-alone']);
  expect(pool.servers[0]?.detail).toContain('ECONNREFUSED');
  const part = await eventually(async () => {
    const { parts } = await served.api.health();
    return (
      parts.find(
        ({ id, state, text }) => id === 'proxies' && state === 'warning' && text.startsWith('2 servers'),
      ) ?? null
    );
  }, RUN_MS);
  expect(part.text).toContain('2 servers are left alone');
  expect(part.text).not.toContain('127.0.0.1');
  await socks.revive();
}, 400_000);

test('pages that a browser opens, looks before there is a job, and a page that is only read go by it as well', async () => {
  const [host = ''] = hosts;
  const url = `http://${host}/kettle`;
  const rendered = await waysOf(await runOf(await createJob([url], { proxy: poolId, render: 'always' })));
  expect(rendered[host]).toEqual(['stored', expect.stringMatching(/^\d+$/)]);
  const read = await served.api.scrape({ url, as: ['text'], fetch: { proxy: poolId } });
  expect(read.text).toContain('A kettle of steel');
  const seen = await served.api.preview({ url, fetch: { proxy: poolId } });
  const done = await eventually(async () => {
    const now = await served.api.previewed(seen.previewId);
    return now.outcome === 'understood' ? now : null;
  }, RUN_MS);
  expect(done.page?.title).toBe('Kettle');
}, 200_000);

test('a job that names none goes by the pool of its host, else by that of its tag', async () => {
  const [byHost = '', byTag = ''] = CANDIDATES.filter((host) => !hosts.includes(host));
  await served.api.changeProxyPool(poolId, { hosts: [byHost], tags: ['sale'] });
  const ofHost = await waysOf(await runOf(await createJob([`http://${byHost}/kettle`], {})));
  expect(ofHost[byHost]).toEqual(['stored', expect.stringMatching(/^\d+$/)]);
  const ofTag = await waysOf(await runOf(await createJob([`http://${byTag}/kettle`], {}, ['Sale'])));
  expect(ofTag[byTag]).toEqual(['stored', expect.stringMatching(/^\d+$/)]);
}, 200_000);

test('no password stands in a log', () => {
  const folder = join(served.dataDir, 'logs');
  const logs = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(logs.length).toBeGreaterThan(0);
  for (const text of logs) expect(text).not.toContain(PASSWORD);
});
