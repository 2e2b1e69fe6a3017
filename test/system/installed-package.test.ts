// Everything as somebody has it who installed the package: `webloom up` from where npm puts it, without sources or packages that
// only a clone has, in a folder with a space in its name.
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { filesBelow, installPackage, packPackage } from '../support/package/packed-package.ts';
import { type Up, startUp } from '../support/up-command.ts';

const TEST_MS = 240_000;
const ALIVE_MS = 60_000;
const ROLES = ['api', 'dispatcher', 'monitor', 'orchestrator', 'pipeline', 'scraper'];

const place = realpathSync(mkdtempSync(join(tmpdir(), 'webloom-installed-')));
const running = new Set<Up>();
afterAll(async () => {
  for (const up of running) await up.interrupt();
  rmSync(place, { recursive: true, force: true });
}, TEST_MS);

async function living(apiUrl: string): Promise<string[]> {
  const answer = await fetch(`${apiUrl}/v1/agents`);
  const { items } = (await answer.json()) as { items: { role: string; state: string }[] };
  return items.flatMap(({ role, state }) => (state === 'idle' || state === 'working' ? [role] : []));
}

test('an installed package starts every process and serves the dashboard', { timeout: TEST_MS }, async () => {
  const { folder, home } = await installPackage(await packPackage(place), join(place, 'with a space'));
  const before = filesBelow(home);
  const dataDir = join(folder, '.webloom');
  mkdirSync(dataDir);
  const up = await startUp(dataDir, {}, join(home, 'cli/bootstrap.mjs'));
  running.add(up);
  const { apiUrl } = up.stack;
  const page = await fetch(apiUrl, { headers: { accept: 'text/html' } });
  const html = await page.text();
  expect([page.status, html]).toEqual([200, expect.stringContaining('<title>')]);
  const [script = ''] = /\/assets\/[\w.-]+\.js/.exec(html) ?? [];
  expect((await fetch(`${apiUrl}${script}`)).status).toBe(200);
  await eventually(async () => {
    const roles = await living(apiUrl);
    return ROLES.every((role) => roles.includes(role));
  }, ALIVE_MS);
  expect(up.terminal()).toContain('npx webloom add');
  await up.interrupt();
  expect(up.process.exitCode).toBe(0);
  expect(filesBelow(home)).toEqual(before);
});
