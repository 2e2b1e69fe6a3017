// A chunk while there is no room on the disk: nothing goes out, nothing ends, nothing counts.
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ChunkDispatch } from '../../activities/scrape/chunk-dispatch.ts';
import { toFacts } from '../../activities/scrape/run-facts.ts';
import { whenRoom } from '../../activities/when-room.ts';
import { WaitingVisit } from '../../domain/run/dispatch/waiting-visit.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import type { ScrapeRow } from '../../domain/run/stage/stage-row.ts';
import { sampleRun } from '../contracts/sample-documents.ts';
import { configOf } from '../support/control-scene.ts';
import { createDispatchScene, type DispatchScene } from '../support/dispatch-scene.ts';
import { eventually } from '../support/eventually.ts';

async function dispatch(scene: DispatchScene, count: number, fetch: object = {}): Promise<ScrapeRow[]> {
  const run = sampleRun('run_1', { config: configOf({ fetch: { obeyRobots: false, ...fetch } }) });
  await scene.stores.runs.insert(run);
  const now = Date.now();
  const visits = Array.from({ length: count }, (_, n) => {
    const visit = { urlKey: `k${n}`, url: `http://own.test/${n}`, depth: 0, visit: 1, attempts: 0 };
    return new WaitingVisit({ ...visit, dueAt: now, firstDueAt: now }, 'page', now);
  });
  const chunk = new ChunkDispatch(scene.ports, await toFacts(scene.ports, run, visits), {
    chunkNo: 1,
    visits,
  });
  return chunk.run(new AbortController().signal);
}

test('the chunk is held for longer than any of its limits, and goes on when there is room', async () => {
  const scene = createDispatchScene(() => ({ body: 'fine' }), ['own.test']);
  scene.diskFull = true;
  let ended = false;
  const rows = dispatch(scene, 3).finally(() => {
    ended = true;
  });
  // An hour: more than a chunk may take, and more than the job waits for a host.
  scene.aheadMs = 3_600_000;
  // Two looks of the dispatcher.
  await wait(2_500);
  expect([scene.published.length, ended]).toEqual([0, false]);
  scene.diskFull = false;
  expect((await rows).map((row) => [row.result, row.attempts])).toEqual(Array(3).fill(['fetched', 0]));
});

test('what a scraper had no room for is asked for again and is no attempt, however often', async () => {
  let refused = 0;
  const scene = createDispatchScene(() => {
    if (refused === 3) return { body: 'fine' };
    refused += 1;
    // The pause between two attempts.
    setTimeout(() => (scene.aheadMs += 2_000), 10);
    return { outcome: 'late', reason: 'disk-full' };
  }, ['own.test']);
  const [row] = await dispatch(scene, 1, { maxAttempts: 1 });
  expect(row).toMatchObject({ result: 'fetched', attempts: 0 });
  expect(scene.published).toHaveLength(4);
});

test('silence while there is no room is no attempt', async () => {
  let isSilent = true;
  const scene = createDispatchScene(() => (isSilent ? null : { body: 'fine' }), ['own.test']);
  const rows = dispatch(scene, 1, { maxAttempts: 1 });
  await eventually(() => scene.published.length === 1);
  scene.diskFull = true;
  scene.aheadMs = 600_000;
  await wait(1_500);
  isSilent = false;
  scene.diskFull = false;
  expect((await rows)[0]).toMatchObject({ result: 'fetched', attempts: 0 });
});

test('a finished result waits for room; another failure is one', async () => {
  let tries = 0;
  const { signal } = new AbortController();
  const write = async (): Promise<void> => {
    tries += 1;
    if (tries < 3) throw new WebloomError('disk-full', 'no room');
  };
  await whenRoom(write, signal);
  expect(tries).toBe(3);
  const broken = whenRoom(() => Promise.reject(new Error('broken')), signal);
  await expect(broken).rejects.toThrow('broken');
});
