// What a run did in another way than was meant, when half of its pages lost their selector and the pipeline stood still and was
// then killed: each page counts once, and the wait for the store is told.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { signAfter } from '../../domain/system/agent/presence.ts';
import type { ChunkState } from '../../domain/run/chunk.ts';
import type { FallbackCount } from '../../domain/run/fallback/fallback.ts';
import { type Handler, type Site, startSite } from '../support/site/site.ts';
import { eventually } from '../support/eventually.ts';
import { startSystem, type System } from '../support/system.ts';

const PAGES = 120;
const CHUNK = 10;
const WINDOW = 2;
/** Every third page is built anew between the two runs. */
const REBUILT = PAGES / 3;
const STAND_STILL_MS = 40_000;
const FILL_MS = 4_000;

let site: Site;
let system: System;
let isRebuilt = false;

beforeAll(async () => {
  const paths = Array.from({ length: PAGES }, (_, n) => `/p/${n}`);
  site = await startSite(Object.fromEntries(paths.map((path, n) => [path, answerOf(n)] as const)));
  system = await startSystem({
    services: inject('services'),
    name: 'fallbacks',
    ownHosts: [`127.0.0.1:${site.port}`],
    env: { WEBLOOM_CHUNK_MAX: String(CHUNK), WEBLOOM_CHUNK_WINDOW: String(WINDOW) },
    processes: { orchestrator: 1, dispatcher: 1, pipeline: 1, scraper: 1, monitor: 1 },
  });
});

afterAll(async () => {
  await system?.close();
  await site?.close();
});

/** One page answers an error at first, once the site is built anew. */
function answerOf(n: number): Handler {
  let refusals = n === 1 ? 1 : 0;
  return (_, response) => {
    if (isRebuilt && refusals-- > 0) {
      response.writeHead(502).end();
      return;
    }
    const price = isRebuilt && n % 3 === 0 ? 'now' : 'price';
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(
      `<title>Page ${n}</title><main><h1>Page ${n}</h1><p>The same text at every look at page ${n}.</p><b class="${price}">${n} EUR</b></main>`,
    );
  };
}

test('a run says what was done in another way, also after its pipeline was killed', async () => {
  const jobId = await system.createJob({
    source: { kind: 'pages', urls: Array.from({ length: PAGES }, (_, n) => site.url(`/p/${n}`)) },
    fields: [{ name: 'cost', locators: [{ selector: '.price' }, { selector: '.now' }] }],
    fetch: { obeyRobots: false },
  });
  const first = await system.completed(jobId);
  expect(first.totals).not.toHaveProperty('fallbacks');

  isRebuilt = true;
  const { _id: runId } = await system.start(jobId);
  await standStill(runId);
  await system.one('pipeline').kill9();
  const { state, totals } = await system.ended(runId);

  expect(state).toBe('completed');
  expect(totals).toMatchObject({ discovered: PAGES, failed: 0, skipped: 0 });
  const told = byKind(totals?.fallbacks ?? []);
  expect(Object.keys(told)).toEqual(['other-selector', 'later-attempt', 'slow-store']);
  expect(told['other-selector']).toMatchObject({ count: REBUILT });
  expect(told['other-selector']?.detail).toBe('Its first selector found nothing: cost by “.now”.');
  expect(told['later-attempt']).toMatchObject({ count: 1, url: site.url('/p/1') });
  expect(told['slow-store']?.detail).toMatch(/^The chunk that begins with it waited \d+ s\.$/);
  await expectAlike(runId, totals?.fallbacks ?? []);
});

/** Freezes the pipeline amid the run, until all chunks in flight are fetched and it has given no sign of life for a while. */
async function standStill(runId: string): Promise<void> {
  const pipeline = system.one('pipeline');
  const { pid } = pipeline;
  for (let committed = 1; ; committed = (await inState(runId, 'committed')) + 1) {
    await eventually(async () => (await inState(runId, 'committed')) >= committed, STAND_STILL_MS);
    pipeline.freeze();
    if (await isFull(runId)) break;
    // It was cut off before it had planned the next chunk, so nothing would wait for the store.
    pipeline.thaw();
  }
  await eventually(async () => {
    const agents = await system.mongo.agents.list();
    const frozen = agents.find((agent) => agent.pid === pid);
    const now = system.ports.clock.now().getTime();
    return frozen !== undefined && signAfter(now - frozen.at.getTime()) !== 'healthy';
  }, STAND_STILL_MS);
}

/** Whether the window fills with chunks that are fetched, while nobody stores them. */
async function isFull(runId: string): Promise<boolean> {
  try {
    return await eventually(async () => (await inState(runId, 'scraped', 'storing')) === WINDOW, FILL_MS);
  } catch {
    return false;
  }
}

async function inState(runId: string, ...states: ChunkState[]): Promise<number> {
  return (await system.mongo.chunks.listInState(runId, states)).length;
}

/** The outcome files, the chunks and the tally tell the same as the run. */
async function expectAlike(runId: string, told: readonly FallbackCount[]): Promise<void> {
  const chunks = await system.mongo.chunks.list(runId, { limit: 1_000 });
  const rows = await Promise.all(chunks.map(({ files }) => system.files.read('store', files.store ?? '')));
  const taken = rows
    .flat()
    .flatMap(({ url, fallbacks = [] }) => fallbacks.map(({ kind }) => `${kind} ${url}`));
  expect(new Set(taken).size).toBe(taken.length);
  expect(taken).toHaveLength(REBUILT + 1);
  const waited = chunks.filter(({ waited: wait }) => wait !== undefined);
  expect(waited.map(({ counts }) => counts?.fallbacks?.some(({ kind }) => kind === 'slow-store'))).toEqual(
    waited.map(() => true),
  );
  expect(byKind(told)['slow-store']?.count).toBe(waited.length);
  const tallied = Object.fromEntries(told.map(({ kind, count }) => [`fallbacks|${kind}`, count]));
  await eventually(async () => {
    const { counts } = await system.mongo.tally.read();
    return Object.entries(tallied).every(([key, count]) => counts[key] === count);
  });
}

function byKind(all: readonly FallbackCount[]): Partial<Record<FallbackCount['kind'], FallbackCount>> {
  return Object.fromEntries(all.map((one) => [one.kind, one]));
}
