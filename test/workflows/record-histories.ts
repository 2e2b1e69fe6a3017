// Records the histories that the replay tests hold the workflows to: real runs on real services, from the build, into a
// folder of today beside those that are there. Run it when the steps of a workflow were changed:
// `npm run build && npx tsx test/workflows/record-histories.ts [GROUP …]`
import { join } from 'node:path';
import { startTestServices } from '../../cli/stack/test-services.ts';
import { recordAlerts } from './recording/alerts.ts';
import { recordCleanUps } from './recording/clean-ups.ts';
import { recordControl } from './recording/control.ts';
import { recordMends } from './recording/mends.ts';
import { recordRuns } from './recording/runs.ts';
import type { Recording } from './recording/scene.ts';
import { recordStarts } from './recording/starts.ts';

const GROUPS: ReadonlyMap<string, (recording: Recording) => Promise<void>> = new Map([
  ['runs', recordRuns],
  ['control', recordControl],
  ['starts', recordStarts],
  ['mends', recordMends],
  ['alerts', recordAlerts],
  ['clean-ups', recordCleanUps],
]);

async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !GROUPS.has(name));
  if (unknown.length > 0)
    throw new Error(`There is no group ${unknown.join(', ')}; there are ${[...GROUPS.keys()].join(', ')}.`);
  const today = new Date().toISOString().slice(0, 10);
  const services = await startTestServices({ env: process.env, log: (line) => console.error(line) });
  try {
    for (const [name, record] of GROUPS) {
      if (asked.length > 0 && !asked.includes(name)) continue;
      await record({ services, folder: join(import.meta.dirname, 'histories', today, name) });
    }
  } finally {
    await services.stop();
  }
}

await main();
