// Two chunks of a run at one host: the one that was cut first is done first, at the pace of the host.
import { expect, it } from 'vitest';
import { toFacts } from '../../../activities/scrape/scrape.ts';
import { ChunkDispatch } from '../../../activities/scrape/chunk-dispatch.ts';
import { toWaiting } from '../../../domain/dispatch/waiting-visit.ts';
import { sampleRun } from '../../contracts/sample-documents.ts';
import { configOf } from '../../support/control-scene.ts';
import { type DispatchScene, createDispatchScene } from '../../support/dispatch-scene.ts';
import { scrapeRow } from '../../support/visit-context.ts';

/** As many as need several looks for slots: they are given out for five seconds at a time. */
const VISITS = 16;
const DELAY_MS = 400;

function dispatchOf(scene: DispatchScene, chunkNo: number, visits: number): ChunkDispatch {
  const run = sampleRun('run_1', { config: configOf({ fetch: { obeyRobots: false, delayMs: DELAY_MS } }) });
  const now = Date.now();
  const waiting = Array.from({ length: visits }, (_, n) => {
    const url = `http://shop.test/${chunkNo}-${n}`;
    return toWaiting({ ...scrapeRow({ url, urlKey: url }), dueAt: now, firstDueAt: now }, 'page', now);
  });
  return new ChunkDispatch(scene.ports, toFacts(scene.ports, run, waiting), { chunkNo, visits: waiting });
}

it('a chunk that was cut later gets its slots behind all of the one before it, without a gap', async () => {
  const scene = createDispatchScene(() => ({ body: 'fine' }));
  const later = dispatchOf(scene, 8, 3);
  const first = dispatchOf(scene, 7, VISITS);
  first.queueUp();
  later.queueUp();
  const { signal } = new AbortController();
  // The later one looks for slots first.
  await Promise.all([later.run(signal), first.run(signal)]);
  expect(scene.published.map(({ chunkNo }) => chunkNo)).toEqual([...Array(VISITS).fill(7), 8, 8, 8]);
  const slots = scene.published.map(({ sendBy }) => sendBy);
  const gaps = slots.slice(1).map((slot, n) => slot - (slots[n] ?? 0));
  expect(Math.max(...gaps)).toBeLessThan(2 * DELAY_MS);
});
