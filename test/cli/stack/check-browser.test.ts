import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkBrowser } from '../../../cli/stack/doctor/check-browser.ts';
import { runDoctor } from '../../../cli/stack/doctor/doctor.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'webloom-browser-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, said: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\necho '${said}'\n`);
  chmodSync(path, 0o755);
  return path;
}

test('the browser that is found is told with its version', async () => {
  const path = program('shell', 'Chromium 156.0.8078.114 built on Debian');
  const expected = { name: 'browser', status: 'ok', detail: `156.0.8078.114 at ${path}` };
  expect(await checkBrowser({ WEBLOOM_BROWSER: path })).toEqual(expected);
  expect(await checkBrowser({}, `echo ${path}`)).toEqual(expected);
  expect(
    (await runDoctor({ PATH: '', WEBLOOM_BROWSER: path })).find(({ name }) => name === 'browser'),
  ).toEqual(expected);
});

test('that there is none is a note, for most pages need none', async () => {
  const found = await checkBrowser({}, 'true');
  expect(found).toMatchObject({ status: 'ok' });
  expect(found.remedy).toBeUndefined();
  for (const words of [
    'none (',
    'only pages built by JavaScript need one',
    'chromium-headless-shell',
    'WEBLOOM_BROWSER',
  ])
    expect(found.detail).toContain(words);
});

test.each([
  ['is not there', () => join(folder, 'nothing')],
  ['version 99.0', () => program('old', 'Chromium 99.0.1.1')],
  ['does not tell a version', () => program('other', 'Some program 7.1')],
])('one that somebody named and that can not be used is a finding: %s', async (words, path) => {
  expect(await checkBrowser({ WEBLOOM_BROWSER: path() })).toMatchObject({
    status: 'warn',
    detail: expect.stringContaining(words),
    remedy: expect.stringContaining('WEBLOOM_BROWSER'),
  });
});
