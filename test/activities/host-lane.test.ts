import { describe, expect, it } from 'vitest';
import { ChunkDispatch } from '../../activities/scrape/chunk-dispatch.ts';
import { toFacts } from '../../activities/scrape.ts';
import { toWaiting } from '../../domain/dispatch/waiting-visit.ts';
import type { ScrapeRow } from '../../domain/stage/stage-row.ts';
import { sampleRun } from '../contracts/sample-documents.ts';
import { configOf } from '../support/control-scene.ts';
import { type Answer, createDispatchScene, type DispatchScene } from '../support/dispatch-scene.ts';

const HOST = 'slow.test';
const REFUSED: Answer = { outcome: 'http-error', status: 503, retryable: true };

/** One chunk of pages of a host whose robots.txt is not asked for. */
async function dispatch(
  scene: DispatchScene,
  count: number,
  config: Record<string, unknown> = {},
): Promise<ScrapeRow[]> {
  const run = sampleRun('run_1', { config: configOf({ fetch: { obeyRobots: false }, ...config }) });
  await scene.stores.runs.insert(run);
  const now = Date.now() + scene.aheadMs;
  const visits = Array.from({ length: count }, (_, n) => {
    const visit = { urlKey: `k${n}`, url: `http://${HOST}/${n}`, depth: 0, visit: 1, attempts: 0 };
    return toWaiting({ ...visit, dueAt: now, firstDueAt: now }, 'page', now);
  });
  const chunk = new ChunkDispatch(scene.ports, toFacts(scene.ports, run, visits), { chunkNo: 1, visits });
  return chunk.run(new AbortController().signal);
}

describe('a host that asks for patience', () => {
  it('gets it: the chunk hands its visits back until then, at once', async () => {
    const scene = createDispatchScene(() => ({ ...REFUSED, retryAfterMs: 300_000 }));
    const rows = await dispatch(scene, 3);
    expect(rows.map((row) => [row.result, row.reason])).toEqual(Array(3).fill(['deferred', 'host-wait']));
    for (const row of rows) expect(row.dueAt - Date.now()).toBeGreaterThan(280_000);
  });

  it('for longer than the job waits is given up', async () => {
    const scene = createDispatchScene(() => ({ ...REFUSED, retryAfterMs: 3_600_000 }));
    const rows = await dispatch(scene, 2);
    expect(rows.map((row) => row.reason)).toEqual(['host-unavailable', 'host-unavailable']);
    expect(scene.published).toHaveLength(1);
  });
});

describe('a host whose robots.txt answers with a server error', () => {
  const robots = { fetch: { obeyRobots: true } };
  const down = ({ kind }: { kind: string }): Answer =>
    kind === 'robots' ? { outcome: 'http-error', status: 502, retryable: true } : { body: 'fine' };

  it('is waited for: a short outage fails no pages', async () => {
    let asked = 0;
    const scene = createDispatchScene((message) => {
      if (message.kind !== 'robots') return { body: 'fine' };
      asked += 1;
      if (asked > 3) return { outcome: 'http-error', status: 404 };
      if (asked === 3) setTimeout(() => (scene.aheadMs = 61_000), 100);
      return down(message);
    });
    const [row] = await dispatch(scene, 1, robots);
    expect(row?.result).toBe('fetched');
    expect(asked).toBe(4);
  });

  it('is given up when that lasts', async () => {
    const scene = createDispatchScene(down);
    const rows = await dispatch(scene, 2, { ...robots, giveUpAfterMs: 1_000 });
    expect(rows.map((row) => row.reason)).toEqual(['robots-unreachable', 'robots-unreachable']);
  });
});

it('a redirect to another host asks for robots.txt in the scheme it leads to', async () => {
  const scene = createDispatchScene(({ kind, url }): Answer => {
    if (kind === 'robots') return { outcome: 'http-error', status: 404 };
    if (url.includes('other.test')) return { body: 'fine' };
    return { outcome: 'moved-to', finalUrl: 'http://other.test/there' };
  });
  const [row] = await dispatch(scene, 1, { fetch: { obeyRobots: true } });
  expect(row?.result).toBe('fetched');
  const robots = scene.published.filter(({ kind }) => kind === 'robots').map(({ url }) => url);
  expect(robots).toEqual([`http://${HOST}/robots.txt`, 'http://other.test/robots.txt']);
});

it('a host that can not be reached for its robots.txt fails its pages with the reason of that', async () => {
  const scene = createDispatchScene(() => ({
    outcome: 'failed',
    reason: 'dns',
    detail: 'ENOTFOUND',
    retryable: true,
  }));
  const rows = await dispatch(scene, 1, { fetch: { obeyRobots: true }, giveUpAfterMs: 1_000 });
  expect(rows).toMatchObject([{ result: 'failed', reason: 'dns', detail: 'robots.txt: ENOTFOUND' }]);
});

describe('a host that keeps failing', () => {
  it('whose failures another dispatcher saw is waited for, not asked again and again', async () => {
    const scene = createDispatchScene(() => ({ body: 'fine' }));
    for (let n = 0; n < 6; n++) await scene.stores.hosts.noteFailure(HOST);
    await scene.stores.hosts.openCircuit(HOST, Date.now() + 200_000);
    const rows = await dispatch(scene, 2);
    expect(rows.map((row) => row.result)).toEqual(['deferred', 'deferred']);
    expect(scene.published).toEqual([]);
  });

  it('is asked at its pace, not all at once, when it answers again', async () => {
    let asked = 0;
    const scene = createDispatchScene(() => {
      asked += 1;
      // The circuit opens with the fifth failure, and again when the probe fails.
      if (asked === 5) setTimeout(() => (scene.aheadMs = 6_000), 50);
      if (asked === 6) setTimeout(() => (scene.aheadMs = 20_000), 50);
      return asked > 6 ? { body: 'fine' } : { outcome: 'http-error', status: 500, retryable: true };
    }, [HOST]);
    const rows = await dispatch(scene, 8, { fetch: { obeyRobots: false, delayMs: 100 } });
    expect(rows.map((row) => row.result)).toEqual(Array(8).fill('fetched'));
    const slots = scene.published.slice(6).map(({ sendBy }) => sendBy);
    expect(slots.slice(1).every((slot, index) => slot - (slots[index] ?? 0) >= 100)).toBe(true);
  });

  it('is not given up for failures it has got over since', async () => {
    const scene = createDispatchScene(() => ({ body: 'fine' }));
    const view = await scene.ports.hostBook.view(HOST, Date.now());
    await scene.ports.hostBook.noteFailure(view, Date.now());
    // Another dispatcher sees it well, and an hour later failing.
    await scene.stores.hosts.noteSuccess(HOST, 0);
    scene.aheadMs = 3_600_000;
    await scene.ports.hostBook.view(HOST, Date.now() + scene.aheadMs);
    for (let n = 0; n < 6; n++) await scene.stores.hosts.noteFailure(HOST);
    scene.aheadMs += 10_000;
    const [row] = await dispatch(scene, 1);
    expect(row?.result).toBe('fetched');
  });
});
