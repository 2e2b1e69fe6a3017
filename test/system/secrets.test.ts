// A secret header, and one that a step fills in, through a whole stack of its own: the site receives them, and afterwards they are found
// nowhere: not in the data folder (database, broker, Temporal, blobs, logs), not in what the API says.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiClient, createClient } from '../../api/client/client.ts';
import { type Webloom, startWebloom } from '../../cli/stack/processes.ts';
import { createStack, type Stack } from '../../cli/stack/stack.ts';
import { eventually } from '../support/eventually.ts';
import { type Handler, type Site, startSite } from '../support/site/site.ts';
import { unavailable } from '../support/site/unavailable.ts';

const COOKIE = 'session=Zx81-open-sesame-4711';
const TOKEN = 'Bearer Qy93-another-secret-0815';
const PIN = 'Kv55-third-secret-2358';
const SECRETS = ['Zx81-open-sesame-4711', 'Qy93-another-secret-0815', PIN];

const dataDir = mkdtempSync(join(tmpdir(), 'webloom-secrets-'));
const received: Record<string, string[]> = {};
let answers = '';
let site: Site;
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
  site = await startSite({ '/members': member, '/broken': unavailable(), '/lodge': lodge });
  const host = `${site.host}:${site.port}`;
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
    const { state } = await eventually(async () => {
      const now = await api.run(runId);
      return now.state === 'completed' || now.state === 'failed' ? now : null;
    }, 90_000);
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
  const run = await eventually(async () => {
    const now = await api.run(runId ?? '');
    return now.state === 'completed' || now.state === 'failed' ? now : null;
  }, 90_000);
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
  await fillIn();
  await webloom.stop();
  await stack.stop();

  for (const secret of SECRETS) expect(answers).not.toContain(secret);
  expect(filesWith(SECRETS)).toEqual([]);
  // The search does find what is there in clear.
  expect(filesWith(['tlh-KX']).length).toBeGreaterThan(0);
  expect(statSync(join(dataDir, 'secret.key')).mode & 0o777).toBe(0o600);
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
});
