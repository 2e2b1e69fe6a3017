// What happens when a binary is neither here nor to be had: a quick answer that says what was tried and what to do.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync, chmodSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { canReach } from '../../../../cli/stack/service/network-probe.ts';
import { provideTemporalBinary } from '../../../../cli/stack/service/temporal-binary.ts';

/** Nothing listens there, so every connection is refused at once. */
const CLOSED = 'http://127.0.0.1:1';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webloom-provision-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('without network the missing Temporal is reported with every way that was tried', async () => {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  symlinkSync('/usr/bin/python3', join(bin, 'python3'));
  const env = { PATH: bin, HOME: folder, WEBLOOM_CACHE_DIR: folder, https_proxy: CLOSED, http_proxy: CLOSED };
  const said: string[] = [];
  await expect(provideTemporalBinary(env, (line) => said.push(line))).rejects.toMatchObject({
    code: 'dependency-unavailable',
    message: expect.stringContaining('TEMPORAL_ADDRESS'),
  });
  expect(said).toHaveLength(2);
  expect(said[1]).toContain('temporal.download does not answer');
});

test('a Temporal CLI in the cache is taken without asking the network', async () => {
  const binary = join(folder, 'temporal', 'temporal');
  mkdirSync(join(folder, 'temporal'));
  writeFileSync(binary, '#!/bin/sh\necho "temporal version 1.9.1 (Server 1.32.0)"\n');
  chmodSync(binary, 0o755);
  const env = { PATH: '', WEBLOOM_CACHE_DIR: folder };
  expect(await provideTemporalBinary(env, () => undefined)).toBe(binary);
});

test('the proxy that the environment names is asked instead of the host, unless it is excepted', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const open = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await canReach(open, {})).toBe(true);
  expect(await canReach(open, { http_proxy: CLOSED })).toBe(false);
  expect(await canReach(open, { http_proxy: CLOSED, no_proxy: 'localhost,127.0.0.1' })).toBe(true);
  await new Promise((resolve) => server.close(resolve));
});
