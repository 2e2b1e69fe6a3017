// The hosts of one run side by side, as they see it: each at its own pace from the first seconds, whatever the others do.
// Pages show soon after they were fetched, at the pace of one request a second too.
import { createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { stopJob } from '../../domain/job/verb/stop-job.ts';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { type System, startSystem } from '../support/system.ts';
import { urlKeyOf } from '../../workers/url-key.ts';
import { pageId } from '../../domain/page/page-id.ts';

const DELAY_MS = 1_000;
const HOSTS = 3;
const PAGES = 900;
const WATCHED_MS = 30_000;
/** Until 2,700 URLs are collected and the first are cut, on a loaded machine. */
const BEGIN_MS = 10_000;
/** The hosts begin together. */
const SPREAD_MS = 1_500;

/** Its sites lie on ports of this address, new ones for each attempt at a test: they are the operator's own, all of them. */
const ADDRESS = '127.0.0.1';

let system: System;
let deaf: Server;
let deafHost: string;
let opened: ManyPages[] = [];

beforeAll(async () => {
  // Takes every connection and never answers.
  deaf = createServer(() => undefined);
  await new Promise<void>((resolve) => deaf.listen(0, ADDRESS, resolve));
  const address = deaf.address();
  deafHost = `${ADDRESS}:${typeof address === 'object' ? address?.port : 0}`;
  system = await startSystem({ services: inject('services'), name: 'side', ownHosts: [ADDRESS] });
  // What a process does for the first time takes long on a loaded machine.
  await system.completed(await pagesJob(urlsOf(await openSite(1), 1)));
});

afterEach(async () => {
  for (const site of opened) await site.close();
  opened = [];
});

afterAll(async () => {
  await system?.close();
  deaf?.close();
});

async function openSite(pages: number): Promise<ManyPages> {
  const site = await startManyPages({ pages });
  opened.push(site);
  return site;
}

/** Nobody listens there. */
const DEAD_HOST = '127.0.0.1:9';

function pagesJob(urls: readonly string[]): Promise<string> {
  return system.createJob({
    source: { kind: 'pages', urls },
    fetch: { delayMs: DELAY_MS, obeyRobots: false, maxAttempts: 2 },
    stopGraceMs: 0,
  });
}

function urlsOf(site: ManyPages, count: number): string[] {
  return site.paths.slice(0, count).map((path) => site.site.url(path));
}

function timesOf(site: ManyPages): number[] {
  return site.requests().map(({ atMs }) => atMs);
}

/** What a failed test shows: the pauses between requests, in ms. */
function pausesOf(times: readonly number[]): string {
  return times.map((at, index) => Math.round(at - (times[index - 1] ?? at))).join(' ');
}

test('three hosts of 900 pages each are asked at their own pace from the first seconds, and pages show soon', async () => {
  const sites = await Promise.all(Array.from({ length: HOSTS }, () => openSite(PAGES)));
  const urls = sites.flatMap((site) => urlsOf(site, PAGES));
  const jobId = await pagesJob(urls);
  const run = await system.start(jobId);
  const startedAt = performance.now();
  const [site] = sites;
  const shownAfter: number[] = [];
  let seen = 0;
  await eventually(async () => {
    // How long after its fetch each page of the first host is there.
    const asked = site?.requests() ?? [];
    for (; seen < asked.length; seen += 1) {
      const { path = '', atMs = 0 } = asked[seen] ?? {};
      const page = await system.mongo.pages.getMany([pageId(jobId, urlKeyOf(site?.site.url(path) ?? ''))]);
      if (page.size === 0) break;
      shownAfter.push(performance.now() - atMs);
    }
    return performance.now() - startedAt > WATCHED_MS;
  }, WATCHED_MS + 30_000);
  await stopJob(system.ports, jobId, { force: false });
  const begun = Math.min(...sites.flatMap((each) => timesOf(each)));
  for (const each of sites) {
    const times = timesOf(each).filter((at) => at - startedAt < WATCHED_MS);
    const [first = Number.POSITIVE_INFINITY] = times;
    expect(first - startedAt).toBeLessThan(BEGIN_MS);
    expect(first - begun).toBeLessThan(SPREAD_MS);
    // Within 10 % of what the pace allows from the first request on.
    const possible = (startedAt + WATCHED_MS - first) / DELAY_MS;
    expect(times.length, pausesOf(times)).toBeGreaterThan(possible * 0.9);
    expect(times.length).toBeLessThan(possible * 1.1 + 1);
  }
  expect(shownAfter.length).toBeGreaterThan(10);
  expect(Math.max(...shownAfter)).toBeLessThan(10_000);
  expect((await system.ended(run._id)).state).toBe('stopped');
});

test.each([
  ['dead', () => DEAD_HOST],
  ['deaf', () => deafHost],
])('300 pages of a %s host, first in the list, keep nobody waiting', async (_what, host) => {
  const others = Array.from({ length: 300 }, (_, n) => `http://${host()}/page-${n}.html`);
  const site = await openSite(20);
  const jobId = await pagesJob([...others, ...urlsOf(site, 20)]);
  const run = await system.start(jobId);
  const startedAt = performance.now();
  const times = await eventually(() => {
    const asked = timesOf(site);
    return asked.length >= 20 ? asked : null;
  }, 60_000);
  await stopJob(system.ports, jobId, { force: false });
  const [first = 0] = times;
  expect(first - startedAt).toBeLessThan(2_000);
  expect((times.at(-1) ?? 0) - first, pausesOf(times)).toBeLessThan(19 * DELAY_MS * 1.1);
  await system.ended(run._id);
});
