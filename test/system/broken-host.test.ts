// A host that failed and was then left alone is asked again by the next run, in the same dispatcher that saw it fail.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { CIRCUIT_THRESHOLD } from '../../domain/web/politeness/circuit.ts';
import type { Run } from '../../domain/run/run.ts';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { type System, startSystem } from '../support/system.ts';

const GIVE_UP_MS = 10_000;
/** Longer than the second run waits, and than the circuit is open after the first. */
const LEFT_ALONE_MS = 12_000;

let pages: ManyPages;
let system: System;

beforeAll(async () => {
  pages = await startManyPages({ pages: 8, latencyMs: 50 });
  system = await startSystem({
    services: inject('services'),
    name: 'broken',
    ownHosts: [pages.host],
    processes: { scraper: 2 },
  });
});

afterAll(async () => {
  await system?.close();
  await pages?.close();
});

async function run(paths: readonly string[], config: object): Promise<Run> {
  const jobId = await system.createJob({
    source: { kind: 'pages', urls: paths.map((path) => pages.site.url(path)) },
    ...config,
  });
  return system.ended((await system.start(jobId))._id, 120_000);
}

async function hostDocument(): Promise<{ failedInRow: number; failingSince: number; openUntil: number }> {
  const host = await system.mongo.hosts.get(pages.host);
  if (host === null) throw new Error(`nobody knows ${pages.host}`);
  return host;
}

test('a host that failed and was left alone is asked by the next run, and answers it', async () => {
  const broken = pages.paths.slice(0, 3);
  for (const path of broken) pages.refuse(path, 503);
  const failed = await run(broken, { fetch: { maxAttempts: 2 } });
  expect(failed.state).toBe('failed');
  // The fault hit: its circuit opened, and long ago compared with what the next run waits.
  const after = await hostDocument();
  expect(after.failedInRow).toBeGreaterThanOrEqual(CIRCUIT_THRESHOLD);
  const leftAt = performance.now();
  await eventually(() => performance.now() - leftAt > LEFT_ALONE_MS, LEFT_ALONE_MS + 1_000);
  expect(Date.now() - after.failingSince).toBeGreaterThan(GIVE_UP_MS);
  const before = pages.requests().length;
  const healthy = pages.paths.slice(3, 8);
  const second = await run(healthy, { giveUpAfterMs: GIVE_UP_MS });
  expect(second.endingReason).toMatchObject({ code: 'all-done' });
  expect(second.state).toBe('completed');
  const asked = pages.requests().slice(before);
  expect(new Set(asked.map(({ path }) => path))).toEqual(new Set(healthy));
  expect(await hostDocument()).toMatchObject({ failedInRow: 0, failingSince: 0, openUntil: 0 });
});
