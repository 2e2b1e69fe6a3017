import { afterEach, expect, test } from 'vitest';
import { AGENT_ROLES } from '../../domain/system/agent/agent.ts';
import { type Harness, createHarness, putBeat } from '../api/harness.ts';
import { runCli } from './harness.ts';

let harness: Harness;

async function withRoles(missing?: string): Promise<string> {
  harness = await createHarness();
  for (const role of AGENT_ROLES) if (role !== missing) await putBeat(harness, role);
  return harness.app.listen({ host: '127.0.0.1', port: 0 });
}

afterEach(() => harness.app.close());

test('health is one line while all is well, and its exit code says so', async () => {
  const api = await withRoles();
  const { code, out } = await runCli(['health', '--api', api]);
  expect(code).toBe(0);
  expect(out).toContain('✓ All is well (ok)');
  expect((await runCli(['health', '--all', '--api', api])).out).toContain('✓ The scraper: One process');
});

test('what is away is told with its remedy', async () => {
  const api = await withRoles('scraper');
  const { code, out } = await runCli(['health', '--api', api]);
  expect(code).toBe(7);
  expect(out).toContain('✕ Little or nothing works without: the scraper (down)');
  expect(out).toContain('✕ The scraper: No scraper runs, or it is still starting. No page is fetched');
  expect(out).toContain('→ “webloom up” starts it again by itself');
  expect((await runCli(['status', '--api', api])).out).toContain('! down (webloom health)');
});

test('a monitor that does not look is told, and as JSON all of it', async () => {
  const api = await withRoles();
  harness.looked = null;
  const { code, out } = await runCli(['health', '--json', '--api', api]);
  expect([code, JSON.parse(out).state]).toEqual([7, 'blind']);
});
