// The doctor on this machine and on a bare one, and how its findings are printed.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { expect, test } from 'vitest';
import { printDoctor } from '../../../cli/commands/stack/doctor.ts';
import { runDoctor } from '../../../cli/stack/doctor/doctor.ts';
import { startStore } from '../../../embedded-store/start.ts';
import { startForwardProxy } from '../../support/forward-proxy.ts';

test('a machine without any program gets a remedy for each thing that is missing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'webloom-doctor-'));
  const env = { PATH: folder, HOME: folder, WEBLOOM_CACHE_DIR: folder };
  const results = await runDoctor(env, { dataDir: join(folder, 'data') });
  rmSync(folder, { recursive: true, force: true });
  const missing = results.filter(({ detail }) => detail.startsWith('not '));
  const names = missing.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['npm', 'git', 'python3 with pip', 'apt', 'Temporal']));
  for (const result of results) expect(result.remedy === undefined).toBe(result.status === 'ok');
});

test('whom sites can write to is asked for until it is set', async () => {
  const contact = async (env: Record<string, string>): Promise<unknown> =>
    (await runDoctor({ PATH: '', ...env })).find(({ name }) => name === 'contact');
  expect(await contact({})).toMatchObject({
    status: 'warn',
    remedy: expect.stringContaining('WEBLOOM_CONTACT'),
  });
  expect(await contact({ WEBLOOM_CONTACT: 'bot@shop.example' })).toMatchObject({ status: 'ok' });
  expect(await contact({ WEBLOOM_USER_AGENT: 'Ours/2' })).toMatchObject({ status: 'ok' });
});

test('a key that is missing from a folder that was in use is told, with what to do', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'webloom-doctor-'));
  const key = async (env: Record<string, string> = {}): Promise<unknown> =>
    (await runDoctor({ PATH: '', ...env }, { dataDir })).find(({ name }) => name === 'secret key');
  expect(await key()).toMatchObject({ status: 'ok', detail: 'made at the first start' });
  mkdirSync(join(dataDir, 'blobs'));
  expect(await key()).toMatchObject({
    status: 'warn',
    detail: `${join(dataDir, 'secret.key')} is missing`,
    remedy: expect.stringContaining('Put it back before the next start'),
  });
  expect(await key({ WEBLOOM_SECRET_KEY: 'x' })).toMatchObject({ status: 'ok' });
  writeFileSync(join(dataDir, 'secret.key'), '');
  expect(await key()).toMatchObject({ status: 'ok' });
  rmSync(dataDir, { recursive: true });
});

test('a service named in the environment that does not answer is a failure that names the variable', async () => {
  const env = { ...process.env, RABBITMQ_URL: 'amqp://127.0.0.1:1' };
  const results = await runDoctor(env);
  expect(results.find(({ name }) => name === 'RabbitMQ')).toMatchObject({
    status: 'fail',
    remedy: expect.stringContaining('RABBITMQ_URL'),
  });
});

test('how full the store at the given address is, is told, with what to do from half on', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'webloom-doctor-'));
  const store = await startStore({ dataDir, port: 0, boundBytes: 100_000 });
  const uri = `mongodb://127.0.0.1:${store.port}/`;
  const look = async (): Promise<unknown> =>
    (await runDoctor({ PATH: '', MONGODB_URI: uri })).find(({ name }) => name === 'Document store');
  expect(await look()).toEqual({
    name: 'Document store',
    status: 'ok',
    detail: expect.stringMatching(/MONGODB_URI\. 0 % of its room is used .* more pages fit/),
  });
  const client = await new MongoClient(uri).connect();
  const fill = (bytes: number) =>
    client
      .db('any')
      .collection('any')
      .insertOne({ text: 'x'.repeat(bytes) });
  await fill(20_000);
  expect(await look()).toMatchObject({
    status: 'warn',
    detail: expect.stringContaining('The embedded store is half full'),
    remedy: expect.stringContaining('webloom backup restore FOLDER'),
  });
  await fill(10_000);
  expect(await look()).toMatchObject({ status: 'fail', detail: expect.stringContaining('nearly full') });
  await client.close();
  await store.stop();
  rmSync(dataDir, { recursive: true });
});

test('a failed check is printed with its remedy and ends with exit code 7', () => {
  const written: string[] = [];
  const results = [
    { name: 'npm', status: 'ok', detail: '11' },
    { name: 'memory', status: 'fail', detail: '0.1 GiB', remedy: 'End other programs.' },
  ] as const;
  const code = printDoctor(results, { json: false, color: false, write: (text) => written.push(text) });
  expect(code).toBe(7);
  expect(written.join('')).toBe('✓ npm     11\n✕ memory  0.1 GiB\n          → End other programs.\n');
});

test('the proxy of the settings is asked for an answer, without its password on the screen', async () => {
  const server = await startForwardProxy({ reaches: {}, login: 'anna:s3cret' });
  const look = async (env: Record<string, string>): Promise<unknown> =>
    (await runDoctor({ PATH: '', ...env })).find(({ name }) => name === 'proxy');
  const right = { WEBLOOM_PROXY: `http://anna:s3cret@127.0.0.1:${server.port}` };
  expect(await look(right)).toMatchObject({
    status: 'ok',
    detail: expect.stringMatching(/^127\.0\.0\.1:\d+ answers in \d+ ms$/),
  });
  const wrong = await look({ WEBLOOM_PROXY: `http://anna:wr0ng@127.0.0.1:${server.port}` });
  expect(wrong).toMatchObject({ status: 'fail', detail: expect.stringContaining('(407)') });
  expect(JSON.stringify(wrong)).not.toMatch(/anna|wr0ng/);
  expect(await look({ HTTPS_PROXY: 'http://anna:s3cret@other:1' })).toEqual({
    name: 'proxy',
    status: 'warn',
    detail: 'none, though HTTPS_PROXY is set: pages are asked for directly',
    remedy: expect.stringContaining('set WEBLOOM_PROXY'),
  });
  expect(await look({})).toMatchObject({ status: 'ok' });
  await server.close();
});
