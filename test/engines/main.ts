// Runs the tests of everything that is stored against other servers of MongoDB's protocol and prints which contract each of them
// keeps, and what it lacks. Without arguments all engines; else those whose title holds a word that is given.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastLine, runCommand } from '../../cli/stack/process/run-command.ts';
import { ENGINES } from './engines.ts';
import { startEngine } from './provide-engine.ts';
import { type TestOutcome, readOutcomes, tableOf } from './outcomes.ts';

/** All that tell of stores; those of connections and elections are about the driver. */
const FILES = [
  'mongo-stores',
  'mongo',
  'change-inbox',
  'seal-headers',
  'small-files',
  'start-store',
  'store-room',
  'require-engine',
].map((name) => `test/adapters/mongo/${name}.test.ts`);
const RUN_MS = 1_800_000;

async function runTests(uri: string): Promise<readonly TestOutcome[]> {
  const folder = mkdtempSync(join(tmpdir(), 'webloom-engines-'));
  const report = join(folder, 'report.json');
  try {
    const args = [
      'vitest',
      'run',
      '--project',
      'local',
      ...FILES,
      '--reporter=json',
      `--outputFile=${report}`,
    ];
    const env = { ...process.env, MONGODB_TEST_URI: uri };
    const { stderr } = await runCommand('npx', args, { env, timeoutMs: RUN_MS });
    const outcomes = readOutcomes(readFileSync(report, 'utf8'));
    if (outcomes.length === 0) throw new Error(`no test was run: ${lastLine(stderr)}`);
    return outcomes;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const words = process.argv.slice(2).map((word) => word.toLowerCase());
const chosen = ENGINES.filter(
  ({ title }) => words.length === 0 || words.some((word) => title.toLowerCase().includes(word)),
);
const columns = new Map<string, readonly TestOutcome[]>();
let isSurprised = chosen.length === 0;
for (const engine of chosen) {
  const started = await startEngine(engine);
  if ('reason' in started) {
    console.log(`${engine.title}: not run, ${started.reason}`);
    isSurprised = true;
    continue;
  }
  try {
    const outcomes = await runTests(started.uri);
    columns.set(engine.title, outcomes);
    const failed = outcomes.filter(({ fault }) => fault !== null);
    console.log(`${engine.title}: ${outcomes.length - failed.length} of ${outcomes.length} tests pass`);
    for (const { contract, title, fault } of failed) {
      const known = engine.gaps === 'any' ? null : engine.gaps[title];
      if (known === undefined) isSurprised = true;
      console.log(`  ✗ ${contract}: ${title}\n    ${known ?? fault ?? ''}`);
    }
  } finally {
    await started.stop();
  }
}
console.log(`\n${tableOf(columns)}`);
process.exitCode = isSurprised ? 1 : 0;
