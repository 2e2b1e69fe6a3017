// The folders of browsers whose process is gone are removed, and no other: also where the process that is gone had our own number, as
// in a container that was killed and started again on its old folder of temporary files.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeBrowserFolder, sweepBrowserFolders } from '../../../adapters/browser/browser-folder.ts';

const outside = process.env['TMPDIR'];
let temporary: string;

beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'webloom-folders-'));
  process.env['TMPDIR'] = temporary;
});
afterEach(() => {
  if (outside === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = outside;
  rmSync(temporary, { recursive: true });
});

/** A number that no process has. */
const NOBODY = 2 ** 22 + 1;

/** The folder that a process left, with the profile of its browser; returns their names. */
function leftBy(owner: object): string[] {
  const names = ['webloom-browser-left', 'playwright_chromiumdev_profile-left'];
  const [folder = '', profile = ''] = names.map((name) => join(temporary, name));
  for (const path of [folder, profile]) mkdirSync(path);
  writeFileSync(join(folder, 'owner.json'), JSON.stringify({ ...owner, profile }));
  return names;
}

it.each([
  ['is gone', { pid: NOBODY, host: hostname() }],
  ['had our number before us', { pid: process.pid, host: hostname(), process: 'another one' }],
])('a folder whose process %s is removed with its profile', async (_what, owner) => {
  leftBy(owner);
  const own = await makeBrowserFolder();
  await sweepBrowserFolders();
  expect(readdirSync(temporary).map((name) => join(temporary, name))).toEqual([own.path]);
});

it.each([
  ['lives', { pid: process.ppid, host: hostname(), process: 'another one' }],
  ['is on another machine', { pid: NOBODY, host: 'another.example' }],
])('a folder whose process %s is left', async (_what, owner) => {
  const names = leftBy(owner);
  await sweepBrowserFolders();
  expect(readdirSync(temporary).toSorted()).toEqual(names.toSorted());
});

it('a profile outside the folder of temporary files is never removed', async () => {
  const elsewhere = mkdtempSync(join(temporary, 'elsewhere-'));
  const profile = join(elsewhere, 'playwright_chromiumdev_profile-left');
  mkdirSync(profile);
  const folder = join(temporary, 'webloom-browser-left');
  mkdirSync(folder);
  writeFileSync(join(folder, 'owner.json'), JSON.stringify({ pid: NOBODY, host: hostname(), profile }));
  await sweepBrowserFolders();
  expect([existsSync(folder), existsSync(profile)]).toEqual([false, true]);
});
