import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkSize, cutChunks, type CutRules, SMALL_REMAINDER } from '../../../domain/plan/cut-chunks.ts';
import type { FrontierEntry } from '../../../domain/run/frontier.ts';

function entry(n: number, host = 'shop.test'): FrontierEntry {
  return {
    _id: `run:${n}`,
    runId: 'run',
    url: `http://${host}/${n}`,
    depth: 1,
    firstRound: 1,
    round: 0,
    chunks: [],
    lastChunk: 0,
    dueAt: n,
    firstDueAt: n,
    visit: 1,
    attempts: 0,
  };
}

function entries(count: number): FrontierEntry[] {
  return Array.from({ length: count }, (_, i) => entry(i));
}

const RULES: CutRules = { maxVisits: 500, firstChunkNo: 1, maxChunks: 8, flush: false, delayMsOf: () => 0 };

function sizes(count: number, rules: Partial<CutRules> = {}): number[] {
  return cutChunks(entries(count), { ...RULES, ...rules }).chunks.map((chunk) => chunk.entries.length);
}

describe('the size of a chunk', () => {
  it.each([
    [1, 20],
    [2, 40],
    [3, 80],
    [5, 320],
    [6, 500],
    [1_000, 500],
  ])('of number %i is at most %i visits', (chunkNo, size) => {
    expect(chunkSize(chunkNo, 500)).toBe(size);
  });

  it('never exceeds what the pace of the hosts allows', () => {
    expect(chunkSize(9, 60)).toBe(60);
    expect(chunkSize(1, 5)).toBe(5);
  });
});

describe('cutting', () => {
  it('makes one chunk of one for a job of one URL', () => {
    expect(sizes(1)).toEqual([1]);
  });

  it('starts small so that results show soon, then grows', () => {
    expect(sizes(300)).toEqual([20, 40, 80, 160]);
  });

  it('gives one host no more than it can answer in a minute at its pace, and never less than 20', () => {
    expect(sizes(500, { firstChunkNo: 9, delayMsOf: () => 1_000 })).toEqual([60, 60, 60, 60, 60, 60, 60, 60]);
    expect(sizes(70, { firstChunkNo: 9, delayMsOf: () => 30_000 })).toEqual([20, 20, 20]);
  });

  it('fills a chunk with the work of many slow hosts', () => {
    const due = Array.from({ length: 300 }, (_, n) => entry(n, `h${n % 10}.test`));
    const { chunks } = cutChunks(due, { ...RULES, firstChunkNo: 9, delayMsOf: () => 1_000 });
    expect(chunks.map((chunk) => chunk.entries.length)).toEqual([300]);
  });

  it('lets a small remainder wait for company', () => {
    const cut = cutChunks(entries(70), RULES);
    expect(cut.chunks.map((chunk) => chunk.entries.length)).toEqual([20, 40]);
    expect(cut.leftOver).toBe(true);
  });

  it('cuts the remainder too when nothing else moves', () => {
    expect(sizes(70, { flush: true })).toEqual([20, 40, 10]);
    expect(sizes(3, { firstChunkNo: 9, flush: true })).toEqual([3]);
  });

  it('cuts a remainder that fills a chunk of slow hosts', () => {
    expect(sizes(10, { maxVisits: 5, firstChunkNo: 4 })).toEqual([5, 5]);
  });

  it('cuts no more chunks in a round than asked for', () => {
    const cut = cutChunks(entries(5_000), { ...RULES, maxChunks: 3, firstChunkNo: 10 });
    expect(cut.chunks.map(({ chunkNo }) => chunkNo)).toEqual([10, 11, 12]);
    expect(cut.leftOver).toBe(true);
  });

  it('keeps the visits of a host together, each host in its order', () => {
    const mixed = ['b', 'a', 'b', 'a', 'b'].map((host, n) => entry(n, `${host}.test`));
    const [chunk] = cutChunks(mixed, RULES).chunks;
    expect(chunk?.entries.map(({ url }) => url.slice(7, 8))).toEqual(['b', 'b', 'b', 'a', 'a']);
    expect(chunk?.entries.map(({ dueAt }) => dueAt)).toEqual([0, 2, 4, 1, 3]);
  });

  it('takes each entry at most once, fills chunks up, and tells the truth about what is left', () => {
    const rules = fc.record({
      maxVisits: fc.integer({ min: 1, max: 500 }),
      firstChunkNo: fc.integer({ min: 1, max: 30 }),
      maxChunks: fc.integer({ min: 1, max: 8 }),
      flush: fc.boolean(),
      delayMsOf: fc.constantFrom(
        () => 0,
        () => 1_000,
      ),
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_200 }), rules, (count, asked) => {
        const { chunks, leftOver } = cutChunks(entries(count), asked);
        const taken = chunks.flatMap((chunk) => chunk.entries.map(({ _id }) => _id));
        expect(new Set(taken).size).toBe(taken.length);
        expect(leftOver).toBe(taken.length < count);
        chunks.forEach((chunk, i) => {
          expect(chunk.chunkNo).toBe(asked.firstChunkNo + i);
          expect(chunk.entries.length).toBeGreaterThan(0);
          expect(chunk.entries.length).toBeLessThanOrEqual(chunkSize(chunk.chunkNo, asked.maxVisits));
        });
        if (leftOver && chunks.length < asked.maxChunks) {
          expect(asked.flush).toBe(false);
          expect(count - taken.length).toBeLessThan(SMALL_REMAINDER);
        }
      }),
    );
  });
});
