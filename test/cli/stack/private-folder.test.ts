// The data folder is closed to others, and nothing else is.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDataFolder } from '../../../cli/stack/data-lock.ts';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'webloom-folder-'));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

function open(folder: string): string[] {
  const said: string[] = [];
  openDataFolder(folder, (line) => said.push(line)).release();
  return said;
}
const modeOf = (folder: string): string => (statSync(folder).mode & 0o7777).toString(8);

test('a new folder is its owner’s alone', () => {
  const folder = join(parent, 'new');
  expect(open(folder)).toEqual([]);
  expect(modeOf(folder)).toBe('700');
});

test('one that others could look into is closed, which is said once', () => {
  const folder = join(parent, 'data');
  mkdirSync(join(folder, 'store'), { recursive: true });
  chmodSync(folder, 0o755);
  expect(open(folder)).toEqual([expect.stringContaining('(mode 755): closed')]);
  expect(modeOf(folder)).toBe('700');
  expect(open(folder)).toEqual([]);
});

test.each([
  ['holds other things', 0o755],
  ['is shared by all', 0o1777],
])('one that %s is left as it is, which is said', (_what, mode) => {
  const folder = join(parent, 'mine');
  mkdirSync(folder);
  writeFileSync(join(folder, 'letter.txt'), 'x');
  if (mode === 0o1777) writeFileSync(join(folder, 'pids'), '');
  chmodSync(folder, mode);
  expect(open(folder)).toEqual([expect.stringContaining('a folder of its own')]);
  expect(modeOf(folder)).toBe(mode.toString(8));
});
