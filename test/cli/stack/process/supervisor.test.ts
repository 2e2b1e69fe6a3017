// The supervisor against real child processes.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { identifyProcess } from '../../../../cli/stack/process/process-identity.ts';
import {
  createSupervisor,
  type SupervisorEvent,
  type SupervisorOptions,
} from '../../../../cli/stack/process/supervisor.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webloom-supervisor-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function supervise(script: string, more: Partial<SupervisorOptions> = {}) {
  const events: SupervisorEvent[] = [];
  const supervisor = createSupervisor({
    name: 'child',
    command: process.execPath,
    args: ['-e', script],
    env: { PATH: process.env['PATH'] },
    onEvent: (event) => events.push(event),
    ...more,
  });
  return { supervisor, events, crashes: () => events.filter((event) => event.type === 'crashed') };
}

const FOREVER = 'setInterval(() => undefined, 1000)';

describe('a crashing child', () => {
  test('is restarted with growing delays up to the longest, and its last lines are told', async () => {
    const script = `console.log('first'); console.error('cannot open the file'); process.exit(3)`;
    const { supervisor, crashes } = supervise(script, { restart: { minMs: 20, maxMs: 60 } });
    supervisor.start();
    await vi.waitFor(() => expect(crashes().length).toBeGreaterThanOrEqual(4), { timeout: 10_000 });
    await supervisor.stop(1_000);
    expect(
      crashes()
        .slice(0, 4)
        .map((event) => event.restartInMs),
    ).toEqual([20, 40, 60, 60]);
    expect(crashes()[0]).toMatchObject({ reason: 'exit code 3' });
    expect([...(crashes()[0]?.lastLines ?? [])].toSorted()).toEqual(['cannot open the file', 'first']);
  });

  test('that asks to be replaced is started afresh at once, which is no crash', async () => {
    const { supervisor, events, crashes } = supervise('process.exit(75)', {
      restart: { minMs: 60_000, maxMs: 60_000 },
    });
    supervisor.start();
    await vi.waitFor(() => expect(supervisor.restarts).toBeGreaterThanOrEqual(2), { timeout: 10_000 });
    await supervisor.stop(1_000);
    expect(crashes()).toEqual([]);
    expect(events.slice(0, 3).map(({ type }) => type)).toEqual(['started', 'replaced', 'started']);
  });

  test('that asks to be replaced again and again tells the next one, and none that lived long', async () => {
    const script = `console.log(process.env.IN_ROW); process.exit(75)`;
    const told: string[] = [];
    const { supervisor, events } = supervise(script, {
      onLine: (line) => told.push(line),
      replacing: {
        envOf: (inRow) => ({ IN_ROW: String(inRow) }),
        nextInRow: (inRow) => (inRow === 2 ? 0 : inRow + 1),
      },
    });
    supervisor.start();
    await vi.waitFor(() => expect(told.length).toBeGreaterThanOrEqual(4), { timeout: 10_000 });
    await supervisor.stop(1_000);
    expect(told.slice(0, 4)).toEqual(['0', '1', '2', '0']);
    const replaced = events.flatMap((event) => (event.type === 'replaced' ? [event.inRow] : []));
    expect(replaced.slice(0, 3)).toEqual([1, 2, 0]);
  });

  test('starts at the shortest delay again after it had recovered', async () => {
    const script = 'setTimeout(() => process.exit(1), 150)';
    const { supervisor, crashes } = supervise(script, {
      restart: { minMs: 10, maxMs: 500 },
      healthyAfterMs: 100,
    });
    supervisor.start();
    await vi.waitFor(() => expect(crashes().length).toBeGreaterThanOrEqual(3), { timeout: 10_000 });
    await supervisor.stop(1_000);
    expect(
      crashes()
        .map((event) => event.restartInMs)
        .slice(0, 3),
    ).toEqual([10, 10, 10]);
  });

  test('stays ended when restarting is off', async () => {
    const { supervisor, crashes } = supervise('process.exit(0)', { restart: false });
    supervisor.start();
    await vi.waitFor(() => expect(crashes()).toHaveLength(1));
    expect(supervisor.state).toBe('stopped');
    expect(crashes()[0]).toMatchObject({ restartInMs: undefined });
  });

  test('that does not exist at all is a crash with the reason as its last line', async () => {
    const { supervisor, crashes } = supervise('', { command: '/nonexistent/program', restart: false });
    supervisor.start();
    await vi.waitFor(() => expect(crashes()).toHaveLength(1));
    expect(crashes()[0]?.lastLines.join()).toContain('ENOENT');
  });
});

describe('ending', () => {
  test('takes the grandchildren along and removes the pid record', async () => {
    const script = `
      const { spawn } = require('node:child_process');
      const grandchild = spawn(process.execPath, ['-e', ${JSON.stringify(FOREVER)}], { stdio: 'ignore' });
      console.log(grandchild.pid); ${FOREVER}`;
    const pidDir = join(folder, 'pids');
    const { supervisor } = supervise(script, { pidDir });
    supervisor.start();
    await vi.waitFor(() => expect(supervisor.lastLines()).toHaveLength(1), { timeout: 10_000 });
    const grandchild = Number(supervisor.lastLines()[0]);
    expect(JSON.parse(readFileSync(join(pidDir, 'child'), 'utf8'))).toMatchObject({ pid: supervisor.pid });
    await supervisor.stop(2_000);
    expect(identifyProcess(grandchild)).toBeUndefined();
    expect(existsSync(join(pidDir, 'child'))).toBe(false);
    expect(supervisor.state).toBe('stopped');
  });

  test('does not wait for a descendant that left the group and kept the pipes', async () => {
    const script = `
      const { spawn } = require('node:child_process');
      const options = { stdio: 'inherit', detached: true };
      console.log(spawn(process.execPath, ['-e', ${JSON.stringify(FOREVER)}], options).pid); ${FOREVER}`;
    const { supervisor } = supervise(script);
    supervisor.start();
    await vi.waitFor(() => expect(supervisor.lastLines()).toHaveLength(1), { timeout: 10_000 });
    await supervisor.stop(1_000);
    expect(supervisor.state).toBe('stopped');
    process.kill(Number(supervisor.lastLines()[0]), 'SIGKILL');
  });

  test('kills a child that ignores SIGTERM once the grace is over', async () => {
    const script = `process.on('SIGTERM', () => console.log('no')); console.log('up'); ${FOREVER}`;
    const { supervisor } = supervise(script);
    supervisor.start();
    await vi.waitFor(() => expect(supervisor.lastLines()).toContain('up'), { timeout: 10_000 });
    const pid = supervisor.pid ?? 0;
    await supervisor.stop(200);
    expect(identifyProcess(pid)).toBeUndefined();
    expect(supervisor.lastLines()).toContain('no');
  });

  test('during the wait for a restart means no restart', async () => {
    const started: number[] = [];
    const ended = new Promise<void>((resolve) => {
      const { supervisor } = supervise('process.exit(1)', {
        restart: { minMs: 1, maxMs: 1 },
        onEvent: (event) => {
          if (event.type === 'started') started.push(event.pid);
          if (event.type === 'crashed') resolve(supervisor.stop(1_000));
        },
      });
      supervisor.start();
    });
    await ended;
    // The life of another process is much longer than the one millisecond of the delay.
    spawnSync(process.execPath, ['-e', '0']);
    await new Promise(setImmediate);
    expect(started).toHaveLength(1);
  });

  test('keeps the whole output in the log file', async () => {
    const logFile = join(folder, 'logs', 'child.log');
    const script = 'for (let i = 0; i < 100; i += 1) console.log(`line ${i}`)';
    const { supervisor, crashes } = supervise(script, { logFile, restart: { minMs: 5_000, maxMs: 5_000 } });
    supervisor.start();
    await vi.waitFor(() => expect(crashes()).toHaveLength(1));
    expect(crashes()[0]?.lastLines).toHaveLength(20);
    await supervisor.stop(1_000);
    await vi.waitFor(() => expect(readFileSync(logFile, 'utf8').split('\n')).toHaveLength(101));
  });
});

test.skipIf(!existsSync('/dev/full'))(
  'a full disk under log and pid record leaves the child running',
  async () => {
    const pidDir = join(folder, 'pids');
    writeFileSync(pidDir, 'in the way of the folder');
    const script = `setInterval(() => console.log('alive'), 20)`;
    const { supervisor, crashes } = supervise(script, { logFile: '/dev/full', pidDir });
    supervisor.start();
    await vi.waitFor(() => expect(supervisor.lastLines().length).toBeGreaterThan(5), { timeout: 10_000 });
    rmSync(pidDir);
    await vi.waitFor(() => expect(existsSync(join(pidDir, 'child'))).toBe(true), { timeout: 10_000 });
    expect(crashes()).toEqual([]);
    expect(supervisor.restarts).toBe(0);
    await supervisor.stop(1_000);
  },
);
