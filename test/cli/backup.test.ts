// What `webloom backup` says of folders that are no backups, and that it makes nothing then.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCli } from './harness.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webloom-backup-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const CASES: readonly [what: string, files: Readonly<Record<string, string>>, code: number, words: string][] =
  [
    ['an empty folder', {}, 2, 'is empty, or not there'],
    ['a folder of something else', { 'notes.txt': 'x' }, 2, 'holds no backup of Webloom'],
    ['a backup that was cut off', { 'unfinished.json': '{}' }, 1, 'was cut off before its end'],
    ['a manifest cut in half', { 'manifest.json': '{"kind":"webloom-ba' }, 1, 'cut off or no JSON'],
    ['a foreign manifest', { 'manifest.json': '{"kind":"npm"}' }, 2, 'not of a backup of Webloom'],
    [
      'a newer format',
      { 'manifest.json': '{"kind":"webloom-backup","format":9,"version":"3.0"}' },
      2,
      'has format 9',
    ],
  ];

test.each(CASES)('%s is neither verified nor restored', async (_what, files, code, words) => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  expect(await runCli(['backup', 'verify', folder])).toMatchObject({
    code,
    err: expect.stringContaining(words),
  });
  const target = join(folder, 'new');
  expect(await runCli(['backup', 'restore', folder, '--data-dir', target])).toMatchObject({
    code,
    out: '',
    err: expect.stringContaining(words),
  });
  expect(existsSync(target)).toBe(false);
});

test('a name that turns the text around is printed as its code', async () => {
  writeFileSync(join(folder, 'gpj\u202eexe.txt'), 'x');
  const { err } = await runCli(['backup', folder, '--data-dir', join(folder, 'data')]);
  expect(err).toContain('holds other files (gpj\\u202eexe.txt)');
});

test('a backup is not mixed with other files', async () => {
  writeFileSync(join(folder, 'notes.txt'), 'x');
  const dataDir = join(folder, 'data');
  const { code, err } = await runCli(['backup', folder, '--data-dir', dataDir]);
  expect([code, err, existsSync(dataDir)]).toEqual([2, expect.stringContaining('holds other files'), false]);
});
