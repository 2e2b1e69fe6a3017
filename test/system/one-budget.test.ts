// Politeness as the site measures it: two jobs share one budget of a host, and a scraper that was frozen does not make up
// for lost time.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { recount } from '../support/recount.ts';
import { type System, startSystem } from '../support/system.ts';

const DELAY_MS = 200;
/** A scraper may send what it has this long after its slot, so two may come closer together than they were due. Pauses below a second are kept on average. */
const LATE_MS = 250;
/** On a loaded machine a timer of the site's may be late too. */
const SLACK_MS = 100;
const WINDOW_MS = 5 * DELAY_MS;
const MAX_IN_WINDOW = Math.ceil((WINDOW_MS + LATE_MS) / DELAY_MS);
const FROZEN_MS = 3_000;

let pages: ManyPages;
let system: System;

beforeAll(async () => {
  pages = await startManyPages({ pages: 30 });
  system = await startSystem({
    services: inject('services'),
    name: 'budget',
    ownHosts: [pages.host],
    processes: { scraper: 2, dispatcher: 2 },
  });
});

afterAll(async () => {
  await system?.close();
  await pages?.close();
});

function pagesJob(urls: readonly string[]): Promise<string> {
  return system.createJob({
    source: { kind: 'pages', urls },
    // The site has no robots.txt; reading it would be a request without a slot.
    fetch: { delayMs: DELAY_MS, obeyRobots: false },
  });
}

/** The most requests that came within any window of this length. */
function mostWithin(times: readonly number[], windowMs: number): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + windowMs).length));
}

test('two jobs on one host together keep the pause between requests', async () => {
  const urls = pages.paths.map((path) => pages.site.url(path));
  const jobIds = await Promise.all([pagesJob(urls), pagesJob(urls)]);
  const before = pages.requests().length;
  const runs = await Promise.all(jobIds.map((jobId) => system.completed(jobId)));
  const times = pages
    .requests()
    .slice(before)
    .map(({ atMs }) => atMs);
  expect(times).toHaveLength(2 * pages.paths.length);
  const span = Math.max(...times) - Math.min(...times);
  expect(span).toBeGreaterThan((times.length - 1) * DELAY_MS - LATE_MS - SLACK_MS);
  expect(mostWithin(times, WINDOW_MS)).toBeLessThanOrEqual(MAX_IN_WINDOW);
  for (const run of runs) expect((await recount(system, run)).faults).toEqual([]);
});

test('after a thaw no two requests are closer than the pause allows', async () => {
  const delayMs = 1_000;
  const before = pages.requests().length;
  const times = (): number[] =>
    pages
      .requests()
      .slice(before)
      .map(({ atMs }) => atMs);
  const urls = pages.paths.slice(0, 16).map((path) => pages.site.url(`${path}?thawed`));
  const source = { kind: 'pages', urls };
  const run = await system.start(
    await system.createJob({ source, fetch: { delayMs, obeyRobots: false, maxAttempts: 10 } }),
  );
  await eventually(() => times().length >= 2, 20_000);
  const hits: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const last = times().at(-1) ?? 0;
    for (const scraper of system.all('scraper')) scraper.freeze();
    // Thawed when the newest slot is more than a third of a pause old: sent now, it is too close to the one after it.
    const thawAt = last + 2 * delayMs + 0.36 * delayMs;
    await eventually(() => performance.now() >= thawAt, 5_000);
    for (const scraper of system.all('scraper')) scraper.thaw();
    hits.push(times().filter((at) => at > last + 0.5 * delayMs && at < thawAt).length);
    const seen = times().length;
    await eventually(() => times().length >= seen + 3, 30_000);
  }
  expect((await system.ended(run._id)).state).toBe('completed');
  // Each freeze was felt: nothing came while it lasted.
  expect(hits).toEqual([0, 0, 0]);
  const gaps = times()
    .slice(1)
    .map((at, index) => at - (times()[index] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThan(0.66 * delayMs);
});

test('frozen scrapers that go on do not ask for what was due meanwhile all at once', async () => {
  const urls = pages.paths.map((path) => pages.site.url(`${path}?frozen`));
  const before = pages.requests().length;
  const run = await system.start(await pagesJob(urls));
  await eventually(() => pages.requests().length - before >= 5, 20_000);
  for (const scraper of system.all('scraper')) scraper.freeze();
  const frozenAt = performance.now();
  await eventually(() => performance.now() - frozenAt > FROZEN_MS, FROZEN_MS + 1_000);
  for (const scraper of system.all('scraper')) scraper.thaw();
  const thawedAt = performance.now();
  const ended = await system.ended(run._id);
  expect(ended.state).toBe('completed');
  const times = pages
    .requests()
    .slice(before)
    .map(({ atMs }) => atMs);
  // The freeze was felt, and what came after it kept the pace.
  expect(times.filter((at) => at > frozenAt + 100 && at < thawedAt)).toEqual([]);
  const after = times.filter((at) => at >= thawedAt);
  expect(after.length).toBeGreaterThan(10);
  expect(mostWithin(after, WINDOW_MS)).toBeLessThanOrEqual(MAX_IN_WINDOW);
  const books = await recount(system, ended);
  expect(books.faults).toEqual([]);
  expect(books.classes.stored).toBe(urls.length);
});
