// The lock that keeps two stacks off one data folder.
import { spawnSync } from 'node:child_process';
import fs, { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { acquireDataLock, openDataFolder } from '../../../cli/stack/data-lock.ts';
import { identifySelf } from '../../../cli/stack/process/process-identity.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webloom-lock-'));
  file = join(folder, 'stack.lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a second holder is refused with the first one’s pid, and let in after the release', () => {
  const lock = acquireDataLock(file);
  expect(() => acquireDataLock(file)).toThrow(`process ${process.pid}`);
  lock.release();
  acquireDataLock(file).release();
});

test('the lock of a dead process is taken over', () => {
  const dead = spawnSync('true').pid;
  writeFileSync(file, JSON.stringify({ ...identifySelf(), pid: dead }));
  expect(() => acquireDataLock(file)).not.toThrow();
});

test('the lock of another process that got the same pid is taken over', () => {
  writeFileSync(file, JSON.stringify({ ...identifySelf(), startTicks: '1' }));
  expect(() => acquireDataLock(file)).not.toThrow();
});

describe('where /proc is hidden, as on macOS', () => {
  const { readFileSync } = fs;
  const show = (): void => {
    fs.readFileSync = readFileSync;
    syncBuiltinESMExports();
  };
  const hide = (): void => {
    const read = readFileSync as (...given: unknown[]) => unknown;
    fs.readFileSync = ((...given: unknown[]) => {
      if (String(given[0]).startsWith('/proc/')) throw new Error('hidden');
      return read(...given);
    }) as typeof readFileSync;
    syncBuiltinESMExports();
  };
  afterEach(show);

  test.each([
    ['from the holder', hide, show],
    ['from who comes next', show, hide],
    ['from both', hide, hide],
  ])('%s, a live one is refused', (_, forHolder, forNext) => {
    forHolder();
    const lock = acquireDataLock(file);
    forNext();
    expect(() => acquireDataLock(file)).toThrow(`process ${process.pid}`);
    lock.release();
    acquireDataLock(file).release();
  });

  test('the lock of a dead process is taken over', () => {
    writeFileSync(file, JSON.stringify({ ...identifySelf(), pid: spawnSync('true').pid }));
    hide();
    expect(() => acquireDataLock(file)).not.toThrow();
  });
});

test('a torn lock file does not lock anybody out', () => {
  writeFileSync(file, '{"pid":');
  expect(() => acquireDataLock(file)).not.toThrow();
});

test.skipIf(process.getuid?.() !== 0)(
  'a folder with the files of another user is left alone, and it is said how to go on',
  () => {
    mkdirSync(join(folder, 'logs'));
    chownSync(join(folder, 'logs'), 12_345, 12_345);
    expect(() => openDataFolder(folder)).toThrow('was made by user 12345, this is user 0');
  },
);
