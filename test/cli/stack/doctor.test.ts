// The doctor on this machine and on a bare one, and how its findings are printed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { printDoctor } from '../../../cli/commands/stack/doctor.ts';
import { runDoctor } from '../../../cli/stack/doctor.ts';

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

test('a service named in the environment that does not answer is a failure that names the variable', async () => {
  const env = { ...process.env, RABBITMQ_URL: 'amqp://127.0.0.1:1' };
  const results = await runDoctor(env);
  expect(results.find(({ name }) => name === 'RabbitMQ')).toMatchObject({
    status: 'fail',
    remedy: expect.stringContaining('RABBITMQ_URL'),
  });
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
