// What holds for every planning round, whatever hosts are due in it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type HostPlan,
  SMALL_REMAINDER,
  chunkSize,
  cutChunks,
  shareOf,
} from '../../../../domain/run/plan/cut-chunks.ts';
import { all, countByHost, entries, entry, plan } from '../../../support/frontier-entry.ts';

const hostPlans = fc.record({
  delayMs: fc.constantFrom(0, 0, 20, 1_000, 30_000),
  open: fc.nat({ max: 20 }),
  most: fc.constantFrom(0, 1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY),
});
const rounds = fc.record({
  plans: fc.array(hostPlans, { minLength: 1, maxLength: 6 }),
  counts: fc.array(fc.nat({ max: 400 }), { minLength: 6, maxLength: 6 }),
  maxVisits: fc.integer({ min: 1, max: 500 }),
  firstChunkNo: fc.integer({ min: 1, max: 30 }),
  maxChunks: fc.integer({ min: 1, max: 8 }),
  flush: fc.boolean(),
  openPaced: fc.nat({ max: 3 }),
});

type AnyRound = typeof rounds extends fc.Arbitrary<infer T> ? T : never;

function cutRound({ plans, counts, ...rules }: AnyRound) {
  const due = plans.flatMap((_, host) =>
    Array.from({ length: counts[host] ?? 0 }, (__, n) => entry(host * 1_000 + n, `h${host}.test`)),
  );
  const planOf = (host: string): HostPlan => plans[Number(host.slice(1, 2))] ?? plan();
  return {
    due,
    planOf,
    cut: cutChunks(due, { ...rules, isFirstRun: true, isGrowing: true, planOf, cutOff: new Set() }),
  };
}

describe('whatever is due', () => {
  it('is taken at most once, in chunks that are neither empty nor too large', () => {
    fc.assert(
      fc.property(rounds, (round) => {
        const { chunks } = cutRound(round).cut;
        const taken = chunks.flatMap((chunk) => chunk.entries.map(({ _id }) => _id));
        expect(new Set(taken).size).toBe(taken.length);
        expect(chunks.length).toBeLessThanOrEqual(round.maxChunks);
        for (const [i, chunk] of chunks.entries()) {
          expect(chunk.chunkNo).toBe(round.firstChunkNo + i);
          expect(chunk.entries.length).toBeGreaterThan(0);
          expect(chunk.entries.length).toBeLessThanOrEqual(chunkSize(chunk.chunkNo, round.maxVisits));
        }
      }),
    );
  });

  it('gives no host more than two shares, nor more than it may have out', () => {
    fc.assert(
      fc.property(rounds, (round) => {
        const { cut, planOf } = cutRound(round);
        for (const chunk of cut.chunks.filter(({ paced }) => paced)) {
          for (const [host, visits] of Object.entries(countByHost(chunk.entries)))
            expect(visits).toBeLessThanOrEqual(shareOf(planOf(host).delayMs, chunk.chunkNo, true));
        }
        for (const [host, visits] of Object.entries(countByHost(cut.chunks.flatMap((one) => one.entries))))
          expect(visits + planOf(host).open).toBeLessThanOrEqual(
            Math.max(planOf(host).most, planOf(host).open),
          );
      }),
    );
  });

  it('starves nobody: a host with nothing out is served, or told to be left over', () => {
    fc.assert(
      fc.property(rounds, (round) => {
        const { due, planOf, cut } = cutRound({ ...round, openPaced: 0, flush: true, maxVisits: 500 });
        const served = countByHost(cut.chunks.flatMap((chunk) => chunk.entries));
        for (const host of Object.keys(countByHost(due))) {
          const { open, most } = planOf(host);
          if (open > 0 || most === 0 || round.maxChunks < 2) continue;
          expect(served[host] ?? 0).toBeGreaterThan(0);
        }
        if (cut.chunks.length === 0 && cut.leftOver)
          expect(round.plans.some(({ open }) => open > 0)).toBe(true);
      }),
    );
  });

  it('of fast hosts leaves no more than a small remainder, unless the round is full', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1_200 }), rounds, (count, round) => {
        const { plans: _plans, counts: _counts, ...asked } = round;
        const { chunks, leftOver } = cutChunks(entries(count), {
          ...asked,
          isFirstRun: true,
          isGrowing: true,
          planOf: all({}),
          cutOff: new Set(),
        });
        const taken = chunks.reduce((sum, chunk) => sum + chunk.entries.length, 0);
        expect(leftOver).toBe(taken < count);
        if (!leftOver || chunks.length === asked.maxChunks) return;
        expect(asked.flush).toBe(false);
        expect(count - taken).toBeLessThan(SMALL_REMAINDER);
      }),
    );
  });
});
