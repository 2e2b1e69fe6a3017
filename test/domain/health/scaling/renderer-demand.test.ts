import { expect, test } from 'vitest';
import { notingDemand } from '../../../../domain/health/scaling/renderer-demand.ts';
import type { ScrapeBroker } from '../../../../domain/run/dispatch/broker.ts';
import type { ScrapeMessage } from '../../../../domain/run/dispatch/message.ts';
import { scrapeMessage } from '../../../support/scrape-message.ts';

const T0 = Date.UTC(2026, 0, 15, 12);
const IDLE_MS = 300_000;

function openNoting({ refusals = 0 } = {}) {
  const seen = { now: T0, noted: [] as number[], published: [] as ScrapeMessage[], warned: 0, refusals };
  const broker: ScrapeBroker = {
    replyTo: 'answers',
    reachable: () => true,
    publish: async (messages) => {
      seen.published.push(...messages);
    },
    onAnswers: () => undefined,
    onReconnect: () => undefined,
    depth: async () => 7,
  };
  const ports = {
    clock: { now: () => new Date(seen.now) },
    log: {
      warn: () => {
        seen.warned += 1;
      },
    },
    scaling: {
      noteDemand: async (until: Date) => {
        seen.refusals -= 1;
        if (seen.refusals >= 0) throw new Error('The store is away');
        seen.noted.push(until.getTime() - T0);
      },
    },
  };
  return { seen, noting: notingDemand(broker, ports, IDLE_MS) };
}

const plain = scrapeMessage();
const rendered = scrapeMessage({ fetch: { ...plain.fetch, render: true } });

test('pages that are fetched want no renderer', async () => {
  const { seen, noting } = openNoting();
  await noting.publish([plain, plain]);
  expect(seen).toMatchObject({ noted: [], published: [plain, plain] });
});

test('one page for a browser among others wants one, which is noted every few seconds', async () => {
  const { seen, noting } = openNoting();
  for (; seen.now <= T0 + 9_000; seen.now += 100) await noting.publish([plain, rendered]);
  expect(seen.noted).toEqual([IDLE_MS, IDLE_MS + 4_000, IDLE_MS + 8_000]);
  expect(seen.published).toHaveLength(182);
});

test('what could not be noted is noted with the next page, and the page goes out all the same', async () => {
  const { seen, noting } = openNoting({ refusals: 1 });
  await noting.publish([rendered]);
  await expect.poll(() => seen.warned).toBe(1);
  await noting.publish([rendered]);
  expect(seen).toMatchObject({ noted: [IDLE_MS], published: [rendered, rendered] });
});

test('all else goes to the broker as it is', async () => {
  const { noting } = openNoting();
  expect([noting.replyTo, noting.reachable(), await noting.depth()]).toEqual(['answers', true, 7]);
});
