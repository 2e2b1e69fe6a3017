import { describe, expect, it } from 'vitest';
import {
  type CutRules,
  type HostPlan,
  chunkSize,
  cutChunks,
  shareOf,
} from '../../../../domain/run/plan/cut-chunks.ts';
import { all, countByHost, entries, entry, plan } from '../../../support/frontier-entry.ts';

const RULES: CutRules = {
  maxVisits: 500,
  firstChunkNo: 1,
  maxChunks: 8,
  flush: false,
  isFirstRun: true,
  isGrowing: true,
  openPaced: 0,
  planOf: all({}),
  cutOff: new Set(),
};
const LATER = { ...RULES, firstChunkNo: 9 };

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

  it('never exceeds the largest one allowed', () => {
    expect(chunkSize(9, 60)).toBe(60);
    expect(chunkSize(1, 5)).toBe(5);
  });

  it.each([
    ['a request a second', 1_000, 1, 3],
    ['a request a second', 1_000, 2, 6],
    ['a request a second', 1_000, 3, 8],
    ['a request a second', 1_000, 900, 8],
    ['ten requests a second', 100, 9, 80],
    ['a request every five seconds', 5_000, 9, 1],
    ['a request every ten minutes', 600_000, 9, 1],
  ])('at %s (%i ms) in chunk %i is %i visits of the host', (_, delayMs, chunkNo, visits) => {
    expect(shareOf(delayMs, chunkNo, true)).toBe(visits);
  });
});

it('a run that compares has enough pages of a host in its first chunk to tell what is new on all of them', () => {
  expect(shareOf(1_000, 1, false)).toBe(8);
});

describe('cutting hosts without a pause', () => {
  it('makes one chunk of one for a job of one URL', () => {
    expect(sizes(1)).toEqual([1]);
    expect(sizes(1, { planOf: all({ delayMs: 1_000 }) })).toEqual([1]);
  });

  it('starts small so that results show soon, then grows', () => {
    expect(sizes(300)).toEqual([20, 40, 80, 160]);
  });

  it('lets a small remainder wait for company', () => {
    const cut = cutChunks(entries(70), RULES);
    expect(cut.chunks.map((chunk) => chunk.entries.length)).toEqual([20, 40]);
    expect(cut).toMatchObject({ leftOver: true, more: false });
  });

  it('cuts the remainder too when nothing else moves', () => {
    expect(sizes(70, { flush: true })).toEqual([20, 40, 10]);
    expect(sizes(3, { firstChunkNo: 9, flush: true })).toEqual([3]);
  });

  it('cuts a remainder that fills the largest chunk there may be', () => {
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

  it('takes of every host the same, however many one has', () => {
    const due = [...entries(900), ...Array.from({ length: 10 }, (_, n) => entry(1_000 + n, 'few.test'))];
    const [chunk] = cutChunks(due, RULES).chunks;
    expect(countByHost(chunk?.entries ?? [])).toEqual({ 'shop.test': 10, 'few.test': 10 });
  });
});

describe('cutting hosts with a pause', () => {
  const paced = all({ delayMs: 1_000 });
  const three = Array.from({ length: 900 }, (_, n) => entry(n, `h${Math.floor(n / 300)}.test`));

  it('gives every host what it answers in seconds, whoever was first in the list', () => {
    const { chunks, leftOver, more } = cutChunks(three, { ...RULES, planOf: paced });
    expect(chunks.map((chunk) => countByHost(chunk.entries))).toEqual([
      { 'h0.test': 3, 'h1.test': 3, 'h2.test': 3 },
      { 'h0.test': 6, 'h1.test': 6, 'h2.test': 6 },
      { 'h0.test': 8, 'h1.test': 8, 'h2.test': 8 },
    ]);
    expect({ leftOver, more }).toEqual({ leftOver: true, more: true });
  });

  it('has one chunk ready behind the one that is fetched, and no more', () => {
    const oneOut = { ...LATER, openPaced: 1, planOf: all({ delayMs: 1_000, open: 8 }) };
    expect(cutChunks(three, oneOut).chunks.map((chunk) => chunk.entries.length)).toEqual([24]);
    const twoOut = { ...LATER, openPaced: 2, planOf: all({ delayMs: 1_000, open: 16 }) };
    expect(cutChunks(three, twoOut)).toMatchObject({ chunks: [], leftOver: true, more: true });
  });

  it('makes a host that has nothing out wait for nobody', () => {
    const planOf = (host: string): HostPlan => plan({ delayMs: 1_000, open: host === 'h2.test' ? 0 : 16 });
    const { chunks } = cutChunks(three, { ...LATER, openPaced: 3, planOf });
    expect(chunks.map((chunk) => countByHost(chunk.entries))).toEqual([{ 'h2.test': 8 }]);
    expect(cutChunks(three, { ...LATER, openPaced: 4, planOf }).chunks).toEqual([]);
  });

  it('lets the rest of a host wait until its visits are back', () => {
    const rest = { ...LATER, planOf: all({ delayMs: 1_000, open: 8 }), openPaced: 1 };
    expect(cutChunks(entries(5), rest)).toMatchObject({ chunks: [], leftOver: true });
    expect(sizes(5, { ...LATER, planOf: paced })).toEqual([5]);
    // No company will come.
    expect(sizes(5, { ...rest, isGrowing: false })).toEqual([5]);
  });

  it('takes from each of very many hosts in turn', () => {
    const due = Array.from({ length: 900 }, (_, n) => entry(n, `h${Math.floor(n / 3)}.test`));
    const [chunk] = cutChunks(due, { ...LATER, planOf: paced }).chunks;
    expect(chunk?.entries).toHaveLength(500);
    const counts = Object.values(countByHost(chunk?.entries ?? []));
    expect(counts).toHaveLength(300);
    expect(Math.max(...counts) - Math.min(...counts)).toBe(1);
  });

  it('cuts fast hosts into chunks of their own, in between', () => {
    const planOf = (host: string): HostPlan => plan({ delayMs: host === 'shop.test' ? 0 : 1_000 });
    const { chunks } = cutChunks([...three, ...entries(2_000)], { ...LATER, planOf });
    expect(chunks.map(({ paced: isPaced, entries: of }) => [isPaced, of.length])).toEqual([
      [true, 24],
      [false, 500],
      [true, 24],
      [false, 500],
      [false, 500],
      [false, 500],
    ]);
  });
});

describe('a host of which only some visits were read', () => {
  const rules: CutRules = { ...LATER, planOf: all({ delayMs: 1_000 }), cutOff: new Set(['shop.test']) };

  it('has more to do when all that was read is cut', () => {
    expect(cutChunks(entries(8), rules)).toMatchObject({ chunks: [{}], leftOver: true, more: true });
    expect(cutChunks(entries(8), { ...rules, cutOff: new Set() })).toMatchObject({ leftOver: false });
  });

  it('is cut a whole share at a time', () => {
    expect(cutChunks(entries(10), { ...rules, isGrowing: false }).chunks).toHaveLength(1);
  });
});

describe('a host that does not answer', () => {
  it('has one visit out, which tells when it answers again', () => {
    const planOf = (host: string): HostPlan =>
      plan({ delayMs: 1_000, most: host === 'dead.test' ? 1 : Number.POSITIVE_INFINITY });
    const due = [...Array.from({ length: 300 }, (_, n) => entry(n, 'dead.test')), ...entries(20)];
    const { chunks } = cutChunks(due, { ...LATER, planOf });
    expect(chunks.map((chunk) => countByHost(chunk.entries))).toEqual([
      { 'dead.test': 1, 'shop.test': 8 },
      { 'shop.test': 8 },
    ]);
  });

  it('leaves nothing to be cut at once while it is held until a time', () => {
    const held = cutChunks(entries(300), { ...RULES, flush: true, planOf: all({ delayMs: 1_000, most: 0 }) });
    expect(held).toEqual({ chunks: [], leftOver: false, more: false });
    const probed = all({ delayMs: 1_000, most: 1, open: 1 });
    expect(cutChunks(entries(300), { ...RULES, flush: true, planOf: probed })).toMatchObject({
      chunks: [],
      leftOver: true,
    });
  });
});
