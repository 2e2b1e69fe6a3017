// The bootstrap as runner of the tests, in a small clone with a test runner that reports what it is told to.
import { spawnSync } from 'node:child_process';
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
const environment = (): NodeJS.ProcessEnv => clone.environment();
const run = (...args: string[]) => clone.run(...args);
const calls = (file?: string): string[] => clone.calls(file);

const lastLine = (text: string): string | undefined => text.trimEnd().split('\n').at(-1);

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
  test('says the numbers in its last line', () => {
    write('bin/vitest.mjs', runner({ numPassedTests: 7, numFailedTests: 0, testResults: [] }, 0));
    const result = run('--test');
    expect(result.status).toBe(0);
    expect(lastLine(result.stdout)).toBe('7 passed, 0 failed');
  });

  // The programs that tests start refuse a WEBLOOM_… they do not know. This test may itself run under the runner of tests.
  test('adds no setting of Webloom to the environment of the tests', () => {
    const writeEnv = `import { writeFileSync } from 'node:fs';
      writeFileSync('env', JSON.stringify(process.env)); process.exitCode = 1;`;
    write('bin/vitest.mjs', writeEnv);
    run('--test');
    const before = environment();
    const after = JSON.parse(calls('env')[0] ?? '{}') as NodeJS.ProcessEnv;
    const added = Object.keys(after).filter((name) => after[name] !== before[name]);
    expect(added).toContain('TEST_ERRORS_FILE');
    expect(added.filter((name) => name.startsWith('WEBLOOM_'))).toEqual([]);
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

  test('says what a test waited for, and in which line', () => {
    const name = join(root, 'test/screens.test.ts');
    const stack = `TimeoutError: 60 s\nCall log:\n  - waiting for getByText('A') to be visible\n\n    at say (${name}:79:5)\n    at ${name}:87:11`;
    const again = { status: 'passed', fullName: 'shows it', failureMessages: [stack] };
    const testResults = [{ name, status: 'passed', assertionResults: [again] }];
    write('bin/vitest.mjs', runner({ numPassedTests: 1, numFailedTests: 0, testResults }, 0));
    expect(run('--test').stdout).toContain(
      "shows it: TimeoutError: 60 s; waiting for getByText('A') to be visible; line 79\n",
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

describe('--test on a CI machine', () => {
  const passed = { status: 'passed', fullName: 'is fine', failureMessages: [] };
  const late = { status: 'failed', fullName: 'jobs start', failureMessages: ['Error: too late\n  at x'] };
  const inTime = { status: 'passed', fullName: 'jobs start', failureMessages: [] };
  const fileOf = (path: string, ...assertionResults: { readonly status: string }[]) => ({
    name: join(root, path),
    status: assertionResults.every(({ status }) => status === 'passed') ? 'passed' : 'failed',
    assertionResults,
  });
  type File = ReturnType<typeof fileOf> & { readonly message?: string };
  /** Each call of the runner takes the next report and notes what it was called with; a file that failed fails the run. */
  const runnerOf = (tries: { readonly files: readonly File[]; readonly errors?: readonly object[] }[]) => `
    import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
    const value = (name) => process.argv.find((each) => each.startsWith(name))?.slice(name.length);
    const at = existsSync('tries') ? readFileSync('tries', 'utf8').trim().split('\\n').length : 0;
    appendFileSync('tries', (process.argv.slice(3).filter((each) => !each.startsWith('-')).join() || 'all') + '\\n');
    const { files, errors = [] } = ${JSON.stringify(tries)}[at];
    const tests = files.flatMap(({ assertionResults }) => assertionResults);
    const count = (status) => tests.filter((test) => test.status === status).length;
    const report = { numPassedTests: count('passed'), numFailedTests: count('failed'), testResults: files };
    writeFileSync(value('--outputFile.json='), JSON.stringify(report));
    const [reporter] = process.argv.filter((each) => each.endsWith('outside-errors.mjs'));
    const { default: OutsideErrors } = await import(reporter.slice('--reporter='.length));
    new OutsideErrors().onTestRunEnd([], errors);
    process.exitCode = errors.length > 0 || files.some(({ status }) => status === 'failed') ? 1 : 0;`;
  const runOnCi = (env: NodeJS.ProcessEnv = { CI: 'true' }) =>
    spawnSync(join(root, 'webloom'), ['--test'], {
      encoding: 'utf8',
      env: { ...environment(), CI: undefined, ...env },
    });
  const tries = (): string[] => calls('tries');

  test('runs a file with a failed test once more by itself, and says why it had failed', () => {
    const runs = [fileOf('test/runs.test.ts', passed), fileOf('test/jobs.test.ts', passed, late)];
    write(
      'bin/vitest.mjs',
      runnerOf([{ files: runs }, { files: [fileOf('test/jobs.test.ts', passed, inTime)] }]),
    );
    const { status, stdout } = runOnCi();
    expect(stdout).toBe(
      '\nOnce more, by itself: test/jobs.test.ts\n' +
        'repeated: test/jobs.test.ts: jobs start: Error: too late\n' +
        '3 passed, 0 failed\n',
    );
    expect(status).toBe(0);
    expect(tries()).toEqual(['all', join(root, 'test/jobs.test.ts')]);
  });

  test('fails with what failed both times, each file having had a try of its own', () => {
    const files = [fileOf('test/jobs.test.ts', late), fileOf('test/runs.test.ts', late)];
    write(
      'bin/vitest.mjs',
      runnerOf([
        { files },
        { files: [fileOf('test/jobs.test.ts', late)] },
        { files: [fileOf('test/runs.test.ts', inTime)] },
      ]),
    );
    const { status, stdout } = runOnCi();
    expect(stdout).toContain('repeated: test/runs.test.ts: jobs start: Error: too late\n');
    expect(stdout).toContain('failed: test/jobs.test.ts: jobs start: Error: too late\n');
    expect(lastLine(stdout)).toBe('1 passed, 1 failed');
    expect(status).toBe(1);
  });

  test('counts the tests of a file that could be loaded the second time alone', () => {
    const broken = { ...fileOf('test/jobs.test.ts'), status: 'failed', message: 'Error: no port\n  at y' };
    write(
      'bin/vitest.mjs',
      runnerOf([{ files: [broken] }, { files: [fileOf('test/jobs.test.ts', inTime)] }]),
    );
    const { stdout } = runOnCi();
    expect(stdout).toContain('repeated: test/jobs.test.ts: Error: no port\n');
    expect(lastLine(stdout)).toBe('1 passed, 0 failed');
  });

  test('does not forgive a second try that can not be loaded', () => {
    const broken = { ...fileOf('test/jobs.test.ts'), status: 'failed', message: 'Error: no port' };
    write('bin/vitest.mjs', runnerOf([{ files: [fileOf('test/jobs.test.ts', late)] }, { files: [broken] }]));
    const { status, stdout } = runOnCi();
    expect(lastLine(stdout)).toBe('0 passed, 1 failed');
    expect(status).toBe(1);
  });

  test('keeps a failure for which no test can be named, and says which', () => {
    const files = [fileOf('test/jobs.test.ts', late)];
    const errors = [{ name: 'TypeError', message: 'no such thing' }];
    write('bin/vitest.mjs', runnerOf([{ files, errors }]));
    const { status, stdout } = runOnCi();
    expect(stdout).toContain('failed: outside of tests: TypeError: no such thing\n');
    expect(status).toBe(1);
    expect(tries()).toHaveLength(1);
  });

  test('runs nothing again where many files failed', () => {
    const files = Array.from({ length: 11 }, (_, n) => fileOf(`test/jobs-${n}.test.ts`, late));
    write('bin/vitest.mjs', runnerOf([{ files }]));
    expect(lastLine(runOnCi().stdout)).toBe('0 passed, 11 failed');
    expect(tries()).toHaveLength(1);
  });

  test('has no second try elsewhere', () => {
    write('bin/vitest.mjs', runnerOf([{ files: [fileOf('test/jobs.test.ts', late)] }]));
    expect(lastLine(runOnCi({}).stdout)).toBe('0 passed, 1 failed');
    expect(tries()).toHaveLength(1);
  });
});

describe('how busy the machine was', () => {
  const rules = JSON.stringify(join(import.meta.dirname, '../../cli/build/load-lines.mjs'));
  /** Ten seconds of two processors are 2,000 jiffies each; a quarter of the worst five minutes is taken by others. */
  const linesOf = (samples: number): string => {
    const code = `import { loadLines } from ${rules};
      const of = (n, stolen) => ({ busy: n * 1000, stolen, disk: n * 100, all: n * 2000 });
      const samples = Array.from({ length: ${samples} }, (_, n) =>
        of(n, n < 60 ? 0 : Math.min(n - 60, 30) * 500));
      console.log(JSON.stringify(loadLines(samples)));`;
    return spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }).stdout;
  };

  test('is said of the whole run and of its worst five minutes', () => {
    expect(JSON.parse(linesOf(121))).toEqual([
      'machine: 50 % busy, 6 % taken by other machines, 5 % waiting for the disk',
      'machine: 50 % busy, 25 % taken by other machines, 5 % waiting for the disk, in the worst five minutes, from minute 10 on',
    ]);
  });

  test('is not said of a run below five minutes', () => {
    expect(JSON.parse(linesOf(30))).toEqual([]);
  });
});
