import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChunkCounts } from '../../../../domain/run/chunk.ts';
import { NO_COUNTS } from '../../../../domain/run/ledger.ts';
import { costOfVisit, sumHosts } from '../../../../domain/run/report/host-cost.ts';
import { type PaidChunk, TOLD_HOSTS, receiptOf } from '../../../../domain/run/report/receipt.ts';

const VISIT = { requests: 1, wireBytes: 500, waitMs: 20, elapsedMs: 40, status: 200 };

function chunk(counts: Partial<ChunkCounts>, more: Partial<PaidChunk> = {}): PaidChunk {
  return { state: 'committed', counts: { ...NO_COUNTS, hosts: [], ...counts }, ...more };
}

describe('the cost of a visit', () => {
  it.each([
    [200, '2xx'],
    [304, '3xx'],
    [404, '4xx'],
    [503, '5xx'],
    [undefined, 'none'],
    [999, 'none'],
  ])('with the answer %s counts as %s', (status, name) => {
    expect(costOfVisit('a.test', { ...VISIT, status })?.answers).toMatchObject({ [name]: 1 });
  });

  it('is nothing where nothing was asked', () => {
    expect(costOfVisit('a.test', { ...VISIT, requests: 0, wireBytes: 0, waitMs: 0 })).toBeNull();
  });

  it('keeps the wait of a visit that was put off before it was asked', () => {
    const cost = costOfVisit('a.test', { ...VISIT, requests: 0, wireBytes: 0 });
    expect(cost).toMatchObject({ requests: 0, waitMs: 20, timed: 0, elapsedMs: 0 });
    expect(Object.values(cost?.answers ?? {})).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('hosts', () => {
  const cost = fc
    .record({
      host: fc.constantFrom('a.test', 'b.test', 'c.test:81', 'd.test'),
      requests: fc.nat(5),
      wireBytes: fc.nat(9_000),
      waitMs: fc.nat(900),
      elapsedMs: fc.nat(900),
      status: fc.constantFrom(200, 301, 404, 500, undefined),
    })
    .map(({ host, ...visit }) => costOfVisit(host, visit))
    .filter((one) => one !== null);

  it('add up to the same however the visits are cut into chunks and whatever is kept one by one', () => {
    fc.assert(
      fc.property(fc.array(cost), fc.nat(40), fc.nat(4), (costs, cut, most) => {
        const total = (of: readonly { requests: number; wireBytes: number; elapsedMs: number }[]) =>
          of.reduce(
            (sum, { requests, wireBytes, elapsedMs }) => sum + requests * 1e9 + wireBytes + elapsedMs,
            0,
          );
        const twice = sumHosts([...sumHosts(costs.slice(0, cut), 9), ...sumHosts(costs.slice(cut), 9)], most);
        expect(total(twice)).toBe(total(costs));
        if (most === 4) expect(twice).toEqual(sumHosts(costs, 4));
        expect(twice.filter(({ host }) => host !== '').length).toBeLessThanOrEqual(most);
      }),
    );
  });

  it('beyond the number that is kept stand in one row with how many they are', () => {
    const costs = ['a', 'b', 'c', 'd'].map((host, index) =>
      costOfVisit(host, { ...VISIT, requests: 9 - index }),
    );
    const rows = sumHosts(
      costs.filter((one) => one !== null),
      2,
    );
    expect(rows.map(({ host, hosts, requests }) => [host, hosts, requests])).toEqual([
      ['a', 1, 9],
      ['b', 1, 8],
      ['', 2, 13],
    ]);
  });
});

describe('a receipt', () => {
  it('sums committed chunks alone', () => {
    const hosts = [costOfVisit('a.test', VISIT)].filter((one) => one !== null);
    const paid = chunk({ requests: 1, wireBytes: 500, waitMs: 20, cpuMs: 7, hosts });
    const receipt = receiptOf([paid, paid, { ...paid, state: 'storing' }, { ...paid, state: 'dropped' }]);
    expect(receipt).toMatchObject({ chunks: 2, requests: 2, wireBytes: 1_000, waitMs: 40, cpuMs: 14 });
    expect(receipt.hosts).toMatchObject([{ host: 'a.test', requests: 2, elapsedMs: 80, timed: 2 }]);
    expect(receipt.isByHost).toBe(true);
  });

  it('says when chunks do not tell their hosts', () => {
    expect(receiptOf([{ state: 'committed', counts: NO_COUNTS }]).isByHost).toBe(false);
  });

  it('tells of each stage how long it worked and what that took', () => {
    const times = {
      scrape: { startedAt: 100, finishedAt: 400 },
      parse: { startedAt: 400, finishedAt: 450, cpuMs: 30 },
      store: { startedAt: 450, cpuMs: 5 },
    };
    const { stages } = receiptOf([chunk({}, { times, committedAt: new Date(480) }), chunk({})]);
    expect(stages.filter(({ workMs }) => workMs > 0)).toEqual([
      { stage: 'scrape', workMs: 300, cpuMs: null },
      { stage: 'parse', workMs: 50, cpuMs: 30 },
      { stage: 'store', workMs: 30, cpuMs: 5 },
    ]);
  });

  it('tells a hundred hosts one by one', () => {
    const hosts = Array.from({ length: 130 }, (_, index) => costOfVisit(`h${index}.test`, VISIT));
    const receipt = receiptOf([chunk({ hosts: hosts.filter((one) => one !== null) })]);
    expect(receipt.hosts).toHaveLength(TOLD_HOSTS + 1);
    expect(receipt.hosts.at(-1)).toMatchObject({ host: '', hosts: 30, requests: 30 });
  });
});
