// Proxy pools from the command line.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openServer } from '../../domain/config/proxy-pool/proxy-secrets.ts';
import { type Harness, createHarness } from '../api/harness.ts';
import { createTestBox } from '../support/secret-box.ts';
import { runCli } from './harness.ts';

const folder = mkdtempSync(join(tmpdir(), 'webloom-servers-'));
let harness: Harness;
let api: string;
beforeAll(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await harness.app.close();
  rmSync(folder, { recursive: true, force: true });
});

function webloom(...args: readonly string[]) {
  const env = { SHOP_PROXY: 'http://ada:open%40sesame@gate.example:3128' };
  return runCli([...args, '--api', api], { env });
}

async function clear(name: string) {
  const pool = (await harness.ports.proxyPools.list('default')).find((one) => one.name === name);
  return pool?.servers.map((server) => {
    const opened = openServer(createTestBox(), pool, server);
    return opened.ok ? opened.server : opened.detail;
  });
}

test('a pool is added of the environment and of a file, listed, shown, changed, named by a job, removed', async () => {
  const file = join(folder, 'servers.txt');
  writeFileSync(file, '# ours\nsocks5://bob:secret@socks.example\n\nhttps://tls.example\n');
  const added = await webloom(
    'proxies',
    'add',
    'Shops',
    '--server',
    '$SHOP_PROXY',
    '--server',
    `@${file}`,
    '--tag',
    'Sale',
  );
  expect([added.code, added.out]).toEqual([0, expect.stringMatching(/Shops {2}pxp_\w+ {2}3 servers/)]);
  expect(await clear('Shops')).toEqual([
    { url: 'http://gate.example:3128', user: 'ada', password: 'open@sesame' },
    { url: 'socks5://socks.example:1080', user: 'bob', password: 'secret' },
    { url: 'https://tls.example:443' },
  ]);
  const listed = await webloom('proxies', 'list');
  expect(listed.out).toMatch(/Shops +3 +sale/);
  const shown = await webloom('proxies', 'show', 'Shops');
  expect(shown.out).toMatch(/socks5:\/\/socks\.example:1080 +bob +ok/);
  expect([listed.out, shown.out].join('')).not.toMatch(/open@sesame|secret/);
  const edited = await webloom(
    'proxies',
    'edit',
    'Shops',
    '--without-server',
    'https://tls.example',
    '--host',
    '*.shop.example',
    '--tag',
    'none',
  );
  expect([edited.code, edited.err]).toEqual([0, '']);
  expect(await clear('Shops')).toMatchObject([{ password: 'open@sesame' }, { password: 'secret' }]);
  expect((await harness.ports.proxyPools.list('default'))[0]).toMatchObject({
    hosts: ['*.shop.example'],
    tags: [],
  });
  const job = await webloom('add', 'https://shop.example/kettle', '--proxy', 'Shops', '--json');
  expect([job.code, job.err]).toEqual([0, '']);
  const [pool] = await harness.ports.proxyPools.list('default');
  const jobs = await harness.ports.jobs.usingProxyPool('default', pool?._id ?? '', 9);
  expect(jobs).toHaveLength(1);
  const kept = await webloom('proxies', 'remove', 'Shops', '--yes');
  expect([kept.code === 0, kept.err]).toEqual([false, expect.stringContaining('is used by')]);
  await webloom('edit', jobs[0]?._id ?? '', '--proxy', 'none');
  expect((await webloom('proxies', 'remove', 'Shops', '--yes')).code).toBe(0);
});

test('what is wrong with a server is told without its password', async () => {
  const wrong = await webloom('proxies', 'add', 'Wrong', '--server', 'socks4://ada:secret@gate.example:1080');
  expect([wrong.code === 0, wrong.err]).toEqual([
    false,
    expect.stringContaining('server 1 must begin with http://'),
  ]);
  expect(wrong.err).not.toContain('secret');
  const unknown = await webloom('proxies', 'show', 'Nobody');
  expect(unknown.err).toContain('There is no proxy pool "Nobody"');
});
