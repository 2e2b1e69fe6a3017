// The bootstrap in a small clone of its own, with npm, compiler and test runner replaced by scripts that note each call.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'webloom-bootstrap-'));
  for (const folder of ['cli/build', 'bin', 'domain']) mkdirSync(join(root, folder), { recursive: true });
  for (const file of [
    'cli/bootstrap.mjs',
    'cli/build/build-lock.mjs',
    'cli/build/bundles.mjs',
    'cli/build/run-tests.mjs',
    'webloom',
  ]) {
    cpSync(new URL(`../../${file}`, import.meta.url), join(root, file));
  }
  write('package.json', '{"type":"module"}');
  write('package-lock.json', '{}');
  write('domain/word.ts', 'export {};');
  // npm removes node_modules first, as the real one does, and brings compiler and test runner.
  program(
    'bin/npm',
    `if [ "$1" = config ]; then [ "$3" = registry ] && cat registry 2>/dev/null; exit 0; fi
    echo "$*" > npm-arguments; rm -rf node_modules; mkdir -p node_modules/.bin node_modules/vitest; echo npm >> calls
    cp bin/tsc bin/esbuild bin/vite node_modules/.bin; cp bin/vitest.mjs node_modules/vitest/vitest.mjs`,
  );
  program('bin/tsc', 'echo tsc >> calls; mkdir -p dist');
  program(
    'bin/esbuild',
    `for last; do case $last in --outdir=*) out=\${last#--outdir=};; esac; done; echo $out >> bundles
    mkdir -p $out; for each; do case $each in *=*.ts) cp \${each#*=} $out/\${each%%=*}.js 2>/dev/null;; esac; done; true`,
  );
  program(
    'bin/vite',
    'echo dashboard >> dashboards; mkdir -p dist/dashboard; touch dist/dashboard/index.html',
  );
  mkdirSync(join(root, 'api'));
  write('api/main.ts', '');
  write('cli/main.ts', 'console.log(`args ${process.argv.slice(2).join()}`); process.exitCode = 5;');
  write('bin/vitest.mjs', '');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  writeFileSync(join(root, path), text, { mode: 0o755 });
}

function program(path: string, body: string): void {
  write(path, `#!/bin/sh\n${body}\n`);
}

function environment() {
  return { ...process.env, PATH: `${join(root, 'bin')}${delimiter}${process.env['PATH']}` };
}

function run(...args: string[]) {
  return spawnSync(join(root, 'webloom'), args, { encoding: 'utf8', env: environment() });
}

function calls(file = 'calls'): string[] {
  return readFileSync(join(root, file), 'utf8').trim().split('\n');
}

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
    const [command, processes] = ['dist/command/cli', 'dist/bundled/process'];
    run();
    mkdirSync(join(root, 'bench'));
    write('bench/run.ts', '');
    run();
    expect([calls(), calls('bundles')]).toEqual([
      ['npm', 'tsc', 'tsc'],
      [command, processes],
    ]);
    write('cli/word.ts', '');
    run();
    rmSync(join(root, 'dist/command'), { recursive: true });
    expect(run().status).toBe(5);
    expect(calls('bundles').slice(2)).toEqual([command, command]);
    mkdirSync(join(root, 'activities'));
    write('activities/word.ts', '');
    run();
    rmSync(join(root, 'dist/bundled'), { recursive: true });
    run();
    expect(calls('bundles').slice(4)).toEqual([processes, processes]);
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

describe('--test-long', () => {
  test('takes everything in full, unless kills are asked for', () => {
    const env = `import { writeFileSync } from 'node:fs';
      writeFileSync('env', process.env.TEST_LONG + ' ' + process.env.FAULT_KILLS); process.exitCode = 1;`;
    write('bin/vitest.mjs', env);
    run('--test-long');
    expect(calls('env')).toEqual(['true 40']);
    spawnSync(join(root, 'webloom'), ['--test-long'], { env: { ...environment(), FAULT_KILLS: '9' } });
    expect(calls('env')).toEqual(['true 9']);
  });
});

describe('--test', () => {
  const runner = (report: object, code: number): string => `
    import { writeFileSync } from 'node:fs';
    const file = process.argv.find((each) => each.startsWith('--outputFile.json='));
    writeFileSync(file.slice(18), ${JSON.stringify(JSON.stringify(report))});
    process.exitCode = ${code};`;
  const lastLine = (text: string): string | undefined => text.trimEnd().split('\n').at(-1);

  test('says the numbers in its last line', () => {
    write('bin/vitest.mjs', runner({ numPassedTests: 7, numFailedTests: 0, testResults: [] }, 0));
    const result = run('--test');
    expect(result.status).toBe(0);
    expect(lastLine(result.stdout)).toBe('7 passed, 0 failed');
  });

  test('counts a file that could not be loaded as a failure', () => {
    const testResults = [{ name: join(root, 'test/jobs.test.ts'), status: 'failed', assertionResults: [] }];
    write('bin/vitest.mjs', runner({ numPassedTests: 7, numFailedTests: 2, testResults }, 1));
    const result = run('--test');
    expect(result.status).toBe(1);
    expect(lastLine(result.stdout)).toBe('7 passed, 3 failed');
  });

  test('names what passed only when it was run again, and why it had failed', () => {
    const fine = { status: 'passed', fullName: 'is fine', failureMessages: [] };
    const again = { status: 'passed', fullName: 'jobs start', failureMessages: ['Error: too late\n  at x'] };
    const name = join(root, 'test/jobs.test.ts');
    const testResults = [{ name, status: 'passed', assertionResults: [fine, again] }];
    write('bin/vitest.mjs', runner({ numPassedTests: 2, numFailedTests: 0, testResults }, 0));
    expect(run('--test').stdout).toBe(
      'repeated: test/jobs.test.ts: jobs start: Error: too late\n2 passed, 0 failed\n',
    );
  });

  test('names what failed beside the numbers, and a file that could not be run', () => {
    const fine = { status: 'passed', fullName: 'is fine', failureMessages: [] };
    const failed = { status: 'failed', fullName: 'jobs start', failureMessages: ['Error: too late\n  at x'] };
    const testResults = [
      { name: join(root, 'test/jobs.test.ts'), status: 'failed', assertionResults: [fine, failed] },
      {
        name: join(root, 'test/runs.test.ts'),
        status: 'failed',
        message: 'Error: no such module\n  at y',
        assertionResults: [],
      },
    ];
    write('bin/vitest.mjs', runner({ numPassedTests: 1, numFailedTests: 1, testResults }, 1));
    expect(run('--test').stdout).toBe(
      'failed: test/jobs.test.ts: jobs start: Error: too late\n' +
        'failed: test/runs.test.ts: it could not be run: Error: no such module\n' +
        '1 passed, 2 failed\n',
    );
  });

  test('says where the time went, by folder and by file, the longest first', () => {
    const file = (path: string, from: number, to: number) => ({
      name: join(root, 'test', path),
      startTime: from,
      endTime: to,
      status: 'passed',
      assertionResults: [{ status: 'passed', fullName: 'is fine', failureMessages: [] }],
    });
    const testResults = [
      file('api/jobs.test.ts', 1_000, 3_000),
      file('system/runs.test.ts', 1_000, 61_000),
      file('system/dashboard/screens.test.ts', 2_000, 32_000),
    ];
    write('bin/vitest.mjs', runner({ numPassedTests: 3, numFailedTests: 0, testResults }, 0));
    expect(run('--test').stdout.split('\n')).toEqual([
      'time: system: 2 files, 2 tests, 90 s',
      'time: api: 1 files, 1 tests, 2 s',
      'time: system/runs.test.ts: 60 s',
      'time: system/dashboard/screens.test.ts: 30 s',
      'time: api/jobs.test.ts: 2 s',
      '3 passed, 0 failed',
      '',
    ]);
  });

  test('never says that nothing failed when the runner did', () => {
    write('bin/vitest.mjs', 'process.exitCode = 1;');
    const result = run('--test');
    expect(result.status).toBe(1);
    expect(lastLine(result.stdout)).toBe('0 passed, 1 failed');
  });
});
