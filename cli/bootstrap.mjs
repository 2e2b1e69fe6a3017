// Makes a fresh clone runnable and then runs it: dependencies, build, workflow bundle, bundled command,
// dashboard. It uses Node's own modules only, because it runs before anything is installed. Each step leaves a
// stamp of its inputs and is skipped while they are unchanged. A stamp is removed before its step begins, so a
// step that was killed is done again.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { takeLock } from './build/build-lock.mjs';
import { BUNDLES, bundleCall } from './build/bundles.mjs';
import { silentRegistry } from './build/registry.mjs';
import { isPacked, missingFile, readyToPack } from './build/packed.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const DEPENDENCY_STAMP = join(ROOT, 'node_modules', '.webloom-lock');
const BUILD_STAMP = join(ROOT, 'dist', '.webloom-build');
const BUNDLE_STAMP = join(ROOT, 'dist', '.webloom-bundle');
const BUNDLE = join(ROOT, 'dist', 'workflow-bundle.js');
const COMMAND = `${BUNDLES.command.folder}/main.js`;
const COMMAND_STAMP = join(ROOT, 'dist', '.webloom-command');
const PROCESSES_STAMP = join(ROOT, 'dist', '.webloom-processes');
const CLIENT_STAMP = join(ROOT, 'dist', '.webloom-client');
const CLIENT = join(ROOT, 'dist', BUNDLES.client.folder, 'client.js');
const DASHBOARD_STAMP = join(ROOT, 'dist', '.webloom-dashboard');
/** Folders that tsconfig.build.json compiles; a folder that does not exist yet is skipped. */
const COMPILED_FOLDERS = 'domain workflows activities workers api cli embedded-store adapters bench';
const SOURCES = [
  ...COMPILED_FOLDERS.split(' '),
  'test/support',
  'test/real-site',
  'tsconfig.json',
  'tsconfig.build.json',
  'package-lock.json',
];
/** Inputs of the workflow bundle. */
const BUNDLE_SOURCES = ['workflows', 'domain', 'workers/bundle-workflows.ts', 'package-lock.json'];
/** Inputs of the dashboard; its types come from the API's schemas and the domain. */
const DASHBOARD_SOURCES = ['dashboard', 'domain', 'package-lock.json'];

function say(line) {
  process.stderr.write(`webloom: ${line}\n`);
}

/** Ends with a message instead of a stack trace: the faults here are the machine's, not the program's. */
function fail(line, code = 1) {
  say(line);
  process.exit(code);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(
      `needs Node.js 20.19 or newer, this is ${process.versions.node} (${process.execPath}). Get it at https://nodejs.org`,
    );
  }
}

function readText(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** The fingerprint of each folder looked at: several steps ask about the same folders. */
const looked = new Map();

/** A hash over path, time and size of every source file; contents are not read, so it costs milliseconds. */
function fingerprint(paths) {
  const hash = createHash('sha1');
  for (const path of paths) hash.update(lookAt(path));
  return hash.digest('hex');
}

function lookAt(path) {
  const known = looked.get(path);
  if (known !== undefined) return known;
  const hash = createHash('sha1');
  addToFingerprint(hash, path);
  const found = hash.digest('hex');
  looked.set(path, found);
  return found;
}

const SOURCE_FILE = /\.(?:ts|tsx|mjs|css|html|svg)$/;

function addToFingerprint(hash, path) {
  const stat = fs.statSync(join(ROOT, path), { throwIfNoEntry: false });
  if (stat?.isDirectory()) {
    const entries = fs.readdirSync(join(ROOT, path), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.isDirectory() || SOURCE_FILE.test(entry.name))
        addToFingerprint(hash, `${path}/${entry.name}`);
    }
  } else if (stat !== undefined) {
    hash.update(`${path}\n${stat.mtimeMs}\n${stat.size}\n`);
  }
}

function lockFileHash() {
  const text = readText(join(ROOT, 'package-lock.json'));
  if (text === undefined) fail('package-lock.json is missing; this is not a complete clone of Webloom');
  return createHash('sha1').update(`${text}\n${process.versions.modules}`).digest('hex');
}

/** Whether npm was called by hand: its own note, written last, names what the lock file names, but for what is for other systems. */
function isInstalled() {
  const noted = readJson(join(ROOT, 'node_modules', '.package-lock.json'));
  const wanted = readJson(join(ROOT, 'package-lock.json'));
  if (noted?.packages === undefined) return false;
  return Object.entries(wanted?.packages ?? {}).every(
    ([path, { version, optional }]) =>
      path === '' || optional === true || noted.packages[path]?.version === version,
  );
}

function readJson(file) {
  try {
    return JSON.parse(readText(file) ?? 'null');
  } catch {
    return null;
  }
}

/** For each step: its stamp, the value of its inputs now (`wanted`), and what it runs. */
const STEPS = {
  dependencies: {
    stamp: DEPENDENCY_STAMP,
    wanted: lockFileHash,
    // npm removes the stamp with the folder: without one, somebody else may have installed.
    run: (before) => {
      if (before !== undefined || !isInstalled()) installDependencies();
    },
  },
  build: { stamp: BUILD_STAMP, wanted: () => fingerprint(SOURCES), run: compile },
  bundle: { stamp: BUNDLE_STAMP, wanted: bundleFingerprint, run: bundleWorkflows },
  command: { stamp: COMMAND_STAMP, wanted: commandFingerprint, run: bundleCommand },
  processes: { stamp: PROCESSES_STAMP, wanted: processFingerprint, run: bundleProcesses },
  client: { stamp: CLIENT_STAMP, wanted: clientFingerprint, run: writeClient },
  dashboard: { stamp: DASHBOARD_STAMP, wanted: dashboardFingerprint, run: bundleDashboard },
};

function isDone({ stamp, wanted }) {
  return readText(stamp) === wanted();
}

function bundleFingerprint() {
  return `${fingerprint(BUNDLE_SOURCES)} ${fs.existsSync(BUNDLE)}`;
}

function commandFingerprint() {
  return `${fingerprint(BUNDLES.command.sources)} ${fs.existsSync(join(ROOT, 'dist', COMMAND))}`;
}

function processFingerprint() {
  return `${fingerprint(BUNDLES.processes.sources)} ${fs.existsSync(join(ROOT, 'dist', BUNDLES.processes.folder, 'api.js'))}`;
}

function clientFingerprint() {
  return `${fingerprint(BUNDLES.client.sources)} ${fs.existsSync(CLIENT)}`;
}

function dashboardFingerprint() {
  return `${fingerprint(DASHBOARD_SOURCES)} ${fs.existsSync(join(ROOT, 'dist', 'dashboard', 'index.html'))}`;
}

function runSteps(names) {
  const steps = names.map((name) => STEPS[name]);
  if (steps.every(isDone)) return;
  const release = takeLock(ROOT, { fail, say });
  looked.clear();
  try {
    for (const step of steps) {
      // Another bootstrap may have done the step while this one waited for the lock.
      if (isDone(step)) continue;
      const wanted = step.wanted();
      const before = readText(step.stamp);
      fs.rmSync(step.stamp, { force: true });
      const made = step.run(before) ?? wanted;
      fs.writeFileSync(`${step.stamp}.new`, made);
      fs.renameSync(`${step.stamp}.new`, step.stamp);
    }
  } finally {
    release();
  }
}

/** Runs a program of a step. Its output goes to standard error: standard output is the command's. */
function runProgram(command, args) {
  const env = { ...process.env, PATH: `${process.env.PATH ?? ''}${delimiter}${dirname(process.execPath)}` };
  const { status, error, signal } = spawnSync(command, args, { cwd: ROOT, env, stdio: ['ignore', 2, 2] });
  if (error !== undefined) fail(`cannot run ${command}: ${error.message}`);
  if (signal !== null) process.exit(130);
  return status;
}

function installDependencies() {
  say('installing dependencies (npm ci; once, and when package-lock.json changes)');
  // The compiler is a development package, so those are needed under NODE_ENV=production too.
  const args = ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--include=dev', '--loglevel=error'];
  const silent = silentRegistry(ROOT);
  if (silent !== undefined) {
    say(`${silent} does not answer within 3 s; using what npm has in its cache`);
    // Without a network npm would try each package again for minutes.
    args.push('--prefer-offline', '--fetch-retries=0');
  }
  if (runProgram('npm', args) !== 0)
    fail('npm ci failed (see above); check the network, then run this again');
}

function compile() {
  say('building');
  const startedAt = Date.now();
  const program = join(ROOT, 'node_modules', '.bin', 'tsc');
  // The last build did not end well, so the compiler's notes could claim files that do not exist.
  fs.rmSync(join(ROOT, 'dist', '.tsbuildinfo'), { force: true });
  if (runProgram(program, ['-p', 'tsconfig.build.json']) !== 0) fail('the build failed (see above)');
  say(`built in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

function bundleWorkflows() {
  const script = join(ROOT, 'dist', 'workers', 'bundle-workflows.js');
  if (fs.existsSync(script) && fs.existsSync(join(ROOT, 'dist', 'workflows', 'index.js'))) {
    say('bundling workflows');
    if (runProgram(process.execPath, [script]) !== 0) fail('bundling the workflows failed (see above)');
  }
  return bundleFingerprint();
}

function bundleCommand() {
  say('bundling the command');
  bundleInto('command');
  return commandFingerprint();
}

function bundleProcesses() {
  say('bundling the processes');
  bundleInto('processes');
  return processFingerprint();
}

function writeClient() {
  say('writing the client');
  bundleInto('client');
  const script = join(ROOT, 'dist', 'api', 'package', 'write-client.js');
  if (fs.existsSync(script) && runProgram(process.execPath, [script]) !== 0)
    fail('writing the client failed (see above)');
  return clientFingerprint();
}

function bundleInto(name) {
  const { program, args, folder } = bundleCall(ROOT, name);
  fs.rmSync(join(ROOT, folder), { recursive: true, force: true });
  if (runProgram(program, args) !== 0) fail(`bundling into ${folder} failed (see above)`);
}

function bundleDashboard() {
  say('building the dashboard');
  const program = join(ROOT, 'node_modules', '.bin', 'vite');
  const args = ['build', '--config', 'dashboard/vite.config.ts', '--logLevel', 'warn'];
  if (runProgram(program, args) !== 0) fail('building the dashboard failed (see above)');
  return dashboardFingerprint();
}

/** Runs a compiled file in this process, so that it has its signals, exit code and terminal. */
async function runCompiled(file, args) {
  const path = join(ROOT, 'dist', file);
  if (!fs.existsSync(path)) fail(`there is no ${file} in the build`);
  process.setSourceMapsEnabled(true);
  process.argv = [process.argv[0], path, ...args];
  await import(pathToFileURL(path).href);
}

checkNode();
// The client of S3 warns on Node 20 of its own later releases; the one that is installed works there.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
const [mode, ...rest] = process.argv.slice(2);
if (isPacked(ROOT)) {
  // An installed package is built, and where it lies may be read-only.
  const missing = missingFile(ROOT);
  if (missing !== undefined) fail(`${ROOT} lacks ${missing}: install the package again`);
  await runCompiled(COMMAND, process.argv.slice(2));
} else if (mode === '--deps-only') {
  runSteps(['dependencies']);
} else {
  runSteps(['dependencies', 'build', 'bundle', 'command', 'processes', 'client', 'dashboard']);
  if (mode === '--test') await (await import('./build/run-tests.mjs')).runTests(ROOT, rest);
  else if (mode === '--test-long') await (await import('./build/run-tests.mjs')).runLongTests(ROOT, rest);
  else if (mode === '--test-faults') await (await import('./build/run-tests.mjs')).runFaultTests(ROOT, rest);
  else if (mode === '--run') await runCompiled(rest[0] ?? fail('--run needs a file', 2), rest.slice(1));
  else if (mode === '--pack') readyToPack(ROOT);
  else if (mode !== '--build-only') await runCompiled(COMMAND, process.argv.slice(2));
}
