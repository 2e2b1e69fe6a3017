// A run is stopped while RabbitMQ is frozen, not dead: its connections stay, it confirms nothing, and it brings no message of the
// stop to anybody. What scrapers had answered by then is kept, and the run ends within its grace, not when the broker goes on.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stopJob } from '../../domain/job/verb/stop-job.ts';
import { eventually } from '../support/eventually.ts';
import { type OwnServices, startOwnServices } from '../support/fault/own-services.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { recount } from '../support/recount.ts';
import { type System, startSystem } from '../support/system.ts';

const PAGES = 80;
/** One site is asked for all its pages within 20 s: the run is midway when it is stopped. */
const DELAY_MS = 250;
const GRACE_MS = 5_000;
/** The latest requests, whose answers may be on their way still: those of a second. */
const UNHEARD = 4;
/** So many pages were heard and not stored when the broker is frozen. */
const ALONE = 5;
/** The slowest machine reads what it has, stores it and ends the run within this time after the grace. */
const ENDED_MS = GRACE_MS + 40_000;

let services: OwnServices;
let pages: ManyPages;
let system: System;

beforeAll(async () => {
  services = await startOwnServices('frozen-stop');
  pages = await startManyPages({ pages: PAGES, latencyMs: 50 });
  const { addresses } = services;
  const ownHosts = [pages.host];
  system = await startSystem({
    services: addresses,
    name: 'frozen-stop',
    ownHosts,
    processes: { monitor: 1 },
  });
});

afterAll(async () => {
  await system?.close();
  await pages?.close();
  await services?.stop();
});

/** The pages whose answers were heard: others were sent for and asked for since, by the same dispatcher and scraper. */
function heard(): readonly string[] {
  return pages
    .requests()
    .slice(0, -UNHEARD)
    .map(({ path }) => path);
}

/** Waits until pages were heard that no stage has taken on yet: a stop can lose them. Returns all that were heard. */
async function heardAlone(runId: string): Promise<readonly string[]> {
  return eventually(async () => {
    const chunks = await system.mongo.chunks.listInState(runId, ['committed']);
    const stored = chunks.reduce((sum, { counts }) => sum + (counts?.stored ?? 0), 0);
    const known = heard();
    return known.length - stored >= ALONE ? known : null;
  }, 60_000);
}

test('a run that is stopped while RabbitMQ is frozen keeps every answer that was heard before', async () => {
  const jobId = await system.createJob({
    source: { kind: 'pages', urls: pages.paths.map((path) => pages.site.url(path)) },
    fetch: { delayMs: DELAY_MS, deadlineMs: 8_000 },
    stopGraceMs: GRACE_MS,
  });
  const run = await system.start(jobId);
  const kept = await heardAlone(run._id);
  await services.freeze('rabbitmq');
  const { state } = await stopJob(system.ports, jobId, { force: false });
  expect(state).toBe('stopping');
  const ended = await system.ended(run._id, ENDED_MS);
  services.thaw('rabbitmq');
  expect([ended.state, ended.endingReason?.code]).toEqual(['stopped', 'stopped-by-user']);
  const books = await recount(system, ended);
  expect(books.faults).toEqual([]);
  expect(kept.map((path) => `${path} ${books.endings.get(path)}`)).toEqual(
    kept.map((path) => `${path} stored(first-visit)`),
  );
  expect(books.classes.skipped).toBeGreaterThan(0);
});
