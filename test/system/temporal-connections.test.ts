// Temporal is asked whether it answers every few seconds by several processes, for months: that must not fill it up.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createTemporalEngine } from '../../adapters/temporal/run-engine.ts';
import { createStack } from '../../cli/stack/stack.ts';

const ASKED = 40;
/** Of its own, beside what is asked: it reads files and talks to itself. */
const OTHERS = 5;

test('asking whether it answers leaves no open connection in the server', { timeout: 120_000 }, async ({
  skip,
}) => {
  if (!existsSync('/proc/self/fd'))
    return skip('open files of another process are read from /proc, which is Linux alone');
  const dataDir = mkdtempSync(join(tmpdir(), 'webloom-temporal-'));
  const { TEMPORAL_ADDRESS: _given, ...env } = process.env;
  const stack = createStack({ dataDir, env, log: () => undefined, only: ['temporal'] });
  onTestFinished(async () => {
    await stack.stop();
    rmSync(dataDir, { recursive: true });
  });
  const { temporalAddress, services } = await stack.start();
  const pid = services.find(({ name }) => name === 'temporal')?.pid;
  const openFiles = (): number => readdirSync(`/proc/${pid}/fd`).length;
  const engine = createTemporalEngine({ address: temporalAddress, prefix: 'webloom' });
  onTestFinished(() => engine.close());
  await engine.prepare();
  await engine.ping();
  const before = openFiles();
  for (let n = 0; n < ASKED; n++) await engine.ping();
  expect(openFiles()).toBeLessThan(before + OTHERS);
});
