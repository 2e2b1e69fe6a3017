// A limit of the month on real services: two runs share the last pages, processes are killed over it, and what is used
// equals the documents afterwards.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startJob } from '../../domain/job/verb/verbs.ts';
import { monthEnd, monthOf, monthStart } from '../../domain/job/limit/period.ts';
import { parsePlans } from '../../domain/job/limit/schema.ts';
import { usageId } from '../../domain/job/limit/usage.ts';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { recount } from '../support/recount.ts';
import { type System, startSystem } from '../support/system.ts';

const PAGES = 100;
const LIMIT = 120;
const PLANS = JSON.stringify({ small: { pagesPerMonth: LIMIT, concurrentRuns: 2 } });

let pages: ManyPages;
let system: System;
let ports: System['ports'];
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'webloom-limits-'));
  const file = join(folder, 'plans.json');
  writeFileSync(file, PLANS);
  pages = await startManyPages({ pages: PAGES, latencyMs: 100 });
  system = await startSystem({
    services: inject('services'),
    name: 'limits',
    ownHosts: [pages.host],
    processes: { monitor: 1 },
    env: { WEBLOOM_PLANS_FILE: file },
  });
  ports = { ...system.ports, planBook: { plans: parsePlans(PLANS, file), ofNewWorkspaces: 'small' } };
  await system.mongo.workspaces.change('default', { plan: 'small' });
});

afterAll(async () => {
  await system?.close();
  await pages?.close();
  rmSync(folder, { recursive: true });
});

async function start(): Promise<string> {
  const jobId = await system.createJob({ source: { kind: 'site', start: [pages.startUrl] } });
  const { run } = await startJob(ports, jobId);
  return run?._id ?? '';
}

test('two runs that are killed over the last pages of the month use them up and no more', async () => {
  const runIds = [await start(), await start()];
  await expect(start()).rejects.toMatchObject({
    code: 'plan-limit',
    facts: { limit: 'concurrentRuns', value: 2, used: 2 },
  });
  await eventually(() => pages.requests().length > 30, 30_000);
  await Promise.all([system.one('orchestrator').kill9(), system.one('dispatcher').kill9()]);
  const ended = await Promise.all(runIds.map((runId) => system.ended(runId, 90_000)));
  const limited = ended.filter(({ endingReason }) => endingReason?.code === 'limit-reached');
  expect(limited.length).toBeGreaterThan(0);
  for (const run of ended) {
    expect(run.state).toBe(limited.includes(run) ? 'failed' : 'completed');
    expect((await recount(system, run)).faults).toEqual([]);
  }
  const month = monthOf(ended[0]?.createdAt ?? new Date());
  const documents = await system.mongo.usage.endedPages('default', monthStart(month), monthEnd(month));
  expect(documents).toBe(LIMIT);
  expect(await system.mongo.usage.get(usageId('default', 'pagesPerMonth', month))).toMatchObject({
    used: documents,
    holds: [],
  });
  expect(await system.mongo.usage.get(usageId('default', 'concurrentRuns', 'now'))).toMatchObject({
    holds: [],
  });
  await expect(start()).rejects.toMatchObject({
    code: 'plan-limit',
    facts: { limit: 'pagesPerMonth', value: LIMIT, used: LIMIT, resetsAt: monthEnd(month).toISOString() },
  });
});
