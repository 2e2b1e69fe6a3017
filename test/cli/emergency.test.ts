import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createHarness, putJob, putRun } from '../api/harness.ts';
import { runCli } from './harness.ts';

const folder = mkdtempSync(join(tmpdir(), 'webloom-emergency-'));
const SWITCH = join(folder, 'EMERGENCY');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function open() {
  const harness = await createHarness();
  const api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
  const cli = (...args: string[]) => runCli([...args, '--api', api, '--data-dir', folder]);
  return { harness, cli };
}

test('everything is stopped, told and lifted', async () => {
  const { harness, cli } = await open();
  await putRun(harness, 'running');
  const stopped = await cli('emergency', 'stop', '--reason', 'we hammer a shop');
  expect(stopped).toMatchObject({ code: 0, err: '' });
  expect(stopped.out).toContain('Emergency stop of everything');
  expect(stopped.out).toContain('1 run is paused.');
  expect((await cli('emergency', 'status')).out).toContain('we hammer a shop');
  const lifted = await cli('emergency', 'lift');
  expect(lifted.out).toContain('1 run is resumed.');
  expect((await cli('emergency', 'status')).out).toContain('Nothing is held');
  expect((await cli('emergency', 'lift')).err).toContain('Nothing is held');
  await harness.app.close();
});

test('one job is stopped by its name, and two scopes at once are refused', async () => {
  const { harness, cli } = await open();
  const { name } = await putJob(harness, 'created');
  const stopped = await cli('emergency', 'stop', '--job', name, '--reason', 'x', '--json');
  expect(JSON.parse(stopped.out)).toMatchObject({ hold: { scope: { kind: 'job' } } });
  const both = await cli('emergency', 'stop', '--tag', 'a', '--host', 'b.test', '--reason', 'x');
  expect(both).toMatchObject({ code: 2, err: expect.stringContaining('Give one of') });
  await harness.app.close();
});

test('read-only mode is turned on and off, and a refused change says how to leave it', async () => {
  const { harness, cli } = await open();
  const { name } = await putJob(harness, 'created');
  expect((await cli('read-only', 'on', '--reason', 'we move')).out).toContain('Read-only since');
  const refused = await cli('start', name);
  expect(refused).toMatchObject({ code: 4, err: expect.stringContaining('webloom read-only off') });
  expect((await cli('read-only', 'status')).out).toContain('we move');
  const off = (await cli('read-only', 'off')).out;
  expect(off).toMatch(/^✓ Changes are taken again/);
  expect(off).toContain('Over is: Read-only since');
  expect((await cli('read-only', 'status')).out).toContain('Changes are taken');
  await harness.app.close();
});

test('without an API the switch of this machine is set, shown and lifted, with what could not be done', async () => {
  const cli = (...args: string[]) => runCli([...args, '--api', 'http://127.0.0.1:9', '--data-dir', folder]);
  const stopped = await cli('emergency', 'stop', '--reason', 'all is away');
  expect(stopped).toMatchObject({ code: 0, err: expect.stringContaining('other machines') });
  expect(stopped.out).toContain(SWITCH);
  expect(existsSync(SWITCH)).toBe(true);
  const shown = await cli('emergency', 'status');
  expect(shown).toMatchObject({ code: 7, out: expect.stringContaining('all is away') });
  const narrow = await cli('emergency', 'stop', '--tag', 'a', '--reason', 'x');
  expect(narrow).toMatchObject({ code: 7, err: expect.stringContaining('leave out the scope') });
  expect(await cli('emergency', 'lift')).toMatchObject({ code: 0 });
  expect(existsSync(SWITCH)).toBe(false);
});

test('where no process could look at a switch none is set', async () => {
  const nowhere = join(folder, 'nowhere');
  const stopped = await runCli(['emergency', 'stop', '--reason', 'x', '--data-dir', nowhere]);
  expect(stopped).toMatchObject({ code: 7, err: expect.stringContaining('--data-dir') });
  expect(existsSync(nowhere)).toBe(false);
});
