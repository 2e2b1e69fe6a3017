// Logins from the command line.
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLogin } from '../../domain/config/login/login-secrets.ts';
import { type Harness, createHarness } from '../api/harness.ts';
import { createTestBox } from '../support/secret-box.ts';
import { runCli } from './harness.ts';

let harness: Harness;
let api: string;
beforeAll(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => harness.app.close());

function webloom(...args: readonly string[]) {
  return runCli([...args, '--api', api], { env: { SHOP_PASSWORD: 'opensesame' } });
}

async function clear(name: string) {
  const login = (await harness.ports.logins.list('default')).find((one) => one.name === name);
  return login === undefined ? null : openLogin(createTestBox(), login);
}

const FORM = ['form', 'Shop', '--url', 'https://shop.example/login', '--user', 'ada'];

test('a login is added with secrets of the environment and of a file, listed, changed, used by a job', async () => {
  const file = join(tmpdir(), `webloom-otp-${process.pid}`);
  writeFileSync(file, 'JBSWY3DPEHPK3PXP\n');
  const sign = ['--signed-in-text', 'Sign out'];
  const added = await webloom(
    'logins',
    'add',
    ...FORM,
    '--password',
    '$SHOP_PASSWORD',
    '--otp',
    `@${file}`,
    ...sign,
  );
  expect([added.code, added.out]).toEqual([0, expect.stringMatching(/Shop {2}lgn_\w+ {2}shop\.example/)]);
  expect(await clear('Shop')).toMatchObject({
    settings: { password: 'opensesame', otp: 'JBSWY3DPEHPK3PXP', signedIn: { text: 'Sign out' } },
  });
  const listed = await webloom('logins', 'list');
  expect(listed.out).toMatch(/Shop +form +not yet +shop\.example +never/);
  expect(listed.out).not.toMatch(/opensesame|JBSWY3DPEHPK3PXP/);
  const shown = await webloom('logins', 'show', 'Shop');
  expect(shown.out).toMatch(/^Shop {2}lgn_\w+ {2}form, not yet$/m);
  expect(shown.out).toMatch(/^hosts +shop\.example$/m);
  expect(shown.out).toMatch(/^url +https:\/\/shop\.example\/login$/m);
  expect(shown.out).toMatch(/^password +•••$/m);
  expect(shown.out).toMatch(/^signedIn +\{"text":"Sign out"\}$/m);
  expect(shown.out).not.toMatch(/opensesame|JBSWY3DPEHPK3PXP/);
  expect((await webloom('logins', 'edit', 'Shop', '--user', 'bob')).out).toContain('Shop is changed');
  expect(await clear('Shop')).toMatchObject({ settings: { user: 'bob', password: 'opensesame' } });
  const job = await webloom('add', 'https://shop.example/prices', '--login', 'Shop', '--json');
  expect(JSON.parse(job.out).config.fetch.login).toMatch(/^lgn_/);
  const removed = await webloom('logins', 'remove', 'Shop', '--yes');
  expect([removed.code, removed.err]).toEqual([expect.any(Number), expect.stringContaining('is used by')]);
  expect(removed.code).not.toBe(0);
  expect((await webloom('logins', 'retry', 'Shop')).out).toContain('is tried with the next page');
});

test('what is wrong is told, and no secret with it', async () => {
  const unset = await webloom('logins', 'add', ...FORM, '--password', '$NOT_SET');
  expect(unset.err).toContain('The environment has no NOT_SET');
  const gone = await webloom('logins', 'add', ...FORM, '--password', '@/no/such/file');
  expect(gone.err).toContain('The file /no/such/file can not be read');
  const wrong = await webloom('logins', 'add', 'bearer', 'API', '--token', '$SHOP_PASSWORD');
  expect(wrong.err).toContain('Name the hosts that it is for');
  expect(wrong.err).not.toContain('opensesame');
  expect((await webloom('add', 'https://shop.example/', '--login', 'Nobody')).err).toContain(
    'There is no login "Nobody"',
  );
  expect((await webloom('logins', 'edit', 'Nobody', '--user', 'x')).code).not.toBe(0);
});
