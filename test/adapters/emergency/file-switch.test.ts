import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { createFileSwitch } from '../../../adapters/emergency/file-switch.ts';

const NOTE = { since: new Date('2026-01-15T12:00:00Z'), by: 'ada', reason: 'it hammers' };
const root = mkdtempSync(join(tmpdir(), 'webloom-switch-'));
let folder: string;
let count = 0;

beforeEach(() => {
  folder = join(root, String((count += 1)));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('is set and cleared by one process and seen by another one', () => {
  const [mine, theirs] = [createFileSwitch(folder), createFileSwitch(folder)];
  expect(theirs.read()).toBeNull();
  mine.set(NOTE);
  expect(theirs.read()).toEqual(NOTE);
  expect(mine.clear()).toBe(true);
  expect(theirs.read()).toBeNull();
  expect(mine.clear()).toBe(false);
});

test.each([
  ['nothing', ''],
  ['no JSON', 'stop it!'],
  ['other members', '{"why":"x"}'],
  ['far too much', 'x'.repeat(10_000)],
])('holds although its file says %s', (_what, text) => {
  const local = createFileSwitch(folder);
  local.set(NOTE);
  writeFileSync(local.file, text);
  utimesSync(local.file, new Date(), new Date(1_800_000_000_000));
  expect(local.read()).toMatchObject({
    by: 'somebody at this machine',
    since: new Date(1_800_000_000_000),
  });
});
