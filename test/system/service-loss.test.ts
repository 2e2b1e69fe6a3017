// Store, broker and Temporal are killed in mid-run. Their supervisor starts them again on the same port and data, and the
// run completes by itself.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServiceName } from '../../cli/stack/service.ts';
import { type TestServices, startTestServices } from '../../cli/stack/test-services.ts';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { recount } from '../support/recount.ts';
import { type System, startSystem } from '../support/system.ts';

const PAGES = 150;

let pages: ManyPages;
let services: TestServices;
let system: System;
let jobId: string;
const restarts: string[] = [];

beforeAll(async () => {
  pages = await startManyPages({ pages: PAGES, latencyMs: 150 });
  // Of this file alone: the others need theirs alive.
  const { PATH, HOME } = process.env;
  services = await startTestServices({
    env: { PATH, HOME },
    log: (line) => restarts.push(line),
  });
  system = await startSystem({ services, name: 'loss', ownHosts: [pages.host] });
  jobId = await system.createJob({
    source: { kind: 'site', start: [pages.startUrl] },
    // Answers that were lost with the broker are waited for this long.
    fetch: { deadlineMs: 5_000 },
  });
});

afterAll(async () => {
  await system?.close();
  await services?.stop();
  await pages?.close();
});

function pidOf(name: ServiceName): number {
  const pid = services.services.find((service) => service.name === name)?.pid;
  if (pid === undefined) throw new Error(`the ${name} has no process of its own`);
  return pid;
}

test.each<ServiceName>(['store', 'rabbitmq', 'temporal'])(
  'a run during which the %s is killed completes by itself',
  async (name) => {
    const [path = ''] = pages.paths;
    pages.revise(path);
    const before = pages.requests().length;
    const run = await system.start(jobId);
    await eventually(() => pages.requests().length - before > PAGES / 4, 30_000);
    process.kill(pidOf(name), 'SIGKILL');
    const halfway = pages.requests().length - before;
    await eventually(() => restarts.some((line) => line.startsWith(`${name} is running again`)), 30_000);
    const ended = await system.ended(run._id, 120_000);
    expect(ended.state, ended.endingReason?.detail).toBe('completed');
    expect(halfway).toBeLessThan(PAGES);
    const books = await recount(system, ended);
    expect(books.faults).toEqual([]);
    const { stored, unchanged, failed, skipped } = books.classes;
    expect({ all: stored + unchanged, failed, skipped }).toEqual({ all: PAGES + 1, failed: 0, skipped: 0 });
    const changes = await system.mongo.history.changes({ runId: run._id, jobId, limit: 1_000 });
    const expected = ended.seq === 1 ? [] : [pages.site.url(path)];
    expect(changes.map(({ url }) => url)).toEqual(expected);
  },
);
