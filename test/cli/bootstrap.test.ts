// The bootstrap in a small clone of its own, with npm, compiler and test runner replaced by scripts that note each call.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SmallClone, createSmallClone } from '../support/package/small-clone.ts';

let clone: SmallClone;
let root: string;
beforeEach(() => {
  clone = createSmallClone();
  ({ root } = clone);
});
afterEach(() => clone.remove());

const write = (path: string, text: string): void => clone.write(path, text);
const program = (path: string, body: string): void => clone.program(path, body);
const environment = (): NodeJS.ProcessEnv => clone.environment();
const run = (...args: string[]) => clone.run(...args);
const calls = (file?: string): string[] => clone.calls(file);

describe('a command', () => {
  test('installs and builds first, and is quiet the second time', () => {
    const first = run('add', 'x');
    expect(first).toMatchObject({ status: 5, stdout: 'args add,x\n' });
    expect(first.stderr).toMatch(/installing dependencies[^]*building/);
    expect(run('list')).toMatchObject({ status: 5, stdout: 'args list\n', stderr: '' });
    expect(calls()).toEqual(['npm', 'tsc']);
  });

  test('builds again after a source changed, appeared or vanished, and installs again after the lock file changed', () => {
    run();
    write('domain/word.ts', 'export const longer = 1;');
    run();
    write('domain/second.ts', '');
    run();
    rmSync(join(root, 'domain/second.ts'));
    run();
    expect(calls()).toEqual(['npm', 'tsc', 'tsc', 'tsc', 'tsc']);
    write('package-lock.json', '{"changed":true}');
    run();
    expect(calls().slice(5)).toEqual(['npm', 'tsc']);
  });

  test('bundles the command and the processes again when their own sources changed, or when they vanished', () => {
    const [command, processes, client] = ['dist/command/cli', 'dist/bundled/process', 'dist/client'];
    run();
    mkdirSync(join(root, 'bench'));
    write('bench/run.ts', '');
    run();
    expect([calls(), calls('bundles')]).toEqual([
      ['npm', 'tsc', 'tsc'],
      [command, processes, client],
    ]);
    write('cli/word.ts', '');
    run();
    rmSync(join(root, 'dist/command'), { recursive: true });
    expect(run().status).toBe(5);
    expect(calls('bundles').slice(3)).toEqual([command, command]);
    mkdirSync(join(root, 'activities'));
    write('activities/word.ts', '');
    run();
    rmSync(join(root, 'dist/bundled'), { recursive: true });
    run();
    expect(calls('bundles').slice(5)).toEqual([processes, processes]);
  });

  test('builds the dashboard again when its sources changed, styles included, or when it vanished', () => {
    mkdirSync(join(root, 'dashboard'));
    write('dashboard/app.css', '');
    run();
    write('cli/word.ts', '');
    run();
    expect(calls('dashboards')).toEqual(['dashboard']);
    write('dashboard/app.css', 'a {}');
    run();
    rmSync(join(root, 'dist/dashboard'), { recursive: true });
    expect(run().status).toBe(5);
    expect(calls('dashboards')).toEqual(['dashboard', 'dashboard', 'dashboard']);
  });

  test('does a failed build again and does not run what is not built', () => {
    run();
    program('node_modules/.bin/tsc', 'echo broken >> calls; exit 2');
    write('domain/word.ts', 'broken');
    expect(run()).toMatchObject({ status: 1, stdout: '' });
    expect(run().stderr).toContain('the build failed');
    expect(calls()).toEqual(['npm', 'tsc', 'broken', 'broken']);
  });

  test('installs nothing where npm ci was called by hand, for this lock file and with all that it names', () => {
    const lock = (version: string) =>
      `{"packages":{"":{},"node_modules/a":{"version":"${version}"},"node_modules/b-mac":{"version":"1.0.0","optional":true}}}`;
    write('package-lock.json', lock('1.0.0'));
    const byHand = (version: string) => {
      expect(spawnSync(join(root, 'bin/npm'), ['ci'], { cwd: root }).status).toBe(0);
      write('node_modules/.package-lock.json', `{"packages":{"node_modules/a":{"version":"${version}"}}}`);
    };
    byHand('1.0.0');
    expect(run()).toMatchObject({ status: 5, stderr: expect.not.stringContaining('installing') });
    expect(calls()).toEqual(['npm', 'tsc']);
    write('package-lock.json', lock('2.0.0'));
    byHand('1.0.0');
    expect(run().stderr).toContain('installing');
    expect(calls()).toEqual(['npm', 'tsc', 'npm', 'npm', 'tsc']);
  });

  test('tries what npm has kept when the registry takes no connection', () => {
    write('registry', 'http://127.0.0.1:1/');
    expect(run().stderr).toContain('http://127.0.0.1:1/ does not answer');
    expect(readFileSync(join(root, 'npm-arguments'), 'utf8')).toContain('--prefer-offline --fetch-retries=0');
  });

  test('says so when it can not write where it lies', () => {
    write('.webloom', 'a file where a folder has to be');
    const { status, stderr } = run();
    expect([status, stderr]).toEqual([1, expect.stringContaining('use a clone of your own')]);
  });

  test('says what is missing where there is no Node.js', () => {
    const result = spawnSync('/bin/sh', [join(root, 'webloom')], {
      encoding: 'utf8',
      env: { PATH: '/nowhere' },
    });
    expect([result.status, result.stderr]).toEqual([7, expect.stringContaining('needs Node.js 20.19')]);
  });

  test('works through a symbolic link from another folder', () => {
    symlinkSync(join(root, 'webloom'), join(root, 'bin', 'link'));
    const result = spawnSync(join(root, 'bin', 'link'), ['a'], { cwd: tmpdir(), env: environment() });
    expect(String(result.stdout)).toBe('args a\n');
  });

  test('installs and builds once when two start at the same time', async () => {
    const ends = [1, 2].map(() => {
      const child = spawn(join(root, 'webloom'), { env: environment(), stdio: 'ignore' });
      return new Promise((resolve) => child.once('exit', resolve));
    });
    expect(await Promise.all(ends)).toEqual([5, 5]);
    expect(calls()).toEqual(['npm', 'tsc']);
  });
});

describe('an installed package', () => {
  const MAIN = 'dist/command/cli/main.js';
  const install = (...files: string[]) => {
    run();
    rmSync(join(root, 'calls'));
    rmSync(join(root, 'package-lock.json'));
    write('dist/.webloom-packed.json', JSON.stringify({ files: [MAIN, ...files] }));
  };

  test('installs and builds nothing, and passes on what it is given', () => {
    install();
    write('domain/word.ts', 'export const other = 1;');
    rmSync(join(root, 'node_modules'), { recursive: true });
    expect(run('--build-only')).toMatchObject({ status: 5, stdout: 'args --build-only\n', stderr: '' });
    expect(existsSync(join(root, 'calls'))).toBe(false);
  });

  test('that is not whole says what it lacks', () => {
    install('dist/dashboard/asset.css');
    expect(run()).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('lacks dist/dashboard/asset.css: install the package again'),
    });
  });

  test('is not what a clone takes itself for after npm pack', () => {
    run();
    write('dist/.webloom-packed.json', JSON.stringify({ files: [MAIN] }));
    write('domain/word.ts', 'export const other = 1;');
    run();
    expect(calls()).toEqual(['npm', 'tsc', 'tsc']);
  });
});
