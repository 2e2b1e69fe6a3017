// How the dashboard and the documentation reach a browser: at which addresses, under which policy, with or without a key.
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, createHarness } from './harness.ts';

const PAGE = '<!doctype html><meta property="csp-nonce" content="%WEBLOOM_NONCE%"><div id="root"></div>';
let folder: string;
let harness: Harness;
let address: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'webloom-dashboard-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), PAGE);
  writeFileSync(join(folder, 'assets', 'index-abc.js'), 'export {};');
  harness = await createHarness({ dashboardFolder: folder, apiKey: 'wl_secret' });
  address = await harness.app.listen({ host: '127.0.0.1', port: 0 });
});

afterAll(async () => {
  await harness.app.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (url: string, accept = 'text/html,*/*;q=0.8') =>
  harness.app.inject({ url, headers: { accept, host: 'localhost' } });

/** Over a connection: the path goes as it is written, where a parser of addresses would have resolved it. */
async function askRaw(path: string, accept: string): Promise<{ status: number; text: string }> {
  const { port } = new URL(address);
  const asked = request({ host: '127.0.0.1', port, path, headers: { accept, host: 'localhost' } });
  asked.end();
  const [answer] = await once(asked, 'response');
  return { status: answer.statusCode, text: await textOf(answer) };
}

describe('the dashboard', () => {
  test.each(['/', '/jobs', '/jobs/job_1/pages?q=state:live', '/runs/run_1', '/login', '/pages/job_1:abc'])(
    'is the answer to a browser that opens %s, without a key',
    async (url) => {
      const answer = await ask(url);
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(answer.headers['cache-control']).toBe('no-cache');
      expect(answer.body).toContain('<div id="root">');
    },
  );

  test('has a policy without inline code, and a nonce of its own for each answer', async () => {
    const answers = await Promise.all([ask('/'), ask('/')]);
    const nonces = answers.map(({ body, headers }) => {
      const policy = String(headers['content-security-policy']);
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[\w-]{20,}';/);
      expect(policy).not.toContain('unsafe');
      const nonce = /content="([\w-]+)"/.exec(body)?.[1] ?? '';
      expect(policy).toContain(`'nonce-${nonce}'`);
      return nonce;
    });
    expect(new Set(nonces).size).toBe(2);
  });

  test('lets its files be kept for ever, because their names change with what is in them', async () => {
    const answer = await ask('/assets/index-abc.js', '*/*');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  test.each([
    '/assets/%2e%2e/',
    '/assets/%2E%2E/',
    '/assets/.%2e/',
    '/assets/../',
    '/assets/%2e%2e',
    '/assets/%2e%2e/index.html',
    '/assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    '/assets/..%2f',
    '/assets/..%5c..%5c',
    '/assets/%00',
    '/assets/a%00.js',
    '/assets/.hidden',
    '/assets/',
    '/assets//',
    '/assets//index-abc.js',
  ])('says of %s that it is not there', async (path) => {
    for (const accept of ['*/*', 'text/html']) {
      const { status, text } = await askRaw(path, accept);
      expect([path, status]).toEqual([path, 404]);
      expect(JSON.parse(text)).toMatchObject({ type: '/problems/not-found', status: 404 });
    }
  });

  test('says of a path that is no text that it can not be read', async () => {
    const { status, text } = await askRaw('/assets/%c0%ae%c0%ae/', '*/*');
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ type: '/problems/malformed-request' });
  });

  test.each(['/assets/gone.js', '/assets/%2e%2e%2findex.html', '/v1/nothing', '/problems/nothing'])(
    'is not the answer to %s',
    async (url) => {
      const answer = await ask(url);
      expect([401, 404]).toContain(answer.statusCode);
      expect(answer.body).not.toContain('<div');
    },
  );

  test('is not the answer to a program that asks for JSON at an address that does not exist', async () => {
    const answer = await ask('/jobs', 'application/json');
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ type: '/problems/not-found' });
  });

  test('says how it is built where it is not', async () => {
    const { app } = await createHarness();
    const answer = await app.inject({ url: '/', headers: { host: 'localhost', accept: 'text/html' } });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('npm run build');
    await app.close();
  });
});

describe('the documentation', () => {
  test('is a page of this server alone, which any reader may open', async () => {
    const moved = await ask('/docs');
    expect([moved.statusCode, moved.headers['location']]).toEqual([302, '/docs/']);
    const page = await ask('/docs/');
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toMatch(/default-src 'none'; script-src 'self' 'nonce-[\w-]+'/);
    expect(policy).not.toMatch(/https?:/);
    expect(page.body).toContain('"url": "/openapi.json"');
    const code = await ask('/docs/js/scalar.js', '*/*');
    expect(code.headers['content-type']).toContain('javascript');
    expect(code.rawPayload.length).toBeGreaterThan(1_000_000);
  });
});
