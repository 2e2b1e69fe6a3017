// Runs the tests; the last line says how many passed and failed. Node's own modules only.
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { sampleMachine } from './machine-load.mjs';
import { filesToRunAgain, withSecondTries } from './second-tries.mjs';

export async function runTests(root, args) {
  // A terminal sends Ctrl-C to both processes; vitest ends first, and its exit code is passed on.
  process.on('SIGINT', () => undefined);
  const machine = sampleMachine();
  const results = await runTwice(root, args);
  const { passed, failed } = countTests(results);
  for (const line of [
    ...timesByFolder(results.testResults, root),
    ...machine(),
    ...repeatedTests(results.testResults, root),
    ...failedTests(results.testResults, root),
    ...(results.outsideErrors ?? []).map((message) => `failed: outside of tests: ${message}`),
  ])
    process.stdout.write(`${line}\n`);
  process.exitCode = results.code === 0 && failed > 0 ? 1 : results.code;
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
}

/** The report of all tests; on a CI machine what failed has a second try, each file by itself. */
async function runTwice(root, args) {
  const first = await runVitest(root, args);
  const again = process.env.CI === 'true' ? filesToRunAgain(first) : [];
  if (first.code === 0 || first.signal !== null || again.length === 0) return first;
  const seconds = [];
  for (const file of again) {
    process.stdout.write(`\nOnce more, by itself: ${relative(root, file)}\n`);
    const second = await runVitest(root, [file]);
    seconds.push(...second.testResults);
    // An error outside of the tests is one of the file that was run.
    if (second.outsideErrors?.length !== 0) return first;
  }
  const results = withSecondTries(first, seconds);
  return {
    ...results,
    code: results.testResults.every(({ status }) => status !== 'failed') ? 0 : first.code,
  };
}

/** Runs vitest to its end: its report, its exit code, and the errors outside of tests, which are unknown when it broke off. */
function runVitest(root, args) {
  const folder = fs.mkdtempSync(join(tmpdir(), 'webloom-test-'));
  const [report, errors] = [join(folder, 'report.json'), join(folder, 'errors.json')];
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = [
    '--reporter=default',
    '--reporter=json',
    `--reporter=${join(import.meta.dirname, 'outside-errors.mjs')}`,
    `--outputFile.json=${report}`,
  ];
  const child = spawn(process.execPath, [vitest, 'run', ...reporters, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TEST_ERRORS_FILE: errors },
  });
  const end = () => child.kill('SIGTERM');
  process.on('SIGTERM', end);
  return new Promise((resolve) => {
    child.once('error', (error) => {
      process.stderr.write(`webloom: cannot run vitest: ${error.message}\n`);
      process.exit(1);
    });
    child.once('close', (code, signal) => {
      process.off('SIGTERM', end);
      const results = { testResults: [], ...readJson(report) };
      resolve({ ...results, outsideErrors: readJson(errors), code: code ?? 1, signal });
      fs.rmSync(folder, { recursive: true, force: true });
    });
  });
}

function readJson(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;
}

/** Every test, with what takes long in full: each screen in each theme and at each width, more made-up requests, more kills. */
export function runLongTests(root, args) {
  process.env.TEST_LONG = 'true';
  process.env.FAULT_KILLS ??= '40';
  return runTests(root, args);
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
  return runTests(root, ['--project', 'faults', ...left]);
}

function refuse(line) {
  process.stderr.write(`webloom: ${line}\n`);
  process.exit(2);
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
  return files.flatMap(({ name, status: ended, assertionResults, firstFault }) => {
    const path = relative(root, name);
    const file =
      firstFault === undefined || ended !== 'passed'
        ? []
        : [`repeated: ${path}: ${firstFault.split('\n')[0]}`];
    const tests = assertionResults
      .filter(({ status, failureMessages = [] }) => status === 'passed' && failureMessages.length > 0)
      .map((test) => `repeated: ${path}: ${nameAndFault(test, name)}`);
    return [...file, ...tests];
  });
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
function countTests(report) {
  const broken = report.testResults.filter(
    (each) => each.status === 'failed' && each.assertionResults.every(isFine),
  ).length;
  const failed = (report.numFailedTests ?? 0) + broken;
  return { passed: report.numPassedTests ?? 0, failed: failed === 0 && report.code !== 0 ? 1 : failed };
}

function isFine(assertion) {
  return assertion.status !== 'failed';
}
