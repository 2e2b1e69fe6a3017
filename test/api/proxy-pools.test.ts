// Proxy pools over the API: passwords go in and never come out, faults name their place, no host belongs to two pools, no server
// stands where pages may not be fetched of, and none is removed that a job names.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openServer } from '../../domain/config/proxy-pool/proxy-secrets.ts';
import { createEgressPolicy, parseAllowHosts } from '../../domain/web/egress/policy.ts';
import { startForwardProxy } from '../support/forward-proxy.ts';
import { createTestBox } from '../support/secret-box.ts';
import { startSite } from '../support/site/site.ts';
import { startSocksProxy } from '../support/socks-proxy.ts';
import { type Harness, createHarness } from './harness.ts';

const PUBLIC = '93.184.216.34';
const PASSWORD = 'opensesame';
const SERVERS = [
  { url: 'HTTP://Gate.Example:3128/', user: 'ada', password: PASSWORD },
  { url: 'socks5://gate.example' },
];

let harness: Harness;
let poolId: string;
let made = 0;
beforeAll(async () => {
  harness = await createHarness({ egress: createEgressPolicy(parseAllowHosts('127.0.0.1').entries) });
});
afterAll(() => harness.app.close());

function send(method: 'POST' | 'PATCH' | 'DELETE', url: string, payload?: unknown) {
  const body = payload === undefined ? {} : { payload: JSON.stringify(payload) };
  return harness.app.inject({ method, url, headers: { 'content-type': 'application/json' }, ...body });
}

beforeEach(async () => {
  made += 1;
  const response = await send('POST', '/v1/proxy-pools', { name: `Pool ${made}`, servers: SERVERS });
  ({ poolId } = response.json());
});

async function stored() {
  const pool = await harness.ports.proxyPools.get(poolId);
  if (pool === null) throw new Error('the pool is gone');
  return pool;
}

test('a pool is made with its servers in one spelling, and its passwords never come back', async () => {
  const got = await harness.app.inject(`/v1/proxy-pools/${poolId}`);
  expect(got.json()).toMatchObject({
    name: `Pool ${made}`,
    hosts: [],
    tags: [],
    servers: [
      {
        url: 'http://gate.example:3128',
        user: 'ada',
        password: '•••',
        state: 'ok',
        detail: null,
        since: null,
      },
      { url: 'socks5://gate.example:1080', state: 'ok' },
    ],
  });
  const list = await harness.app.inject('/v1/proxy-pools');
  expect(JSON.stringify([await stored(), got.body, list.body])).not.toContain(PASSWORD);
  expect((await send('POST', '/v1/proxy-pools', { name: `Pool ${made}`, servers: SERVERS })).statusCode).toBe(
    409,
  );
});

test('a change keeps a masked password for the same server and user alone', async () => {
  const [first] = (await harness.app.inject(`/v1/proxy-pools/${poolId}`)).json().servers;
  const { url, user, password } = first;
  const kept = await send('PATCH', `/v1/proxy-pools/${poolId}`, { servers: [{ url, user, password }] });
  expect(kept.statusCode).toBe(200);
  const pool = await stored();
  const [server = { url: '' }] = pool.servers;
  expect(openServer(createTestBox(), pool, server)).toMatchObject({ server: { password: PASSWORD } });
  for (const other of [
    { url: 'http://evil.example:3128', user, password },
    { url, user: 'bob', password },
  ]) {
    const refused = await send('PATCH', `/v1/proxy-pools/${poolId}`, { servers: [other] });
    expect([refused.statusCode, refused.json().errors]).toEqual([
      422,
      [expect.objectContaining({ pointer: '/servers/0/password', code: 'no-kept-value' })],
    ]);
  }
});

test.each([
  ['no proxy', { url: 'ftp://gate.example:21' }, '/servers/0/url', 'invalid-format'],
  [
    'an address with a login in it',
    { url: 'http://ada:secret@gate.example:3128' },
    '/servers/0/url',
    'invalid-format',
  ],
  ['a private address', { url: 'http://10.0.0.5:3128' }, '/servers/0/url', 'url-not-allowed'],
  [
    'the address of the machine’s credentials',
    { url: 'http://169.254.169.254:80' },
    '/servers/0/url',
    'url-not-allowed',
  ],
  ['a private name', { url: 'socks5://proxy.internal:1080' }, '/servers/0/url', 'url-not-allowed'],
  ['a port of another service', { url: 'http://gate.example:25' }, '/servers/0/url', 'url-not-allowed'],
  [
    'a password without a user',
    { url: 'http://gate.example:3128', password: 'x' },
    '/servers/0/user',
    'required',
  ],
  [
    'a user of SOCKS5 without a password',
    { url: 'socks5://gate.example', user: 'x' },
    '/servers/0/password',
    'required',
  ],
])('%s is refused at its place', async (_what, server, pointer, code) => {
  const response = await send('POST', '/v1/proxy-pools', { name: 'Another', servers: [server] });
  expect([response.statusCode, response.json().errors]).toEqual([
    422,
    [expect.objectContaining({ pointer, code })],
  ]);
  expect(response.body).not.toContain('secret');
});

test('a server stands in a pool once, and a host or tag belongs to one pool', async () => {
  const twice = await send('PATCH', `/v1/proxy-pools/${poolId}`, {
    servers: [{ url: 'http://gate.example:80' }, { url: 'http://gate.example' }],
  });
  expect(twice.json().errors).toEqual([
    expect.objectContaining({ pointer: '/servers/1', code: 'not-unique' }),
  ]);
  const [host, tag] = [`*.shop${made}.example`, `sale ${made}`];
  expect((await send('PATCH', `/v1/proxy-pools/${poolId}`, { hosts: [host], tags: [tag] })).statusCode).toBe(
    200,
  );
  const other = {
    name: `Other ${made}`,
    servers: SERVERS,
    hosts: [host.toUpperCase()],
    tags: [tag.toUpperCase()],
  };
  const claimed = await send('POST', '/v1/proxy-pools', other);
  expect(claimed.json().errors).toEqual([
    expect.objectContaining({
      pointer: '/hosts/0',
      code: 'claimed-already',
      detail: expect.stringContaining(`“Pool ${made}”`),
    }),
    expect.objectContaining({ pointer: '/tags/0', code: 'claimed-already' }),
  ]);
});

test('a job names a pool of its workspace, or none, and the pool is not removed meanwhile', async () => {
  const source = { kind: 'pages', urls: ['https://shop.example/'] };
  const wrong = await send('POST', '/v1/jobs', { config: { source, fetch: { proxy: 'pxp_nowhere' } } });
  expect(wrong.json().errors).toEqual([
    expect.objectContaining({ pointer: '/config/fetch/proxy', code: 'unknown-proxy-pool' }),
  ]);
  expect((await send('POST', '/v1/jobs', { config: { source, fetch: { proxy: 'none' } } })).statusCode).toBe(
    201,
  );
  const job = await send('POST', '/v1/jobs', {
    name: 'Kettle',
    config: { source, fetch: { proxy: poolId } },
  });
  expect(job.statusCode).toBe(201);
  const kept = await send('DELETE', `/v1/proxy-pools/${poolId}`);
  expect([kept.statusCode, kept.body]).toEqual([409, expect.stringContaining('“Kettle”')]);
  await send('PATCH', `/v1/jobs/${job.json().jobId}`, { config: { fetch: { proxy: null } } });
  expect((await send('DELETE', `/v1/proxy-pools/${poolId}`)).statusCode).toBe(204);
  expect((await harness.app.inject(`/v1/proxy-pools/${poolId}`)).statusCode).toBe(404);
});

test('a server that a process leaves alone is told with its reason, as long as the process lives', async () => {
  const beat = (at: number) => ({
    _id: 'scraper:a:1',
    role: 'scraper' as const,
    pid: 1,
    startedAt: new Date(at),
    at: new Date(at),
    storeId: 'x',
    version: '0.1.0',
    load: {},
    proxies: [
      { poolId, server: 'gate.example:3128', why: 'nothing listens', since: at, until: at + 5_000, of: 2 },
    ],
  });
  await harness.ports.agents.beat(beat(harness.now));
  const states = async () => (await harness.app.inject(`/v1/proxy-pools/${poolId}`)).json().servers;
  expect(await states()).toMatchObject([
    { state: 'left-alone', detail: 'nothing listens', since: new Date(harness.now).toISOString() },
    { state: 'ok' },
  ]);
  await harness.ports.agents.beat(beat(harness.now - 120_000));
  expect(await states()).toMatchObject([{ state: 'ok' }, { state: 'ok' }]);
});

test('a page is asked for by each server, and each says how it went', async () => {
  const site = await startSite({
    '/ip': (_request, response) =>
      void response.writeHead(200, { 'content-type': 'text/plain' }).end('198.51.100.7\n'),
  });
  const reaches = { [`${PUBLIC}:80`]: site.port };
  const socks = await startSocksProxy({ reaches, login: `ada:${PASSWORD}` });
  const http = await startForwardProxy({ reaches });
  http.setMode(407);
  const servers = [
    { url: `socks5://127.0.0.1:${socks.port}`, user: 'ada', password: PASSWORD },
    { url: `http://127.0.0.1:${http.port}` },
  ];
  await send('PATCH', `/v1/proxy-pools/${poolId}`, { servers });
  const tested = await send('POST', `/v1/proxy-pools/${poolId}/test`, { url: `http://${PUBLIC}/ip` });
  expect(tested.json().items).toEqual([
    {
      server: `127.0.0.1:${socks.port}`,
      answered: true,
      status: 200,
      exitAddress: '198.51.100.7',
      detail: null,
      ms: expect.any(Number),
    },
    {
      server: `127.0.0.1:${http.port}`,
      answered: false,
      status: null,
      exitAddress: null,
      detail: expect.stringContaining('(407)'),
      ms: expect.any(Number),
    },
  ]);
  const direct = await send('POST', `/v1/proxy-pools/${poolId}/test`, { url: site.url('/ip') });
  expect(direct.json().items[0]).toMatchObject({
    answered: false,
    detail: expect.stringContaining('asked for directly'),
  });
  const refused = await send('POST', `/v1/proxy-pools/${poolId}/test`, { url: 'http://10.0.0.1/' });
  expect(refused.json().errors).toEqual([
    expect.objectContaining({ pointer: '/url', code: 'url-not-allowed' }),
  ]);
  await Promise.all([site.close(), socks.close(), http.close()]);
});
