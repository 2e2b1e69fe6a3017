// Chunks at one host: the one that was cut first is done first, at the pace of the host, and no slot passes unused.
import { expect, it } from 'vitest';
import { toFacts } from '../../../activities/scrape/run-facts.ts';
import { ChunkDispatch } from '../../../activities/scrape/chunk-dispatch.ts';
import { PAGE_LIMITS } from '../../../domain/run/dispatch/chunk-end.ts';
import { WaitingVisit } from '../../../domain/run/dispatch/waiting-visit.ts';
import { SLOT_WINDOW_MS } from '../../../domain/web/politeness/pace.ts';
import { sampleRun } from '../../contracts/sample-documents.ts';
import { configOf } from '../../support/control-scene.ts';
import { type DispatchScene, createDispatchScene } from '../../support/dispatch-scene.ts';
import { scrapeRow } from '../../support/visit-context.ts';

/** As many as need several looks for slots: they are given out for five seconds at a time. */
const VISITS = 16;
const DELAY_MS = 400;

async function dispatchOf(scene: DispatchScene, chunkNo: number, visits: number): Promise<ChunkDispatch> {
  const run = sampleRun('run_1', { config: configOf({ fetch: { obeyRobots: false, delayMs: DELAY_MS } }) });
  const now = Date.now();
  const waiting = Array.from({ length: visits }, (_, n) => {
    const url = `http://shop.test/${chunkNo}-${n}`;
    return new WaitingVisit({ ...scrapeRow({ url, urlKey: url }), dueAt: now, firstDueAt: now }, 'page', now);
  });
  return new ChunkDispatch(scene.ports, await toFacts(scene.ports, run, waiting), {
    chunkNo,
    visits: waiting,
  });
}

it('a chunk that was cut later gets its slots behind all of the one before it, without a gap', async () => {
  const scene = createDispatchScene(() => ({ body: 'fine' }));
  const later = await dispatchOf(scene, 8, 3);
  const first = await dispatchOf(scene, 7, VISITS);
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

it('a chunk that soon hands on what it has takes no slots that it can not use: the next one has them', async () => {
  const scene = createDispatchScene(() => ({ body: 'fine' }));
  // It takes slots for five seconds twice, and hands on soon after the second time.
  const limits = { ...PAGE_LIMITS, showMs: SLOT_WINDOW_MS + DELAY_MS, graceMs: DELAY_MS };
  const first = await dispatchOf(scene, 7, 2 * VISITS);
  const later = await dispatchOf(scene, 8, 4);
  first.queueUp();
  later.queueUp();
  const { signal } = new AbortController();
  const [rows] = await Promise.all([first.run(signal, limits), later.run(signal, limits)]);
  expect(rows.filter(({ result }) => result === 'deferred').length).toBeGreaterThan(VISITS);
  const chunks = scene.published.map(({ chunkNo }) => chunkNo);
  expect(chunks.filter((chunkNo) => chunkNo === 8)).toHaveLength(4);
  expect(chunks).toEqual(chunks.toSorted((a, b) => a - b));
  const slots = scene.published.map(({ sendBy }) => sendBy);
  const gaps = slots.slice(1).map((slot, n) => slot - (slots[n] ?? 0));
  expect(Math.max(...gaps), gaps.join(' ')).toBeLessThan(1.5 * DELAY_MS);
});

it('a visit that came due while its host was told something goes at once, within its slot', async () => {
  const scene = createDispatchScene(() => ({ body: 'fine' }));
  const { hosts } = scene.stores;
  await hosts.saveRobots('shop.test', { fetchedAt: Date.now(), status: 'allow-all', text: '' });
  const noteSuccess = hosts.noteSuccess.bind(hosts);
  let jumps = 0;
  scene.stores.hosts.noteSuccess = async (host, success) => {
    await noteSuccess(host, success);
    jumps += 1;
    // The look has begun before the next slot, and goes on behind it.
    if (jumps === 1) scene.aheadMs += DELAY_MS + 20;
  };
  const late: number[] = [];
  const publish = scene.ports.broker.publish.bind(scene.ports.broker);
  scene.ports.broker.publish = async (messages) => {
    for (const { sendBy } of messages) late.push(scene.ports.clock.now().getTime() - sendBy);
    await publish(messages);
  };
  await (await dispatchOf(scene, 7, 2)).run(new AbortController().signal);
  expect(jumps).toBeGreaterThan(0);
  expect(late).toHaveLength(2);
  expect(Math.max(...late)).toBeLessThanOrEqual(0);
});
