// Runs over pages that are known: unchanged ones cost one conditional request, changes are told, and a page that is gone is
// looked at twice before it counts as removed.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { recount } from '../support/recount.ts';
import { type System, startSystem } from '../support/system.ts';

const PAGES = 40;
const SECOND_LOOK_MS = 9_000;

let pages: ManyPages;
let system: System;
let jobId: string;

beforeAll(async () => {
  pages = await startManyPages({ pages: PAGES, validators: true });
  system = await startSystem({ services: inject('services'), name: 'known', ownHosts: [pages.host] });
  jobId = await system.createJob({ source: { kind: 'site', start: [pages.startUrl] } });
});

afterAll(async () => {
  await system?.close();
  await pages?.close();
});

async function runAgain() {
  const before = pages.requests().length;
  const run = await system.completed(jobId);
  const books = await recount(system, run);
  expect(books.faults).toEqual([]);
  return { run, books, requests: pages.requests().slice(before) };
}

test('the pages of an unchanged site are each asked for once, conditionally', async () => {
  const first = await runAgain();
  expect(first.books.classes.stored).toBe(PAGES + 1);
  const { books, requests } = await runAgain();
  expect(books.classes).toEqual({ stored: 0, unchanged: PAGES + 1, failed: 0, skipped: 0 });
  expect(new Set(books.endings.values())).toEqual(new Set(['unchanged(not-modified)']));
  expect(requests.map(({ path }) => path).toSorted()).toEqual(['/', ...pages.paths].toSorted());
  expect(requests.every(({ conditional }) => conditional)).toBe(true);
});

test('pages that are gone are looked at twice, and only those that stay gone are removed', async () => {
  const [missing = '', gone = '', flickering = '', revised = ''] = pages.paths;
  pages.refuse(missing, 404);
  pages.refuse(gone, 410);
  pages.refuse(flickering, 404, 1);
  pages.revise(revised);
  const { run, books, requests } = await runAgain();
  const changes = await system.mongo.history.changes({ runId: run._id, jobId, limit: 100 });
  const told = changes.map(({ kind, url }) => `${kind} ${new URL(url).pathname}`);
  expect(told.filter((line) => line.startsWith('removed'))).toHaveLength(2);
  expect(told).toEqual(expect.arrayContaining([`removed ${missing}`, `removed ${gone}`]));
  expect(changes.map(({ url }) => new URL(url).pathname).toSorted()).toEqual(
    [missing, gone, revised].toSorted(),
  );
  expect(books.endings.get(missing)).toBe('stored(page-removed)');
  expect(books.endings.get(gone)).toBe('stored(page-removed)');
  expect(books.endings.get(flickering)).toMatch(/^unchanged/);
  for (const path of [missing, gone, flickering]) {
    const [look, second, ...more] = requests.filter((request) => request.path === path);
    expect(more).toEqual([]);
    expect((second?.atMs ?? 0) - (look?.atMs ?? 0)).toBeGreaterThan(SECOND_LOOK_MS);
    // A second look trusts nothing it was told before.
    expect(second?.conditional).toBe(false);
  }
});

test('a page that was removed is not asked for again at once, and nothing is told about it twice', async () => {
  const { run, requests } = await runAgain();
  expect(await system.mongo.history.changes({ runId: run._id, jobId, limit: 100 })).toEqual([]);
  const [missing = '', gone = ''] = pages.paths;
  for (const path of [missing, gone])
    expect(requests.filter((request) => request.path === path).length).toBeLessThanOrEqual(1);
});
