// Which browser is taken, and in what words a wrong one is refused: programs of the test's own that tell a version.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../../adapters/browser/find-browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'webloom-find-'));
afterAll(() => rmSync(folder, { recursive: true }));

function program(name: string, says: string, mode = 0o755): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\necho '${says}'\n`);
  chmodSync(path, mode);
  return path;
}

const listOf = (...paths: string[]): string => paths.map((path) => `echo '${path}'`).join('\n');

describe('the browser that is named', () => {
  it('is taken with its version', async () => {
    const given = program('named', 'Chromium 131.0.6778.85 built on Debian');
    expect(await findBrowser({ given })).toEqual({ kind: 'found', path: given, version: '131.0.6778.85' });
  });

  it.each([
    ['that is not there', () => join(folder, 'absent'), /WEBLOOM_BROWSER: .*absent is not there/],
    ['that is a folder', () => folder, /is no file/],
    ['that may not be run', () => program('inert', 'Chromium 131.0.1.2', 0o644), /may not be run/],
    ['that is another program', () => program('other', 'Firefox 131.0'), /does not tell a version/],
    ['that is too old', () => program('old', 'Chromium 119.0.6045.159'), /is version 119.*120 or later/],
  ])('is refused in words: one %s', async (_what, given, why) => {
    const found = await findBrowser({ given: given() });
    expect(found).toMatchObject({ kind: 'none', why: expect.stringMatching(why) as unknown });
    expect(found).toMatchObject({ remedy: expect.stringMatching(/Set WEBLOOM_BROWSER/) as unknown });
  });
});

describe('a program that does not tell its version in time', () => {
  const frozen = (): string => {
    const path = join(folder, 'frozen');
    writeFileSync(path, '#!/bin/sh\nexec sleep 30\n');
    chmodSync(path, 0o755);
    return path;
  };

  it('is too late, and no other program than a browser', async () => {
    const path = frozen();
    const late = { kind: 'none', isLate: true, why: `${path} did not tell its version within 0.2 s` };
    expect(await findBrowser({ given: path, versionMs: 200 })).toMatchObject(late);
    const list = listOf(path, program('next', 'Chromium 150.0.1.2'));
    expect(await findBrowser({ list, versionMs: 200 })).toMatchObject(late);
  });
});

describe('without a name', () => {
  it('the first usable one is taken', async () => {
    const old = program('first', 'Chromium 90.0.1.2');
    const good = program('second', 'Google Chrome 140.0.7339.80');
    expect(await findBrowser({ list: listOf(old, good, program('third', 'Chromium 150.0.1.2')) })).toEqual({
      kind: 'found',
      path: good,
      version: '140.0.7339.80',
    });
  });

  it('none is told with what to install', async () => {
    const none = await findBrowser({ list: 'true' });
    expect(none).toMatchObject({
      kind: 'none',
      why: 'no Chromium or Chrome is installed',
      remedy: expect.stringMatching(/apt-get install chromium-headless-shell/) as unknown,
    });
  });

  it('every one that is not usable is named', async () => {
    const why = (await findBrowser({ list: listOf(program('older', 'Chromium 80.0.1'), '/not/there') })) as {
      why: string;
    };
    expect(why.why).toMatch(/older is version 80\.0\.1; .*; \/not\/there is not there/);
  });

  it('the shell knows where to look', async () => {
    const found = await findBrowser();
    if (found.kind === 'found') expect(found.version).toMatch(/^\d+\./);
    else expect(found.why).not.toBe('');
  });
});
