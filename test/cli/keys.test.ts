import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OPERATOR_KEY, createLockedHarness } from '../api/access/callers.ts';
import { type Harness, putJob } from '../api/harness.ts';
import { runCli } from './harness.ts';

let harness: Harness;
let api: string;
let folder: string;
beforeAll(async () => {
  harness = await createLockedHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
  folder = mkdtempSync(join(tmpdir(), 'webloom-key-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await harness.app.close();
});

function operator(args: readonly string[]) {
  return runCli([...args, '--api', api], { env: { WEBLOOM_API_KEY: OPERATOR_KEY } });
}

test('a key is made, printed alone, used from a file, listed and revoked', async () => {
  const made = await operator([
    'keys',
    'create',
    '--name',
    'nightly',
    '--scope',
    'operator',
    '--expires',
    '2099-01-31',
  ]);
  expect(made.out).toMatch(/^wl_\w{26}_[\w-]{43}\n$/);
  expect(made.err).toContain('shown this once');
  const file = join(folder, 'key');
  writeFileSync(file, made.out);
  expect((await runCli(['list', '--api', api, '--key-file', file])).code).toBe(0);
  const listed = await operator(['keys', 'list', '--wide']);
  expect(listed.out).toMatch(/nightly +operator +active .* 2099-01-31 00:00:00Z/);
  const [keyId = ''] = /key_\w{26}/.exec(listed.out) ?? [];
  expect((await operator(['keys', 'revoke', keyId])).out).toContain('is revoked');
  const refused = await runCli(['list', '--api', api, '--key-file', file]);
  expect(refused.code).toBe(5);
  expect(refused.err).toContain('"nightly" was revoked on');
});

test('a scope, an end or a file that can not be is told with what to give', async () => {
  const create = ['keys', 'create', '--name', 'x'];
  expect((await operator([...create, '--scope', 'root'])).err).toContain('viewer, operator, admin');
  expect((await operator([...create, '--expires', 'soon'])).err).toContain('Write 30s, 15m, 2h, 1d or 1w');
  expect((await operator(['list', '--key-file', join(folder, 'none')])).err).toContain('can not be read');
});

test('the audit tells what the command did, by job', async () => {
  const { _id, name } = await putJob(harness, 'created');
  await operator(['archive', name]);
  const { out } = await operator(['audit', '--job', name, '--wide']);
  expect(out).toMatch(new RegExp(`operator +archiveJob +${name} +done +127\\.0\\.0\\.1`));
  const json = await operator(['audit', '--subject', _id, '--json']);
  expect(JSON.parse(json.out).items[0]).toMatchObject({ program: 'command', action: 'archiveJob' });
});
