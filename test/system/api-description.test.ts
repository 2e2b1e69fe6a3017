// The API against its own description, asked by a tester that knows nothing else of it: every operation with values of the described
// form, with values that are not, and with methods that are not described.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { IS_LONG } from '../support/long.ts';
import { provideSchemathesis, runSchemathesis } from '../support/schemathesis.ts';
import { type System, startSystem } from '../support/system.ts';

/** The same requests each time: a finding of other ones says nothing of the change that is tested. `FAULT_SEED` takes others. */
const SEED = Number(process.env['FAULT_SEED'] ?? 20_261_127);

let system: System;
let url: string;
let tester: string | null;

beforeAll(async () => {
  tester = await provideSchemathesis();
  system = await startSystem({
    services: inject('services'),
    name: 'described',
    ownHosts: [],
    // All of them: an installation that lacks one is not ready.
    processes: { monitor: 1, api: 1 },
  });
  url = await eventually(() => {
    const ready = system
      .one('api')
      .lastLines()
      .find((line) => line.includes('"ready"'));
    return ready === undefined ? null : (JSON.parse(ready) as { url: string }).url;
  });
  await eventually(async () => (await fetch(`${url}/readyz`)).ok, 60_000);
}, 400_000);

afterAll(() => system?.close());

test('every answer is one the description allows', async (context) => {
  // Without a package index there is no tester.
  if (tester === null) return context.skip('schemathesis can not be had: no package index is reachable');
  const args = [
    '--exclude-path=/v1/events', // a stream ends with its reader
    '--phases=examples,coverage,fuzzing',
    `--max-examples=${IS_LONG ? 20 : 2}`,
    '--continue-on-failure',
    '--request-timeout=10',
  ];
  const { ok, report } = await runSchemathesis(tester, { url, seed: SEED, args });
  expect(ok, report).toBe(true);
}, 3_200_000);
