import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RunTotals, sumCounts, toLedger } from '../../../../domain/run/ledger.ts';
import { OUTCOMES, type Outcome } from '../../../../domain/run/outcome.ts';
import { sumHosts } from '../../../../domain/run/report/host-cost.ts';
import type { StoreRow } from '../../../../domain/run/stage/stage-row.ts';
import { countRows } from '../../../../domain/run/visit/count-rows.ts';
import { addUp } from '../../../../domain/run/tally/tally-counts.ts';
import { sampleChange, samplePrice } from '../../../contracts/sample-documents.ts';

const REASON_OF = {
  stored: 'changed',
  unchanged: 'same-text',
  failed: 'timeout',
  skipped: 'robots-disallowed',
  deferred: 'host-wait',
} as const;

function row(urlKey: string, outcome: StoreRow['outcome'], fields: Partial<StoreRow> = {}): StoreRow {
  return {
    urlKey,
    url: `http://shop.test/${urlKey}`,
    visit: 1,
    outcome,
    reason: REASON_OF[outcome],
    attempts: 1,
    requests: 1,
    wireBytes: 100,
    elapsedMs: 5,
    waitMs: 2,
    fetchedAt: 0,
    depth: 0,
    links: 0,
    why: [],
    changes: [],
    prices: [],
    ...fields,
  };
}

describe('the counts of a chunk', () => {
  it('are sums over its outcome rows', () => {
    const changes = [
      sampleChange('p', 1, { state: 'confirmed' }),
      sampleChange('p', 2, { state: 'pending' }),
    ];
    const prices = [samplePrice('p', 1, { changed: true }), samplePrice('p', 2)];
    const counts = countRows(
      [row('a', 'stored', { changes, prices }), row('b', 'failed'), row('c', 'deferred')],
      7,
    );
    expect(counts).toMatchObject({
      stored: 1,
      failed: 1,
      deferred: 1,
      changes: 1,
      priceChanges: 1,
      pricePoints: 2,
      requests: 3,
      wireBytes: 300,
      waitMs: 6,
      cpuMs: 7,
      countedFailures: 1,
      reasons: { changed: 1, timeout: 1 },
    });
  });

  it('tell how long pages took to answer, where they were asked', () => {
    const rows = [
      row('a', 'stored', { elapsedMs: 300 }),
      row('b', 'failed', { elapsedMs: 40_000 }),
      row('c', 'skipped', { requests: 0 }),
      row('d', 'deferred'),
    ];
    expect(countRows(rows, 0).fetchTimes).toEqual({
      'fetchDuration|stored|500': 1,
      'fetchDuration|stored|sum': 0.3,
      'fetchDuration|failed|inf': 1,
      'fetchDuration|failed|sum': 40,
    });
  });

  it('take back the class an entry was counted in before', () => {
    const second = row('a', 'stored', { visit: 2, countedAs: 'failed', reason: 'page-removed' });
    expect(countRows([second], 0)).toMatchObject({ stored: 1, failed: -1 });
  });

  it('tell on how many pages a required field was not found, once for each page', () => {
    const rows = [
      row('a', 'stored', { missingFields: ['price', 'title'] }),
      row('b', 'unchanged', { missingFields: ['price'] }),
      row('b', 'unchanged', { missingFields: ['price'], visit: 2, countedAs: 'unchanged' }),
      row('c', 'stored', { missingFields: ['price'], visit: 2, countedAs: 'failed' }),
      row('d', 'stored'),
    ];
    const counts = countRows(rows, 0);
    expect(counts.missingFields).toEqual({ price: 3, title: 1 });
    expect(sumCounts([counts, counts, countRows([], 0)]).missingFields).toEqual({ price: 6, title: 2 });
    expect(sumCounts([countRows([row('a', 'stored')], 0)])).not.toHaveProperty('missingFields');
  });

  it('do not take back what is handed back again', () => {
    expect(countRows([row('a', 'deferred', { visit: 2, countedAs: 'failed' })], 0)).toMatchObject({
      failed: 0,
    });
  });

  it('count a change when it is confirmed, not when it waits', () => {
    const settle = { changeIds: ['c'], state: 'confirmed' } as const;
    expect(countRows([row('a', 'stored', { settle })], 0).changes).toBe(1);
    expect(countRows([row('a', 'stored', { settle: { ...settle, state: 'withdrawn' } })], 0).changes).toBe(0);
  });

  it('count as failures only what says something about the health of the run', () => {
    const rows = [
      row('a', 'failed', { reason: 'not-found' }),
      row('b', 'failed', { reason: 'removal-pending' }),
    ];
    expect(countRows(rows, 0)).toMatchObject({ failed: 2, countedFailures: 0 });
  });
});

/** What becomes of one URL: looks that end in a class or are handed back, each in a chunk of its own. */
const looks = fc.array(fc.constantFrom<StoreRow['outcome']>(...OUTCOMES, 'deferred'), { maxLength: 5 });

function rowsOf(urlKey: string, outcomes: readonly StoreRow['outcome'][]): StoreRow[] {
  let countedAs: Outcome | undefined;
  let visit = 1;
  return outcomes.map((outcome) => {
    const made = row(urlKey, outcome, { visit, ...(countedAs === undefined ? {} : { countedAs }) });
    if (outcome !== 'deferred') {
      countedAs = outcome;
      visit += 1;
    }
    return made;
  });
}

describe('the ledger', () => {
  it('adds up at every instant, whatever the visits and second looks end in', () => {
    fc.assert(
      fc.property(fc.array(looks, { maxLength: 20 }), fc.nat({ max: 30 }), (pages, openVisits) => {
        const chunks = pages
          .flatMap((outcomes, i) => rowsOf(`k${i}`, outcomes))
          .map((one) => countRows([one], 0));
        for (let done = 0; done <= chunks.length; done++) {
          const ledger = toLedger(pages.length, sumCounts(chunks.slice(0, done)), openVisits);
          const { discovered, stored, unchanged, failed, skipped, pending, inFlight } = ledger;
          expect(stored + unchanged + failed + skipped + pending + inFlight).toBe(discovered);
          for (const part of [stored, unchanged, failed, skipped, pending, inFlight]) {
            expect(part).toBeGreaterThanOrEqual(0);
          }
        }
      }),
    );
  });

  it('ends with every URL in the class of its last look', () => {
    fc.assert(
      fc.property(fc.array(looks, { maxLength: 20 }), (pages) => {
        const rows = pages.flatMap((outcomes, i) => rowsOf(`k${i}`, outcomes));
        const ledger = toLedger(pages.length, countRows(rows, 0), 0);
        for (const outcome of OUTCOMES) {
          const ended = pages.filter((list) => list.findLast((one) => one !== 'deferred') === outcome).length;
          expect(ledger[outcome]).toBe(ended);
        }
        expect(ledger.pending).toBe(pages.filter((list) => list.every((one) => one === 'deferred')).length);
      }),
    );
  });

  it('is the same however the rows are spread over chunks', () => {
    fc.assert(
      fc.property(fc.array(looks, { maxLength: 12 }), fc.nat({ max: 40 }), (pages, cut) => {
        const rows = pages.flatMap((outcomes, i) => rowsOf(`k${i}`, outcomes));
        const chunks = [countRows(rows.slice(0, cut), 1), countRows(rows.slice(cut), 2)];
        const parts: Omit<RunTotals, 'chunks' | 'discovered' | 'durationMs'> = sumCounts(chunks);
        const { hosts, fetchTimes = {}, ...whole } = countRows(rows, 3);
        expect(parts).toEqual(whole);
        expect(
          sumHosts(
            chunks.flatMap((counts) => counts.hosts ?? []),
            100,
          ),
        ).toEqual(hosts);
        const times = addUp(chunks.map((counts) => counts.fetchTimes ?? {}));
        expect(Object.keys(times).toSorted()).toEqual(Object.keys(fetchTimes).toSorted());
        for (const [key, count] of Object.entries(times)) expect(count).toBeCloseTo(fetchTimes[key] ?? 0);
      }),
    );
  });
});

describe('the hosts of a chunk', () => {
  it('have what their visits cost, and make the counts of the chunk together', () => {
    const counts = countRows(
      [
        row('a', 'stored', { status: 200, requests: 2 }),
        row('b', 'failed', { url: 'http://slow.test:81/b', status: 503 }),
        row('c', 'deferred', { url: 'http://slow.test:81/c', requests: 0, wireBytes: 0, waitMs: 50 }),
        row('d', 'skipped', { url: 'http://not.asked/', requests: 0, wireBytes: 0, waitMs: 0 }),
      ],
      1,
    );
    expect(counts.hosts?.map(({ host, requests, waitMs }) => [host, requests, waitMs])).toEqual([
      ['shop.test', 2, 2],
      ['slow.test:81', 1, 52],
    ]);
    const sum = (name: 'requests' | 'wireBytes' | 'waitMs'): number =>
      (counts.hosts ?? []).reduce((total, host) => total + host[name], 0);
    expect([sum('requests'), sum('wireBytes'), sum('waitMs')]).toEqual([
      counts.requests,
      counts.wireBytes,
      counts.waitMs,
    ]);
  });
});

describe('what the pages of a chunk looked like', () => {
  it('is counted by field, type and body, and a page that is looked at again counts once', () => {
    const seen = { fields: { price: true, stock: false }, type: 'product', bodyBytes: 900 };
    const { seen: counts } = countRows(
      [
        row('a', 'stored', { seen }),
        row('b', 'unchanged', { seen: { fields: { price: false }, type: 'other' } }),
        row('c', 'failed'),
        row('d', 'unchanged', { seen, countedAs: 'failed' }),
        row('a', 'unchanged', { seen, countedAs: 'stored' }),
      ],
      1,
    );
    expect(counts).toEqual({
      pages: 3,
      fieldPages: { price: 3, stock: 2 },
      fieldFound: { price: 2 },
      types: { product: 2, other: 1 },
      bodies: 2,
      bodyBytes: 1_800,
    });
  });
});

it('counts a field that is called as something every object has', () => {
  const name = 'constructor';
  const seen = { fields: { [name]: false } };
  const counts = countRows([row('a', 'stored', { seen, missingFields: [name] })], 1);
  expect(counts.missingFields).toEqual({ [name]: 1 });
  expect(sumCounts([counts, counts])).toMatchObject({
    missingFields: { [name]: 2 },
    seen: { fieldPages: { [name]: 2 } },
  });
});
