import { expect, test } from 'vitest';
import { createHarness } from '../api/harness.ts';
import { runCli } from './harness.ts';

test('a host is paused, listed as such and resumed', async () => {
  const { app, ports } = await createHarness();
  const api = await app.listen({ host: '127.0.0.1', port: 0 });
  const cli = (...args: string[]) => runCli(['hosts', ...args, '--api', api]);
  await ports.hosts.noteSuccess('shop.example', { penaltyMs: 0, at: ports.clock.now().getTime() });
  expect((await cli('pause', 'shop.example', '--reason', 'The shop moves')).out).toContain(
    'until it is resumed',
  );
  expect((await cli('--wide')).out).toMatch(/shop\.example +paused/);
  expect((await cli('resume', 'shop.example')).out).toContain('is asked again');
  expect((await cli('pause', 'shop.example')).err).toContain('--reason');
  expect((await cli('pause', 'nobody.example', '--reason', 'x')).err).toContain('nobody.example');
  await app.close();
});
