// Fetching given pages of a crawl again: the site sees exactly these pages, each once, whatever they link to, and what the
// job knows of them (links, depth) is as a crawl would have it.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { RunView } from '../../api/schemas/run/run.ts';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { type ServedWebloom, serveWebloom } from '../support/served-webloom.ts';

const PAGES = 12;
const WITHIN_MS = 60_000;

let pages: ManyPages;
let served: ServedWebloom;

beforeAll(async () => {
  pages = await startManyPages({ pages: PAGES, latencyMs: 20 });
  served = await serveWebloom(inject('services'), { name: 'exact-pages', host: pages.host });
});

afterAll(async () => {
  await served?.close();
  await pages?.close();
});

/** Noise samples are on, as a job has them by default. */
async function crawl(fetch: object = {}): Promise<{ jobId: string; runId: string }> {
  const source = { kind: 'site' as const, start: [pages.startUrl], maxDepth: 1 };
  const { jobId } = await served.api.createJob({
    config: { source, fetch: { maxAttempts: 1, ...fetch }, stopGraceMs: 1_000 },
  });
  const { runId } = await served.api.act(jobId, 'start');
  return { jobId, runId: runId ?? '' };
}

async function ended(runId: string): Promise<RunView> {
  return eventually(async () => {
    const run = await served.api.run(runId);
    return run.finishedAt === null ? null : run;
  }, WITHIN_MS);
}

/** The paths that were asked for while this went on, in alphabetical order. */
async function askedDuring(act: () => Promise<unknown>): Promise<string[]> {
  const before = pages.requests().length;
  await act();
  return pages
    .requests()
    .slice(before)
    .map(({ path }) => path)
    .toSorted();
}

test('the failed pages of a crawl are fetched again, and none that they link to', async () => {
  const failing = pages.paths.slice(0, 2);
  for (const path of failing) pages.refuse(path, 500, 1);
  const { runId } = await crawl();
  let againId = '';
  expect((await ended(runId)).ledger).toMatchObject({ stored: PAGES - 1, failed: 2 });
  const asked = await askedDuring(async () => {
    const again = await served.api.rerun(runId, {});
    againId = again.runId;
    const { state, ledger } = await ended(again.runId);
    expect([state, ledger.discovered, ledger.stored]).toEqual(['completed', 2, 2]);
  });
  expect(asked).toEqual(failing.toSorted());
  // As far from the first page as the crawl found them: the next crawl follows their links as far as it did.
  const { items } = await served.api.runPages(againId);
  expect(items.map(({ depth }) => depth)).toEqual([1, 1]);
});

test('dead letters of a crawl are replayed, and no page that they link to', async () => {
  const failing = pages.paths.slice(3, 6);
  for (const path of failing) pages.refuse(path, 500, 1);
  const { jobId, runId } = await crawl();
  await ended(runId);
  await eventually(async () => (await served.api.deadLetters({ jobId })).items.length === 3, WITHIN_MS);
  const asked = await askedDuring(async () => {
    const { jobs } = await served.api.replayDeadLetters({ jobId });
    await ended(jobs[0]?.runId ?? '');
  });
  expect(asked).toEqual(failing.toSorted());
});

test('the pages a stop left are fetched, and none of those it had', async () => {
  const { jobId, runId } = await crawl({ delayMs: 250 });
  const first = pages.requests().length;
  await eventually(() => pages.requests().length >= first + 4, WITHIN_MS);
  await served.api.act(jobId, 'stop');
  const { ledger } = await ended(runId);
  expect(ledger.skipped).toBeGreaterThan(2);
  const asked = await askedDuring(async () => {
    const again = await served.api.rerun(runId, { only: 'skipped' });
    expect((await ended(again.runId)).ledger).toMatchObject({ discovered: ledger.skipped });
  });
  expect(asked).toHaveLength(ledger.skipped);
  expect(new Set(asked).size).toBe(asked.length);
});
