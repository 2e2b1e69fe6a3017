// The whole job on the demo shop: a first run stores what is there, a second one finds what the shop changed and nothing
// else, and the books of both agree with the documents. The half of it that JavaScript builds is rendered by itself.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { expectedChanges, quietDifferences } from '../../cli/demo/shop/expected-change.ts';
import { LAMPS, lampChanges } from '../../cli/demo/shop/lamp.ts';
import { BUSY_PATH, MISSING_PATH, type Shop, startShop } from '../../cli/demo/shop/shop.ts';
import type { Change } from '../../domain/page/page.ts';
import type { Run } from '../../domain/run/run.ts';
import { recount } from '../support/recount.ts';
import { type System, startSystem } from '../support/system.ts';

let shop: Shop;
let system: System;
let jobId: string;
let first: Run;

beforeAll(async () => {
  shop = await startShop({ port: 0 });
  system = await startSystem({
    services: inject('services'),
    name: 'shop',
    ownHosts: [`127.0.0.1:${shop.port}`],
    processes: { renderer: 1 },
  });
  jobId = await system.createJob({
    source: { kind: 'site', start: [`${shop.url}/`] },
    changes: { sampleNoise: true },
  });
});

afterAll(async () => {
  await system?.close();
  await shop?.stop();
});

test('a first run stores every page of the shop, and its ledger is that of the documents', async () => {
  first = await system.completed(jobId);
  const books = await recount(system, first);
  expect(books.faults).toEqual([]);
  expect(books.endings.get('/')).toBe('stored(noise-sampled)');
  expect(books.endings.get(MISSING_PATH)).toBe('failed(not-found)');
  // Which pages are sampled follows from their keys, in which the shop's port has a part.
  expect(books.endings.get(BUSY_PATH)).toMatch(/^stored\((?:first-visit|noise-sampled)\)$/);
  // A login form says nothing of its own: it is no baseline.
  expect(books.endings.get('/login')).toBe('failed(unjudged)');
  const served = new Set(
    shop
      .requests()
      .filter(({ status, path }) => status === 200 && path !== '/robots.txt' && path !== '/login')
      .map(({ path }) => path),
  );
  const stored = [...books.endings].filter(([, ending]) => ending.startsWith('stored('));
  const sampled = stored.filter(([, ending]) => ending === 'stored(noise-sampled)');
  // Up to three of each kind of page; the most that chunks decided at the same moment may choose.
  expect(sampled.length).toBeGreaterThanOrEqual(3);
  expect(sampled.length).toBeLessThanOrEqual(48);
  expect(new Set(stored.map(([path]) => path))).toEqual(served);
  expect(await system.mongo.history.changes({ jobId, limit: 10 })).toEqual([]);
});

test('a second run finds exactly what the shop changed', async () => {
  shop.advance();
  const second = await system.completed(jobId);
  const books = await recount(system, second);
  expect(books.faults).toEqual([]);
  const expected = expectedChanges(1, 2);
  const quiet = new Set(quietDifferences(1, 2).map(({ path }) => path));
  const told = await system.mongo.history.changes({ runId: second._id, jobId, limit: 100 });
  const found = told.filter((change) => !quiet.has(pathOf(change)) && !isAdvertisement(change)).map(toLine);
  expect(found.toSorted()).toEqual(expected.map(({ kind, path }) => `${kind} ${path}`).toSorted());
  expect(told.every((change) => change.state === 'confirmed')).toBe(true);
  const points = await system.mongo.history.prices({ runId: second._id, jobId, limit: 100 });
  const moved = points.filter((point) => point.changed && point.beforeMinor !== point.minor);
  for (const { path, price } of expected.filter(({ kind }) => kind === 'price')) {
    const point = moved.find(({ url }) => new URL(url).pathname === path);
    expect(point, path).toMatchObject({
      currency: price?.currency,
      beforeMinor: price?.beforeMinor,
      minor: price?.afterMinor,
    });
  }
});

test('a lamp that JavaScript builds is rendered by itself, and its new price is told', async () => {
  const lampJob = await system.createJob({ source: { kind: 'pages', urls: [`${shop.url}/app/lamp-1`] } });
  const query = { jobId: lampJob, limit: 100 };
  const { history } = system.mongo;
  expect((await recount(system, await system.completed(lampJob))).faults).toEqual([]);
  const [{ before, after } = { before: 0, after: 0 }] = lampChanges(shop.act, shop.act + 1).map(
    ({ beforeMinor, afterMinor }) => ({ before: beforeMinor, after: afterMinor }),
  );
  expect(await history.prices(query)).toMatchObject([{ currency: 'EUR', minor: before }]);
  shop.advance();
  expect((await recount(system, await system.completed(lampJob))).faults).toEqual([]);
  expect(await history.changes(query)).toMatchObject([{ kind: 'price', state: 'confirmed' }]);
  const told = (await history.prices(query)).filter(({ beforeMinor }) => beforeMinor !== undefined);
  expect(told).toMatchObject([{ currency: 'EUR', beforeMinor: before, minor: after }]);
});

test('the endless list of lamps is read to its end', async () => {
  const listJob = await system.createJob({
    source: { kind: 'pages', urls: [`${shop.url}/app`] },
    fetch: { scroll: 'end' },
  });
  await system.completed(listJob);
  const [stored] = await system.mongo.history.snapshots({ jobId: listJob, limit: 1 });
  const texts = (await system.blocks(stored?.blocksKey ?? '')).map(({ text }) => text);
  expect(LAMPS.filter(({ name }) => !texts.some((text) => text.includes(name)))).toEqual([]);
});

function pathOf({ url }: Change): string {
  return new URL(url).pathname;
}

/** The shop shows another advertisement at every look; that is noise to be learned, not news of a page. */
function isAdvertisement({ detail }: Change): boolean {
  const { blocks } = detail;
  return blocks.length > 0 && blocks.every((block) => block.before?.startsWith('Advertisement') === true);
}

/** A paragraph that was added to a known page is a change of its text. */
function toLine(change: Change): string {
  const kind = change.kind === 'added' && change.fromSnapshot !== undefined ? 'text' : change.kind;
  return `${kind} ${pathOf(change)}`;
}
