// Which stack a command asks: the one that is named or the one on its data folder, never one that happens to run.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Harness, createHarness } from '../api/harness.ts';
import { acquireDataLock, type DataLock } from '../../cli/stack/data-lock.ts';
import { writeStackFile } from '../../cli/stack/stack-file.ts';
import { runCli } from './harness.ts';

let harness: Harness;
let api: string;
beforeAll(async () => {
  harness = await createHarness();
  api = await harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => harness.app.close());

let folder: string;
let locks: DataLock[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webloom-which-'));
  locks = [];
});
afterEach(() => {
  for (const lock of locks) lock.release();
  rmSync(folder, { recursive: true, force: true });
});

function leaveStackFile(pid: number): void {
  const startedAt = new Date().toISOString();
  writeStackFile(folder, { apiUrl: api, temporalUiUrl: null, pid, startedAt, services: {} });
}

function holdLock(): void {
  locks.push(acquireDataLock(join(folder, 'stack.lock')));
}

test('the stack on the data folder is asked, named by option or by WEBLOOM_DATA_DIR', async () => {
  holdLock();
  leaveStackFile(process.pid);
  expect(await runCli(['list', '--data-dir', folder])).toMatchObject({ code: 0 });
  expect(await runCli(['list'], { env: { WEBLOOM_DATA_DIR: folder } })).toMatchObject({ code: 0 });
});

test('without a stack the ways to one are told, and none that happens to run is asked', async () => {
  const { code, err } = await runCli(['list', '--data-dir', folder]);
  expect(code).toBe(7);
  expect(err).toContain(`No stack runs on the data folder ${folder}`);
  expect(err).toMatch(/webloom up --data-dir .*[^]*--data-dir FOLDER.*--api URL.*WEBLOOM_API/);
  // From a folder of its own, as somebody would who calls the command of a clone from elsewhere.
  const elsewhere = await runCli(['list'], { env: { WEBLOOM_DATA_DIR: join(folder, '.webloom') } });
  expect(elsewhere).toMatchObject({ code: 7, err: expect.stringContaining('There is no stack to ask') });
});

test('what a killed stack left behind is not believed: its port may be somebody else’s by now', async () => {
  leaveStackFile(spawnSync('true').pid);
  expect(await runCli(['list', '--data-dir', folder])).toMatchObject({ code: 7, out: '' });
});

test('a stack that is still starting is told from none', async () => {
  holdLock();
  leaveStackFile(spawnSync('true').pid);
  const { code, err } = await runCli(['list', '--data-dir', folder]);
  expect([code, err]).toEqual([
    7,
    expect.stringContaining(`still starting, or ending (process ${process.pid})`),
  ]);
});

test('--api goes before everything, --data-dir before what the environment names', async () => {
  expect(await runCli(['list', '--api', api, '--data-dir', folder])).toMatchObject({ code: 0 });
  expect(await runCli(['list'], { env: { WEBLOOM_API: api } })).toMatchObject({ code: 0 });
  const env = { WEBLOOM_API: api };
  expect(await runCli(['list', '--data-dir', folder], { env })).toMatchObject({ code: 7 });
});

test('a misspelt name in the environment is refused rather than passed over', async () => {
  const { code, err } = await runCli(['list', '--api', api], { env: { WEBLOOM_API_URL: api } });
  expect([code, err]).toEqual([
    8,
    expect.stringContaining('WEBLOOM_API_URL: is not known; did you mean WEBLOOM_API?'),
  ]);
});

test('a torn file of a stack is none', async () => {
  holdLock();
  writeFileSync(join(folder, 'stack.json'), '{"apiUrl":');
  expect(await runCli(['list', '--data-dir', folder])).toMatchObject({ code: 7 });
});
