// Runs the tests; the last line says how many passed and failed. Node's own modules only.
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { sampleMachine } from './machine-load.mjs';

export function runTests(root, args) {
  const folder = fs.mkdtempSync(join(tmpdir(), 'webloom-test-'));
  const report = join(folder, 'report.json');
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  // On a CI machine other work can hold up a test of real processes, so a failed test is run once more.
  const repeats = process.env.CI === 'true' ? ['--retry=1'] : [];
  const machine = sampleMachine();
  const child = spawn(process.execPath, [vitest, 'run', ...reporters, ...repeats, ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  // A terminal sends Ctrl-C to both processes; vitest ends first, and its exit code is passed on.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.once('error', (error) => {
    process.stderr.write(`webloom: cannot run vitest: ${error.message}\n`);
    process.exit(1);
  });
  child.once('close', (code) => {
    const results = readResults(report);
    const { passed, failed } = countTests(results, code ?? 1);
    for (const line of [
      ...timesByFolder(results.testResults, root),
      ...machine(),
      ...repeatedTests(results.testResults, root),
      ...failedTests(results.testResults, root),
    ])
      process.stdout.write(`${line}\n`);
    fs.rmSync(folder, { recursive: true, force: true });
    process.exitCode = code === 0 && failed > 0 ? 1 : (code ?? 1);
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
  });
}

/** Every test, with what takes long in full: each screen in each theme and at each width, more made-up requests, more kills. */
export function runLongTests(root, args) {
  process.env.TEST_LONG = 'true';
  process.env.FAULT_KILLS ??= '40';
  runTests(root, args);
}

/** Runs only the tests of faults; `--seed N` repeats their random choices, `--kills N` makes them longer. */
export function runFaultTests(root, args) {
  const left = [];
  for (let at = 0; at < args.length; at += 1) {
    const [, name, inline] = /^--(seed|kills)(?:=(.*))?$/.exec(args[at]) ?? [];
    if (name === undefined) left.push(args[at]);
    else {
      const value = inline ?? args[(at += 1)] ?? '';
      if (!/^[1-9]\d{0,9}$/.test(value)) refuse(`--${name} needs a whole number above 0, not "${value}"`);
      process.env[`FAULT_${name.toUpperCase()}`] = value;
    }
  }
  runTests(root, ['--project', 'faults', ...left]);
}

function refuse(line) {
  process.stderr.write(`webloom: ${line}\n`);
  process.exit(2);
}

function readResults(file) {
  const report = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
  return { testResults: [], ...report };
}

const LISTED_FILES = 15;

/** Where the time went: the seconds of the files of each folder, and the longest files. Files run side by side. */
function timesByFolder(files, root) {
  // A file that could not be loaded has no times.
  const timed = files
    .filter(({ startTime, endTime }) => endTime > startTime)
    .map(({ name, startTime, endTime, assertionResults }) => {
      const path = relative(join(root, 'test'), name);
      return { path, s: (endTime - startTime) / 1_000, tests: assertionResults.length };
    });
  const folders = new Map();
  for (const { path, s, tests } of timed) {
    const name = path.includes('/') ? path.slice(0, path.indexOf('/')) : '.';
    const sum = folders.get(name) ?? { name, files: 0, tests: 0, s: 0 };
    folders.set(name, { name, files: sum.files + 1, tests: sum.tests + tests, s: sum.s + s });
  }
  const longest = timed.toSorted((one, other) => other.s - one.s).slice(0, LISTED_FILES);
  return [
    ...[...folders.values()]
      .toSorted((one, other) => other.s - one.s)
      .map(
        ({ name, files: count, tests, s }) =>
          `time: ${name}: ${count} files, ${tests} tests, ${s.toFixed(0)} s`,
      ),
    ...longest.map(({ path, s }) => `time: ${path}: ${s.toFixed(0)} s`),
  ];
}

/** A test that passed though it has failed was run again: whoever reads the log sees which one, and why it failed. */
function repeatedTests(files, root) {
  return files.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status, failureMessages = [] }) => status === 'passed' && failureMessages.length > 0)
      .map((test) => `repeated: ${relative(root, name)}: ${nameAndFault(test, name)}`),
  );
}

/** Named once more beside the numbers: thousands of lines lie between a failure and the end of a whole run. */
function failedTests(files, root) {
  return files.flatMap(({ name, status, message, assertionResults }) => {
    const path = relative(root, name);
    const failed = assertionResults.filter((test) => !isFine(test));
    if (failed.length === 0 && status === 'failed')
      return [`failed: ${path}: it could not be run: ${(message ?? '').split('\n')[0]}`];
    return failed.map((test) => `failed: ${path}: ${nameAndFault(test, name)}`);
  });
}

/** What was waited for and the line of the test: the fault of one that passes the next time is seen nowhere else. */
function nameAndFault({ fullName, failureMessages = [] }, file) {
  const [fault = '', ...lines] = (failureMessages[0] ?? '').split('\n');
  const waited = lines.find((line) => /^\s*- waiting for /.test(line));
  const [, place] = lines.map((line) => line.split(file)).find((parts) => parts.length > 1) ?? [];
  const more = [
    waited?.trim().slice(2),
    place === undefined ? undefined : `line ${parseInt(place.slice(1))}`,
  ];
  return [`${fullName}: ${fault}`, ...more.filter((each) => each !== undefined)].join('; ');
}

/** Counts a file that cannot be loaded, and an error outside of tests, as one failed test each. */
function countTests(report, code) {
  const broken = report.testResults.filter(
    (each) => each.status === 'failed' && each.assertionResults.every(isFine),
  ).length;
  const failed = (report.numFailedTests ?? 0) + broken;
  return { passed: report.numPassedTests ?? 0, failed: failed === 0 && code !== 0 ? 1 : failed };
}

function isFine(assertion) {
  return assertion.status !== 'failed';
}
