// A bounded log: what is kept of it, and that a place that can't be written harms nobody.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openRotatingLog } from '../../../../cli/stack/process/rotating-log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webloom-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const linesOf = (name: string): string[] => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');

test('a full file is put aside, and only so many are kept', () => {
  const log = openRotatingLog(join(folder, 'api.log'), { maxBytes: 20, files: 3 });
  for (let i = 11; i <= 20; i += 1) log.write(`line ${i}`);
  log.close();
  expect(readdirSync(folder).toSorted()).toEqual(['api.log', 'api.log.1', 'api.log.2']);
  expect(linesOf('api.log')).toEqual(['line 19', 'line 20']);
  expect(linesOf('api.log.1')).toEqual(['line 17', 'line 18']);
  expect(linesOf('api.log.2')).toEqual(['line 15', 'line 16']);
});

test('what is there already is appended to, and counts', () => {
  writeFileSync(join(folder, 'api.log'), 'x'.repeat(25));
  const log = openRotatingLog(join(folder, 'api.log'), { maxBytes: 30, files: 2 });
  log.write('a new line');
  log.close();
  expect(linesOf('api.log')).toEqual(['a new line']);
  expect(linesOf('api.log.1')).toEqual(['x'.repeat(25)]);
});

test('a log that can not be written loses lines, says how many, and goes on when it can', () => {
  // The place of its folder is taken by a file.
  writeFileSync(join(folder, 'logs'), '');
  const log = openRotatingLog(join(folder, 'logs', 'api.log'), { retryMs: 0 });
  log.write('lost 1');
  log.write('lost 2');
  rmSync(join(folder, 'logs'));
  mkdirSync(join(folder, 'logs'));
  log.write('kept');
  log.close();
  expect(linesOf('logs/api.log')).toEqual([
    expect.stringMatching(/^\(2 lines could not be written: ENOTDIR|EEXIST.*\)$/),
    'kept',
  ]);
});

test.skipIf(!existsSync('/dev/full'))('a device without room (ENOSPC) is a lost line, not an error', () => {
  const log = openRotatingLog('/dev/full', { retryMs: 60_000 });
  for (let i = 0; i < 3; i += 1) expect(() => log.write('no room')).not.toThrow();
  log.close();
});
