// Store, broker and Temporal are killed in mid-run. Their supervisor starts them again on the same port and data, and the
// run completes by itself.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServiceName } from '../../cli/stack/service.ts';
import { type Stack, createStack } from '../../cli/stack/stack.ts';
import type { SupervisorEvent } from '../../cli/stack/supervisor.ts';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { recount } from '../support/recount.ts';
import { type System, startSystem } from '../support/system.ts';

const PAGES = 150;
const KILLS = 8;
const RUN_MS = 120_000;

let pages: ManyPages;
let stack: Stack;
let system: System;
let jobId: string;
const dataDir = mkdtempSync(join(tmpdir(), 'webloom-loss-'));
const pids = new Map<string, number>();

beforeAll(async () => {
  pages = await startManyPages({ pages: PAGES, latencyMs: 150 });
  // Of this file alone: the others need theirs alive.
  const { PATH, HOME } = process.env;
  stack = createStack({ dataDir, env: { PATH, HOME }, log: () => undefined, onEvent: notePid });
  system = await startSystem({ services: await stack.start(), name: 'loss', ownHosts: [pages.host] });
  jobId = await system.createJob({
    source: { kind: 'site', start: [pages.startUrl] },
    // Answers that were lost with the broker are waited for this long.
    fetch: { deadlineMs: 5_000 },
  });
  await system.completed(jobId);
});

afterAll(async () => {
  await system?.close();
  await stack?.stop();
  await pages?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function notePid(event: SupervisorEvent): void {
  if (event.type === 'started') pids.set(event.name, event.pid);
  else pids.delete(event.name);
}

/** Kills the service as it runs now; its supervisor starts it again. */
async function killService(name: ServiceName): Promise<void> {
  const pid = await eventually(() => pids.get(name), 30_000);
  process.kill(pid, 'SIGKILL');
  await eventually(() => pids.get(name) !== pid);
}

test.each<ServiceName>(['store', 'rabbitmq', 'temporal'])(
  'a run during which the %s is killed completes by itself',
  async (name) => {
    const [path = ''] = pages.paths;
    pages.revise(path);
    const before = pages.requests().length;
    const run = await system.start(jobId);
    await eventually(() => pages.requests().length - before > PAGES / 4, 30_000);
    const halfway = pages.requests().length - before;
    await killService(name);
    const ended = await system.ended(run._id, RUN_MS);
    expect(ended.state, ended.endingReason?.detail).toBe('completed');
    expect(halfway).toBeLessThan(PAGES);
    const books = await recount(system, ended);
    expect(books.faults).toEqual([]);
    expect(books.classes).toEqual({ stored: 1, unchanged: PAGES, failed: 0, skipped: 0 });
    const changes = await system.mongo.history.changes({ runId: run._id, jobId, limit: 1_000 });
    expect(changes.map(({ url }) => url)).toEqual([pages.site.url(path)]);
  },
);

/** The same sequence for the same seed (xorshift). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

test('a run during which anything is killed at random, again and again, completes by itself', async () => {
  const seed = Date.now() % 2 ** 31;
  console.info(`seed ${seed}`);
  const random = createRandom(seed);
  const revised = pages.paths.slice(0, 20);
  for (const path of revised) pages.revise(path);
  const run = await system.start(jobId);
  const victims = [...system.processes, ...(['store', 'rabbitmq', 'temporal'] as const)];
  for (let kills = 0; kills < KILLS; kills += 1) {
    const victim = victims[Math.floor(random() * victims.length)];
    const pauseMs = 200 + random() * 1_500;
    const from = performance.now();
    await eventually(() => performance.now() - from > pauseMs);
    if (typeof victim === 'string') await killService(victim);
    else if (victim !== undefined) {
      await eventually(() => victim.running);
      await victim.kill9();
    }
  }
  const ended = await system.ended(run._id, RUN_MS);
  expect(ended.state, ended.endingReason?.detail).toBe('completed');
  const books = await recount(system, ended);
  expect(books.faults).toEqual([]);
  expect(books.classes).toEqual({
    stored: revised.length,
    unchanged: PAGES + 1 - revised.length,
    failed: 0,
    skipped: 0,
  });
  const changes = await system.mongo.history.changes({ runId: run._id, jobId, limit: 1_000 });
  expect(changes.map(({ url }) => new URL(url).pathname).toSorted()).toEqual(revised.toSorted());
});
