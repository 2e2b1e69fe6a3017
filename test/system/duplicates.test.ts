// Every message twice: a scraper in this process is handed each URL again as soon as it has settled it, and sends each batch
// of answers twice. Pages are fetched twice for it and stored once.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createControlBroker } from '../../adapters/amqp/control-broker.ts';
import { type ScraperBroker, createScraperBroker } from '../../adapters/amqp/scraper-broker.ts';
import { createPlainFetcher } from '../../adapters/http/plain-fetcher.ts';
import { DEFAULT_PORTS, parseAllowHosts } from '../../domain/web/egress/policy.ts';
import type { ScrapeWorkBroker } from '../../domain/run/dispatch/broker.ts';
import { NO_HOLDS } from '../../domain/job/hold/emergency-hold.ts';
import { Scraper } from '../../workers/scraper/scraper.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { recount } from '../support/recount.ts';
import { createTestBox } from '../support/secret-box.ts';
import { createSilentLog } from '../support/silent-log.ts';
import { type System, startSystem } from '../support/system.ts';

const PAGES = 60;

let pages: ManyPages;
let system: System;
let jobId: string;
const closing: (() => Promise<unknown>)[] = [];
const seen = { messages: 0, batches: 0 };

beforeAll(async () => {
  pages = await startManyPages({ pages: PAGES });
  system = await startSystem({
    services: inject('services'),
    name: 'twice',
    ownHosts: [pages.host],
    processes: { scraper: 0 },
  });
  const options = { log: createSilentLog(), namespace: system.namespace };
  const work = await createScraperBroker(system.amqpUrl, options);
  const control = createControlBroker(system.amqpUrl, options);
  const { entries: allowHosts } = parseAllowHosts(pages.host);
  const plain = createPlainFetcher({ policy: { allowHosts, ports: DEFAULT_PORTS }, clock: Date.now });
  const { clock, ids, hasher, log } = system.ports;
  const disk = { isFull: () => false };
  const shared = {
    blobs: system.blobs,
    disk,
    holds: NO_HOLDS,
    logins: null,
    proxies: null,
    secrets: createTestBox(),
    clock,
    ids,
    hasher,
    log,
  };
  const fetchers = { plain, browser: plain };
  const scraper = new Scraper({ ...shared, control, fetchers, work: twice(work) }, { scraperId: 'twice' });
  await scraper.start();
  closing.push(
    () => plain.close(),
    () => control.close(),
    () => work.close(),
    () => scraper.stop(1_000),
  );
});

afterAll(async () => {
  for (const close of closing.toReversed()) await close();
  await system?.close();
  await pages?.close();
});

function twice(broker: ScraperBroker): ScrapeWorkBroker {
  return {
    consume: (prefetch, handler) =>
      broker.consume(prefetch, (message, delivery) => {
        seen.messages += 1;
        handler(message, {
          ...delivery,
          settle: (verdict) => {
            delivery.settle(verdict);
            handler(message, { ...delivery, settle: () => undefined });
          },
        });
      }),
    answer: async (replyTo, answers) => {
      seen.batches += 1;
      await broker.answer(replyTo, answers);
      return broker.answer(replyTo, answers);
    },
    cancel: () => broker.cancel(),
  };
}

test('URLs and answers that are delivered twice are stored once', async () => {
  jobId = await system.createJob({ source: { kind: 'site', start: [pages.startUrl] } });
  const run = await system.completed(jobId);
  expect(seen.messages).toBeGreaterThan(PAGES);
  expect(seen.batches).toBeGreaterThan(0);
  // The site was asked for everything again.
  expect(pages.requests().length).toBeGreaterThan(PAGES * 1.5);
  const books = await recount(system, run);
  expect(books.faults).toEqual([]);
  expect(books.classes).toEqual({ stored: PAGES + 1, unchanged: 0, failed: 0, skipped: 0 });
  expect(await system.mongo.pages.list(jobId, { after: null, limit: 1_000 })).toHaveLength(PAGES + 1);
});

test('a change that is delivered twice is told once', async () => {
  const [path = ''] = pages.paths;
  pages.revise(path);
  const run = await system.completed(jobId);
  expect((await recount(system, run)).faults).toEqual([]);
  const changes = await system.mongo.history.changes({ runId: run._id, jobId, limit: 10 });
  expect(changes.map(({ url }) => url)).toEqual([pages.site.url(path)]);
});
