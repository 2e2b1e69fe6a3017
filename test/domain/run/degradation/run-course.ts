// Histories of runs made up from a seed: what a job's figures do by chance, when nothing is wrong.
import type { RunMeasure } from '../../../../domain/run/degradation/measure.ts';

/** A small generator of numbers from 0 to 1 (mulberry32): the same seed gives the same numbers. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function hits(random: () => number, of: number, share: number): number {
  let count = 0;
  for (let index = 0; index < of; index += 1) if (random() < share) count += 1;
  return count;
}

/** How noisy a job is. */
export interface Noise {
  readonly pages: number;
  /** Standard deviation of the number of pages, as a share. */
  readonly jitter: number;
  /** Of a step of the random walk that its figures take from run to run. */
  readonly drift: number;
  readonly failing: number;
  readonly found: number;
  readonly products: number;
  /** Standard deviation of the logarithm of the time a run takes. */
  readonly slowness: number;
}

export function course(noise: Noise, runs: number, seed: number): RunMeasure[] {
  const random = chance(seed);
  const walk = { pages: 0, ms: 0, bytes: 0 };
  return Array.from({ length: runs }, () => {
    walk.pages += noise.drift * normal(random);
    walk.ms += noise.drift * normal(random);
    walk.bytes += noise.drift * normal(random);
    const tried = Math.max(1, Math.round(noise.pages * Math.exp(walk.pages + noise.jitter * normal(random))));
    const failed = hits(random, tried, noise.failing);
    const pages = tried - failed;
    const products = hits(random, pages, noise.products);
    const ms = 400 * tried * Math.exp(walk.ms + noise.slowness * normal(random));
    return {
      pages,
      failed,
      activeMs: Math.round(ms),
      fields: new Map([['price', { count: hits(random, pages, noise.found), total: pages }]]),
      types: new Map([
        ['product', products],
        ['other', pages - products],
      ]),
      bodies: pages,
      bodyBytes: Math.round(pages * 40_000 * Math.exp(walk.bytes + 0.1 * normal(random))),
    };
  });
}
