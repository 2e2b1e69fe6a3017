// A secret header, one that a step fills in, a login with its codes and cookies, and the passwords of a proxy pool, through a whole stack of its own: the site receives them, and afterwards they are found
// nowhere: not in the data folder (database, broker, Temporal, blobs, logs), not in what the API says.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiClient, type RunView, createClient } from '../../api/client/client.ts';
import { type Webloom, startWebloom } from '../../cli/stack/processes.ts';
import { createStack, type Stack } from '../../cli/stack/stack.ts';
import { eventually } from '../support/eventually.ts';
import { type LoginSite, startLoginSite } from '../support/site/login-site.ts';
import { page } from '../support/site/page.ts';
import { type SocksProxy, startSocksProxy } from '../support/socks-proxy.ts';
import { type Handler, type Site, startSite } from '../support/site/site.ts';
import { unavailable } from '../support/site/unavailable.ts';

const COOKIE = 'session=Zx81-open-sesame-4711';
const TOKEN = 'Bearer Qy93-another-secret-0815';
const PIN = 'Kv55-third-secret-2358';
const WRONG = 'Wq81-wrong-password-1209';
const GATE = 'Pd60-proxy-secret-3317';
const SHUT = 'Pe71-wrong-proxy-secret-90';
const SECRETS = ['Zx81-open-sesame-4711', 'Qy93-another-secret-0815', PIN, GATE, SHUT];
const PUBLIC = ['93.184.216.34', '93.184.216.35'];

const dataDir = mkdtempSync(join(tmpdir(), 'webloom-secrets-'));
const received: Record<string, string[]> = {};
let answers = '';
let site: Site;
let other: Site;
let shop: LoginSite;
let gate: SocksProxy;
let stack: Stack;
let webloom: Webloom;
let api: ApiClient;

const member: Handler = (request, response) => {
  const { cookie = '', authorization = '' } = request.headers;
  (received[request.url ?? ''] ??= []).push(`${cookie} ${authorization}`);
  const known = cookie === COOKIE && authorization === TOKEN;
  response
    .writeHead(known ? 200 : 403, { 'content-type': 'text/html' })
    .end(
      `<title>Members</title><main><h1>For members</h1><p>Visit ${Object.keys(received).length}</p></main>`,
    );
};

/** It says what was typed, in its address and in its text. */
const lodge: Handler = (request, response) => {
  const pin = new URL(request.url ?? '', 'http://lodge').searchParams.get('pin') ?? '';
  (received['/lodge'] ??= []).push(pin);
  response
    .writeHead(200, { 'content-type': 'text/html' })
    .end(
      `<title>Lodge ${pin}</title><main><h1>Lodge</h1><p>You typed ${pin}, and here is what only members read.</p><form><input name="pin" value="${pin}"></form></main>`,
    );
};

beforeAll(async () => {
  other = await startSite({ '/elsewhere': member });
  site = await startSite({
    '/members': member,
    '/broken': unavailable(),
    '/lodge': lodge,
    '/links': page(`<a href="/members">here</a> <a href="${other.url('/elsewhere')}">there</a>`),
  });
  shop = await startLoginSite({ withCode: true });
  gate = await startSocksProxy({
    login: `ada:${GATE}`,
    reaches: Object.fromEntries(PUBLIC.map((at) => [`${at}:80`, site.port])),
  });
  const sites = [site, other, shop.site].map((one) => `${one.host}:${one.port}`);
  const host = [...sites, `127.0.0.1:${gate.port}`].join(',');
  stack = createStack({ dataDir, env: process.env, log: () => undefined });
  webloom = await startWebloom({
    addresses: await stack.start(),
    dataDir,
    buildDir: process.env['SYSTEM_TEST_DIST'] ?? join(import.meta.dirname, '../../dist'),
    env: { PATH: process.env['PATH'], WEBLOOM_ALLOW_HOSTS: host, WEBLOOM_OWN_HOSTS: host },
    counts: { renderer: 1 },
    log: () => undefined,
  });
  api = createClient({ baseUrl: webloom.apiUrl });
});

afterAll(async () => {
  await webloom?.stop();
  await stack?.stop();
  await site?.close();
  await other?.close();
  await shop?.close();
  await gate?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function note<T>(answer: Promise<T>): Promise<T> {
  const value = await answer;
  answers += JSON.stringify(value);
  return value;
}

/** A file as it is and unpacked in every way that something of ours packs. */
function* readings(path: string): Generator<Buffer> {
  const bytes = readFileSync(path);
  yield bytes;
  for (const unpack of [gunzipSync, brotliDecompressSync, inflateSync, inflateRawSync]) {
    try {
      yield unpack(bytes);
    } catch {
      // Not packed this way.
    }
  }
}

function filesWith(texts: readonly string[]): string[] {
  const forms = texts.flatMap((text) => [
    Buffer.from(text),
    Buffer.from(text, 'utf16le'),
    Buffer.from(Buffer.from(text).toString('base64').slice(0, -4)),
  ]);
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  expect(files.length).toBeGreaterThan(20);
  return files
    .map((one) => join(one.parentPath, one.name))
    .filter((path) => [...readings(path)].some((bytes) => forms.some((form) => bytes.includes(form))));
}

/** A run whose step fills the secret in, and one whose next step fails on the page that says it. */
async function fillIn(): Promise<void> {
  const fill = { do: 'fill', selector: '[name=pin]', value: PIN, secret: true } as const;
  const enter = { do: 'press', key: 'Enter', selector: '[name=pin]' } as const;
  const lost = { do: 'click', selector: '#none', timeoutMs: 300 } as const;
  for (const steps of [
    [fill, enter],
    [fill, enter, lost],
  ]) {
    const config = { source: { kind: 'pages' as const, urls: [site.url('/lodge')] }, tolerance: 1 };
    const { jobId } = await note(api.createJob({ config: { ...config, fetch: { steps, maxAttempts: 1 } } }));
    const runId = (await note(api.act(jobId, 'start'))).runId ?? '';
    const { state } = await ended(runId);
    expect(state).toBe('completed');
    const { items } = await note(api.runPages(runId));
    await note(api.story(runId, items[0]?.urlKey ?? ''));
    await note(api.failures(runId));
    await note(api.versions(jobId));
    await note(api.pages(jobId, { limit: 10 }));
  }
  expect(received['/lodge']).toContain(PIN);
  expect(answers).toContain('Lodge •••');
}

/** The items of a listing lie on another host: whoever writes the listing does not get the secret of who watches it. */
async function stayOnItsHost(): Promise<void> {
  const source = { kind: 'listing' as const, start: [site.url('/links')], itemSelector: 'a' };
  const fetch = { headers: [{ name: 'Cookie', value: COOKIE }], maxAttempts: 1 };
  const { jobId, version } = await note(api.createJob({ config: { source, fetch, tolerance: 1 } }));
  const before = received['/members']?.length ?? 0;
  const runId = (await note(api.act(jobId, 'start'))).runId ?? '';
  await ended(runId);
  expect(received['/elsewhere']).toEqual([' ']);
  expect(received['/members']?.slice(before)).toEqual([`${COOKIE} `]);
  const { items } = await note(api.failures(runId));
  const detail = items.find(({ url }) => url === other.url('/elsewhere'))?.detail;
  expect(detail).toContain('asked without “Cookie”: a secret header goes only to the hosts it belongs to');

  const pages = { kind: 'pages', urls: [other.url('/elsewhere')] };
  const moved = api.changeJob(jobId, { config: { source: pages } }, version);
  await expect(moved).rejects.toThrow(`was given for ${site.host}:${site.port}, not for ${other.host}`);
  expect(received['/elsewhere']).toHaveLength(1);
}

/** By a form, with a one-time code; then by a password that the site refuses. */
async function signIn(): Promise<void> {
  const settings = { kind: 'form' as const, url: shop.site.url('/login'), user: shop.user, otp: shop.otp };
  const { loginId } = await note(
    api.createLogin({ name: 'Shop', settings: { ...settings, password: shop.password } }),
  );
  const source = { kind: 'pages' as const, urls: [shop.site.url('/prices')] };
  const fetch = { login: loginId, maxAttempts: 1 };
  const { jobId } = await note(api.createJob({ config: { source, fetch, tolerance: 1 } }));
  const signed = await note(ended((await note(api.act(jobId, 'start'))).runId ?? ''));
  expect((await note(api.runPages(signed.runId))).items.map(({ outcome }) => outcome)).toEqual(['stored']);
  expect(shop.signedIn()).toBe(1);
  await note(api.changeLogin(loginId, { settings: { password: WRONG } }));
  // A scraper uses what it has read of a login for two seconds.
  await eventually(async () => {
    const refused = await note(ended((await note(api.act(jobId, 'start'))).runId ?? ''));
    await note(api.failures(refused.runId));
    return shop.wrong() > 0;
  }, 60_000);
  await note(api.logins());
  expect(shop.wrong()).toBe(1);
  expect(answers).toContain('the site asks for the password again');
}

/** By a server that takes the password, and by one that does not. */
async function goByProxy(): Promise<void> {
  const urls = PUBLIC.map((at) => `http://${at}/links`);
  const config = { source: { kind: 'pages' as const, urls }, tolerance: 1, giveUpAfterMs: 5_000 };
  const url = `socks5://127.0.0.1:${gate.port}`;
  for (const password of [GATE, SHUT]) {
    const servers = [{ url, user: 'ada', password }];
    const { poolId } = await note(api.createProxyPool({ name: `Gate ${password.length}`, servers }));
    const { jobId } = await note(api.createJob({ config: { ...config, fetch: { proxy: poolId } } }));
    const { runId } = await note(ended((await note(api.act(jobId, 'start'))).runId ?? ''));
    const { items } = await note(api.runPages(runId));
    const isRight = password === GATE;
    expect(items.map(({ outcome }) => outcome)).toEqual(urls.map(() => (isRight ? 'stored' : 'failed')));
    await note(api.story(runId, items[0]?.urlKey ?? ''));
    await note(api.failures(runId));
    await note(api.proxyPools());
    await note(api.testProxyPool(poolId, urls[0] ?? ''));
  }
  expect(answers).toContain('by the proxy pool “Gate');
  expect(answers).toContain('refuses the login it was given');
}

async function ended(runId: string): Promise<RunView> {
  return eventually(async () => {
    const now = await api.run(runId);
    return now.state === 'completed' || now.state === 'failed' ? now : null;
  }, 90_000);
}

test('a secret reaches the site and lies nowhere', async () => {
  const headers = [
    { name: 'Cookie', value: COOKIE },
    { name: 'authorization', value: TOKEN },
    { name: 'Accept-Language', value: 'tlh-KX' },
  ];
  const urls = [site.url('/members'), site.url('/broken')];
  const fetch = { headers, maxAttempts: 2 };
  const config = {
    source: { kind: 'pages' as const, urls },
    fetch,
    changes: { sampleNoise: false },
    tolerance: 1,
  };
  const { jobId } = await note(api.createJob({ config: { ...config, giveUpAfterMs: 5_000 } }));
  const { runId } = await note(api.act(jobId, 'start'));
  const run = await ended(runId ?? '');
  await note(Promise.resolve(run));
  expect(received['/members']).toEqual([`${COOKIE} ${TOKEN}`]);

  const job = await note(api.job(jobId));
  expect(job.config['fetch']).toMatchObject({
    headers: [
      { name: 'Cookie', value: '•••' },
      { name: 'authorization', value: '•••' },
      { name: 'Accept-Language', value: 'tlh-KX' },
    ],
  });
  await note(api.changeJob(jobId, { config: job.config }, job.version));
  await note(api.act(jobId, 'start'));
  await eventually(() => received['/members']?.length === 2, 90_000);
  expect(received['/members']?.at(-1)).toBe(`${COOKIE} ${TOKEN}`);
  await note(api.pages(jobId, { limit: 10 }));
  await stayOnItsHost();
  await fillIn();
  await signIn();
  await goByProxy();
  await webloom.stop();
  await stack.stop();

  const secrets = [...SECRETS, WRONG, shop.password, shop.otp, ...shop.sessionIds()];
  for (const secret of secrets) expect(answers).not.toContain(secret);
  expect(filesWith(secrets)).toEqual([]);
  // The search does find what is there in clear.
  expect(filesWith(['tlh-KX']).length).toBeGreaterThan(0);
  expect(statSync(join(dataDir, 'secret.key')).mode & 0o777).toBe(0o600);
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
});
