// Temporal comes back without its database, in the middle of a run: search attributes and schedules are put back by the
// monitor, the run that lost its workflow ends with that reason, and new runs start. No other process is started again.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stack, createStack } from '../../cli/stack/stack.ts';
import { pauseJob, putSchedule } from '../../domain/job/verb/verbs.ts';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { recount } from '../support/recount.ts';
import { type System, startSystem } from '../support/system.ts';

const PAGES = 60;
const HOURLY = { kind: 'interval', everyMs: 3_600_000 };

let pages: ManyPages;
let stack: Stack;
let system: System;
let temporalPid = 0;
const dataDir = mkdtempSync(join(tmpdir(), 'webloom-temporal-loss-'));

beforeAll(async () => {
  pages = await startManyPages({ pages: PAGES, latencyMs: 150 });
  const { PATH, HOME } = process.env;
  stack = createStack({
    dataDir,
    env: { PATH, HOME },
    log: () => undefined,
    onEvent: (event) => {
      if (event.name !== 'temporal') return;
      if (event.type === 'started') temporalPid = event.pid;
      // The supervisor starts it again after this: it finds an empty folder.
      if (event.type === 'crashed') loseDatabase();
    },
  });
  system = await startSystem({
    services: await stack.start(),
    name: 'temporal-loss',
    ownHosts: [pages.host],
    processes: { monitor: 1 },
  });
});

afterAll(async () => {
  await system?.close();
  await stack?.stop();
  await pages?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function loseDatabase(): void {
  const folder = join(dataDir, 'temporal');
  for (const file of readdirSync(folder)) if (file.startsWith('temporal.db')) rmSync(join(folder, file));
}

async function scheduled(): Promise<string> {
  const jobId = await system.createJob({
    source: { kind: 'pages', urls: [pages.startUrl] },
    schedule: HOURLY,
  });
  const job = await system.mongo.jobs.get(jobId);
  if (job === null) throw new Error('the job is not there');
  await putSchedule(system.ports, job, false);
  return jobId;
}

test('all that was kept there is put back, and runs go on without a restart', async () => {
  const [active, paused] = [await scheduled(), await scheduled()];
  await pauseJob(system.ports, paused);
  const run = await system.start(
    await system.createJob({ source: { kind: 'site', start: [pages.startUrl] }, limits: { maxPages: 50 } }),
  );
  await eventually(() => pages.requests().length > 10, 30_000);
  const before = system.processes.map(({ pid }) => pid);
  const pid = temporalPid;
  process.kill(pid, 'SIGKILL');
  await eventually(() => temporalPid !== pid, 30_000);
  // The fault hit: the server is another one, and the run was still going on.
  expect((await system.run(run._id)).state).toBe('running');
  await eventually(
    async () => (await stateOf(active)) === 'active' && (await stateOf(paused)) === 'paused',
    60_000,
  );
  const ended = await system.ended(run._id);
  expect([ended.state, ended.endingReason?.code]).toEqual(['failed', 'workflow-lost']);
  // What the lost workflow never came to is counted too, and nothing was written after the count.
  expect((await recount(system, ended)).faults).toEqual([]);
  await system.completed(active);
  expect(system.processes.map((each) => each.pid)).toEqual(before);
});

/** `missing` too while the server is not back. */
async function stateOf(jobId: string): Promise<string> {
  return system.ports.engine.scheduleState(jobId).catch(() => 'missing');
}
