import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, createHarness, putJob } from '../api/harness.ts';
import { runCli } from './harness.ts';

let harness: Harness;
let api: string;
beforeAll(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => harness.app.close());

const run = (...args: string[]) => runCli([...args, '--api', api]);

test('a search is saved under a name, shown, opened, renamed and removed', async () => {
  const stopped = await putJob(harness, 'stopped');
  const paused = await putJob(harness, 'paused');
  expect((await run('views', 'list')).err).toContain('webloom views save');
  expect(await run('views', 'save', 'Idle', 'state:stopped,paused', '--sort', 'name')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^✓ Idle {2}view_\w+ is saved\n$/),
  });
  expect((await run('views', 'list')).out).toMatch(/Idle +jobs +q=state:stopped,paused sort=name/);
  const opened = (await run('list', '--view', 'Idle')).out;
  expect(opened.indexOf(stopped._id)).toBeLessThan(opened.indexOf(paused._id));
  expect((await run('list', 'state:paused', '--view', 'Idle')).out).not.toContain(stopped._id);

  expect((await run('views', 'save', 'Idle', 'state:paused')).out).toContain('is changed');
  expect((await run('list', '--view', 'Idle')).out).not.toContain(stopped._id);
  expect((await run('views', 'rename', 'Idle', 'Paused')).out).toContain('✓ Paused');
  expect((await run('views', 'remove', 'Paused')).out).toContain('is removed');
  const { code, err } = await run('list', '--view', 'Paused');
  expect([code, err]).toEqual([3, expect.stringContaining('webloom views list')]);
});

test.each([
  [['save', 'Wrong', 'stat:failed'], 'There is no key "stat"'],
  [['save', 'Empty'], 'Give a search'],
  [['rename', 'Nobody', 'Other'], 'There is no view "Nobody"'],
])('views %j is refused with what to do', async (args, detail) => {
  const { code, err } = await run('views', ...args);
  expect(code).not.toBe(0);
  expect(err).toContain(detail);
});

test('a name of two screens has to be told apart by the id', async () => {
  const now = new Date();
  const times = { createdAt: now, updatedAt: now };
  for (const screen of ['jobs', 'runs'] as const) {
    const view = { _id: `view_${screen}`, workspaceId: 'default', screen, name: 'Twice', query: 'q=a' };
    await harness.ports.savedViews.insert({ ...view, ...times });
  }
  expect((await run('views', 'remove', 'Twice')).err).toContain('view_jobs (jobs), view_runs (runs)');
  expect((await run('views', 'remove', 'view_runs')).code).toBe(0);
  expect((await run('list', '--view', 'Twice')).code).toBe(0);
});
