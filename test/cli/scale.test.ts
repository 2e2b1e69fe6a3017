import { expect, test } from 'vitest';
import { firstState } from '../../domain/health/scaling/scaling-policy.ts';
import { T0, createHarness } from '../api/harness.ts';
import { runCli } from './harness.ts';

test('the number of processes is shown with its reason, set and reset', async () => {
  const { app, ports } = await createHarness();
  const api = await app.listen({ host: '127.0.0.1', port: 0 });
  const cli = (...args: string[]) => runCli(['scale', ...args, '--api', api]);
  const at = new Date(T0);
  const range = { floor: 1, ceiling: 4 };
  const state = { ...firstState(range, T0), wanted: 2 };
  const reason = '200 pages wait';
  await ports.scaling.save(
    {
      _id: 'scraper',
      revision: 1,
      at,
      state,
      range,
      reason,
      look: null,
      decisions: [{ at, from: 1, to: 2, reason }],
    },
    null,
  );
  expect((await cli('--wide')).out).toMatch(/scraper +2 +\? +1\.\.8 +up +200 pages wait/);
  expect((await cli('status', '--wide')).out).toMatch(/scraper +1 → 2 +200 pages wait/);
  expect((await cli('set', 'scrapers', '1..4')).out).toContain('scrapers: from 1 to 4, as the work asks');
  expect((await cli('set', 'pipeline', '2')).out).toContain('pipelines: 2, fixed');
  expect((await ports.scaling.given()).ranges).toMatchObject([
    { _id: 'pipeline', floor: 2, ceiling: 2 },
    { _id: 'scraper', floor: 1, ceiling: 4 },
  ]);
  expect((await cli('reset', 'pipelines')).out).toContain('pipelines: from 1 to 4');
  expect((await cli('set', 'scrapers', 'many')).err).toContain('write a number (3) or a range (1..4)');
  expect((await cli('set', 'monitors', '2')).err).toContain('write scrapers, pipelines or renderers');
  await app.close();
});
