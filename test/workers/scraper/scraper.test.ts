import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { createControlBroker } from '../../../adapters/amqp/control-broker.ts';
import { createDispatcherBroker } from '../../../adapters/amqp/dispatcher-broker.ts';
import { createScraperBroker } from '../../../adapters/amqp/scraper-broker.ts';
import { createFileBlobStore } from '../../../adapters/blobs/file-blob-store.ts';
import { createIds, hasher } from '../../../adapters/clock/ids.ts';
import { systemClock } from '../../../adapters/clock/system-clock.ts';
import { createPlainFetcher } from '../../../adapters/http/plain-fetcher.ts';
import type { BlobStore } from '../../../domain/system/blob/blob-store.ts';
import type { PermitMessage, ScrapeAnswer, ScrapeMessage } from '../../../domain/run/dispatch/message.ts';
import type { StandingHolds } from '../../../domain/job/hold/emergency-hold.ts';
import { DEFAULT_PORTS, parseAllowHosts } from '../../../domain/web/egress/policy.ts';
import { CONNECTIONS_PER_HOST } from '../../../domain/web/fetch/fetcher.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { Scraper } from '../../../workers/scraper/scraper.ts';
import { sampleHold } from '../../contracts/emergency-store.ts';
import { useBroker } from '../../support/broker-fixture.ts';
import { eventually } from '../../support/eventually.ts';
import { scrapeMessage } from '../../support/scrape-message.ts';
import { createTestBox } from '../../support/secret-box.ts';
import { createSilentLog } from '../../support/silent-log.ts';
import { type StallingSite, bigBody, createStallingSite } from './stalling-site.ts';

const folder = mkdtempSync(join(tmpdir(), 'webloom-scraper-'));
const broker = useBroker();
let site: StallingSite;
let blobs: BlobStore;
let dispatcher: Awaited<ReturnType<typeof createDispatcherBroker>>;
let answers: ScrapeAnswer[];
let gatesHeard: PermitMessage[];

beforeEach(async () => {
  blobs = await createFileBlobStore({ folder });
  site = broker.keep(await createStallingSite());
  answers = [];
  gatesHeard = [];
  dispatcher = broker.keep(await createDispatcherBroker(broker.directUrl, broker.options()));
  dispatcher.onAnswers((batch) => answers.push(...batch));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function startScraper(
  over: {
    concurrency?: number;
    prefetch?: number;
    put?: BlobStore['put'];
    isFull?: () => boolean;
    standing?: StandingHolds['standing'];
  } = {},
): Promise<Scraper> {
  const work = await createScraperBroker(broker.url, broker.options());
  const control = createControlBroker(broker.url, broker.options());
  const allowHosts = parseAllowHosts('127.0.0.1').entries;
  const plain = createPlainFetcher({ policy: { allowHosts, ports: DEFAULT_PORTS }, clock: Date.now });
  const fetchers = { plain, browser: plain };
  const put = over.put ?? ((key: string, bytes: Uint8Array) => blobs.put(key, bytes));
  const onPermit = (handler: (gate: PermitMessage) => void): Promise<void> =>
    control.onPermit((gate) => {
      handler(gate);
      gatesHeard.push(gate);
    });
  const ports = {
    work,
    control: { onPermit },
    fetchers,
    blobs: { put },
    logins: null,
    proxies: null,
    secrets: createTestBox(),
    disk: { isFull: over.isFull ?? (() => false) },
    holds: { standing: over.standing ?? (() => []) },
    clock: systemClock,
    ids: createIds(),
    hasher,
    log: createSilentLog(),
  };
  const scraper = new Scraper(ports, {
    scraperId: 's',
    ...(over.concurrency ? { concurrency: over.concurrency } : {}),
    ...(over.prefetch ? { prefetch: over.prefetch } : {}),
  });
  await scraper.start();
  for (const part of [work, control, plain]) broker.keep(part);
  return scraper;
}

function messageFor(path: string, changes: Partial<ScrapeMessage> = {}): ScrapeMessage {
  return scrapeMessage({ urlKey: path, url: site.origin + path, replyTo: dispatcher.replyTo, ...changes });
}

async function bodyOf(answer: ScrapeAnswer | undefined): Promise<Uint8Array> {
  const { key, offset, length } = answer?.pack ?? { key: 'runs/none', offset: 0, length: 0 };
  return (await blobs.slice(key, offset, length)) ?? new Uint8Array();
}

test('pages are answered with the place and hash of their bytes', async () => {
  await startScraper();
  await dispatcher.publish(['/a', '/b', '/image', '/gone'].map((path) => messageFor(path)));
  await eventually(() => answers.length === 4);
  const byPath = new Map(answers.map((answer) => [answer.urlKey, answer]));
  expect(Buffer.from(await bodyOf(byPath.get('/b'))).toString()).toBe('<p>/b</p>');
  expect(byPath.get('/b')?.hash).toBe(hasher.sha256('<p>/b</p>'));
  expect(byPath.get('/image')).toMatchObject({ outcome: 'failed', reason: 'not-a-page' });
  expect(byPath.get('/image')?.pack).toBeUndefined();
  expect(byPath.get('/gone')).toMatchObject({ outcome: 'http-error', reason: 'not-found', status: 404 });
});

test('a body of 10 MB arrives byte for byte', async () => {
  await startScraper();
  await dispatcher.publish([messageFor('/big')]);
  await eventually(() => answers.length === 1);
  expect(Buffer.compare(Buffer.from(await bodyOf(answers[0])), bigBody())).toBe(0);
});

test('late and gated messages are answered without a request', async () => {
  await startScraper();
  const control = createControlBroker(broker.directUrl, broker.options());
  broker.keep(control);
  await control.publishPermit({ runId: 'closed', gateSeq: 4, open: false });
  await eventually(() => gatesHeard.length > 0);
  await dispatcher.publish([
    messageFor('/late', { sendBy: Date.now() - 1 }),
    messageFor('/gated', { runId: 'closed', gateSeq: 4 }),
    messageFor('/after', { runId: 'closed', gateSeq: 5 }),
  ]);
  await eventually(() => answers.length === 3);
  expect(Object.fromEntries(answers.map((answer) => [answer.urlKey, answer.outcome]))).toEqual({
    '/late': 'late',
    '/gated': 'gated',
    '/after': 'fetched',
  });
  expect(site.requests).toEqual(['/after']);
});

test('late pages do not make those behind them late, however few messages are held', async () => {
  await startScraper({ prefetch: 2 });
  site.stall();
  const late = Array.from({ length: 1_000 }, (_, n) => messageFor(`/late${n}`, { sendBy: Date.now() - 1 }));
  const fresh = messageFor('/fresh', { sendBy: Date.now() + 20_000 });
  await dispatcher.publish([messageFor('/slow'), ...late, fresh]);
  await eventually(() => answers.length >= late.length, 30_000);
  await eventually(() => site.requests.length === 2);
  expect(site.requests).toEqual(['/slow', '/fresh']);
  site.release();
  await eventually(() => answers.length === late.length + 2);
});

test('a message delivered twice at once is fetched once', async () => {
  await startScraper();
  site.stall();
  await dispatcher.publish([messageFor('/twice'), messageFor('/twice'), messageFor('/once')]);
  await eventually(() => site.requests.length === 2);
  site.release();
  await eventually(() => answers.length === 2);
  await eventually(async () => (await dispatcher.depth()) === 0);
  expect(site.requests.filter((path) => path === '/twice')).toHaveLength(1);
});

test('a dispatcher that sends a message again from a new queue gets the answer there', async () => {
  await startScraper();
  const other = broker.keep(await createDispatcherBroker(broker.directUrl, broker.options()));
  const heard: ScrapeAnswer[] = [];
  other.onAnswers((batch) => heard.push(...batch));
  site.stall();
  await dispatcher.publish([messageFor('/moved')]);
  await eventually(() => site.requests.length === 1);
  // In order on one queue: when the second has begun, the first was seen again.
  await other.publish([messageFor('/moved', { replyTo: other.replyTo }), messageFor('/next')]);
  await eventually(() => site.requests.length === 2);
  site.release();
  await eventually(() => heard.length === 1 && answers.length === 1);
  expect([heard[0]?.urlKey, answers[0]?.urlKey]).toEqual(['/moved', '/next']);
  expect(site.requests).toEqual(['/moved', '/next']);
});

test('a message repeated later is answered again, with bytes that are there', async () => {
  await startScraper();
  for (const count of [1, 2]) {
    await dispatcher.publish([messageFor('/again')]);
    await eventually(() => answers.length === count);
  }
  expect(answers[0]?.hash).toBe(answers[1]?.hash);
  for (const answer of answers) expect(Buffer.from(await bodyOf(answer)).toString()).toBe('<p>/again</p>');
});

test('while the blob store fails nothing is answered, and nothing is lost', async () => {
  let failures = 0;
  await startScraper({
    put: async (key, bytes) => {
      failures += 1;
      if (failures === 1) throw new WebloomError('dependency-unavailable', 'the disk is full');
      await blobs.put(key, bytes);
    },
  });
  await dispatcher.publish([messageFor('/kept')]);
  await eventually(() => answers.length === 1);
  expect(failures).toBe(2);
  expect(Buffer.from(await bodyOf(answers[0])).toString()).toBe('<p>/kept</p>');
});

test('without room for a page it is answered as not fetched: no attempt, nothing named that is not there', async () => {
  let isFull = true;
  await startScraper({
    put: async (key, bytes) => {
      if (isFull) throw new WebloomError('disk-full', 'no room');
      await blobs.put(key, bytes);
    },
  });
  await dispatcher.publish([messageFor('/full')]);
  await eventually(() => answers.length === 1);
  expect(answers[0]).toMatchObject({ outcome: 'late', reason: 'disk-full', urlKey: '/full' });
  expect(answers[0]).not.toHaveProperty('pack');
  isFull = false;
  await dispatcher.publish([messageFor('/full', { attempt: 2 })]);
  await eventually(() => answers.length === 2);
  expect(answers[1]).toMatchObject({ outcome: 'fetched', attempt: 2 });
});

test('while there is no room nothing is fetched', async () => {
  await startScraper({ isFull: () => true });
  await dispatcher.publish([messageFor('/never')]);
  await eventually(() => answers.length === 1);
  expect(answers[0]).toMatchObject({ outcome: 'late', reason: 'disk-full' });
  expect(site.requests).not.toContain('/never');
});

test('nothing is fetched of what an emergency hold covers, and the visit comes again', async () => {
  const holds = [sampleHold('hold_1', { scope: { kind: 'job', jobId: 'held' } })];
  await startScraper({ standing: () => holds });
  await dispatcher.publish([messageFor('/held', { jobId: 'held' }), messageFor('/free', { jobId: 'free' })]);
  await eventually(() => answers.length === 2);
  const byPath = new Map(answers.map((answer) => [answer.urlKey, answer]));
  expect(byPath.get('/held')).toMatchObject({ outcome: 'late', reason: 'gate-closed' });
  expect(byPath.get('/free')?.outcome).toBe('fetched');
  expect(site.requests).not.toContain('/held');
});

test('pages that wait for a connection are given back when everything is held or their gate closes', async () => {
  let standing: ReturnType<StandingHolds['standing']> = [];
  const scraper = await startScraper({ standing: () => standing });
  const control = broker.keep(createControlBroker(broker.url, broker.options()));
  site.stall();
  const paths = Array.from({ length: CONNECTIONS_PER_HOST + 4 }, (_, index) => `/waits-${index}`);
  const gated = paths.slice(-2).map((path) => messageFor(path, { runId: 'run_gated' }));
  await dispatcher.publish([...paths.slice(0, -2).map((path) => messageFor(path)), ...gated]);
  await eventually(() => scraper.load().inFlight === paths.length);
  await eventually(() => site.requests.length === CONNECTIONS_PER_HOST);
  await control.publishPermit({ runId: 'run_gated', gateSeq: 2, open: false });
  await eventually(() => gatesHeard.length === 1);
  standing = [sampleHold('hld_1')];
  site.release();
  await eventually(() => answers.length === paths.length);
  expect(site.requests).toHaveLength(CONNECTIONS_PER_HOST);
  const unfetched = answers.filter(({ outcome }) => outcome !== 'fetched').map(({ urlKey }) => urlKey);
  expect(new Set(unfetched)).toEqual(new Set(paths.slice(-4)));
});

test('stop ends what is in flight, answers it, and hands back what had not begun', async () => {
  const scraper = await startScraper({ concurrency: 2 });
  site.stall();
  await dispatcher.publish(['/1', '/2', '/3', '/4'].map((path) => messageFor(path)));
  await eventually(() => scraper.load().inFlight === 2 && scraper.load().waiting === 2);
  const stopped = scraper.stop(10_000);
  site.release();
  await stopped;
  await eventually(() => answers.length >= 2);
  await eventually(async () => (await dispatcher.depth()) === 2);
  expect(new Set(site.requests).size).toBe(2);
});

test('stop hands back what does not end in time', async () => {
  const scraper = await startScraper();
  site.stall();
  await dispatcher.publish([messageFor('/slow')]);
  await eventually(() => site.requests.length === 1);
  await scraper.stop(0);
  await eventually(async () => (await dispatcher.depth()) === 1);
  expect(answers).toEqual([]);
});

test('a connection lost in the middle costs no answer', async () => {
  await startScraper();
  site.stall();
  const paths = Array.from({ length: 30 }, (_, index) => `/p${index}`);
  await dispatcher.publish(paths.map((path) => messageFor(path)));
  await eventually(() => site.requests.length > 0);
  broker.proxy.cut();
  site.release();
  await eventually(() => new Set(answers.map((answer) => answer.urlKey)).size === paths.length);
  for (const answer of answers) expect((await bodyOf(answer)).length).toBeGreaterThan(0);
});
