import { describe, expect, it } from 'vitest';
import { ChunkDispatch } from '../../../activities/scrape/chunk-dispatch.ts';
import { HostCache } from '../../../activities/scrape/host-cache.ts';
import { toFacts } from '../../../activities/scrape/run-facts.ts';
import { type ChunkLimits, PAGE_LIMITS } from '../../../domain/run/dispatch/chunk-end.ts';
import { WaitingVisit } from '../../../domain/run/dispatch/waiting-visit.ts';
import type { ScrapeRow } from '../../../domain/run/stage/stage-row.ts';
import { sampleRun } from '../../contracts/sample-documents.ts';
import { configOf } from '../../support/control-scene.ts';
import { type Answer, createDispatchScene, type DispatchScene } from '../../support/dispatch-scene.ts';

const HOST = 'slow.test';
const REFUSED: Answer = { outcome: 'http-error', status: 503, retryable: true };

/** One chunk of pages of a host whose robots.txt is not asked for. */
async function dispatch(
  scene: DispatchScene,
  count: number,
  config: Record<string, unknown> = {},
  {
    chunkNo = 1,
    ports = scene.ports,
    limits,
  }: { chunkNo?: number; ports?: DispatchScene['ports']; limits?: ChunkLimits } = {},
): Promise<ScrapeRow[]> {
  const run = sampleRun(`run_${chunkNo}`, { config: configOf({ fetch: { obeyRobots: false }, ...config }) });
  await scene.stores.runs.insert(run);
  const now = Date.now() + scene.aheadMs;
  const visits = Array.from({ length: count }, (_, n) => {
    const visit = { urlKey: `k${n}`, url: `http://${HOST}/${n}`, depth: 0, visit: 1, attempts: 0 };
    return new WaitingVisit({ ...visit, dueAt: now, firstDueAt: now }, 'page', now);
  });
  const chunk = new ChunkDispatch(ports, await toFacts(ports, run, visits), { chunkNo, visits });
  return chunk.run(new AbortController().signal, limits);
}

it('a host that somebody has paused is asked for nothing: its visits are handed back for a while', async () => {
  const scene = createDispatchScene(() => ({ body: 'fine' }));
  const hold = { since: Date.now(), until: null, by: 'ops', reason: 'The shop moves' };
  await scene.stores.hosts.pause(HOST, hold);
  const rows = await dispatch(scene, 3, {}, { limits: PAGE_LIMITS });
  expect(rows.map((row) => [row.result, row.reason])).toEqual(Array(3).fill(['deferred', 'host-wait']));
  expect(scene.published).toEqual([]);
  scene.aheadMs = 61_000;
  await scene.stores.hosts.pause(HOST, null);
  expect((await dispatch(scene, 3, {}, { chunkNo: 2 })).map((row) => row.result)).toEqual(
    Array(3).fill('fetched'),
  );
});

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

describe('a proxy that is away', () => {
  const away: Answer = { outcome: 'late', reason: 'proxy', detail: 'the proxy is away', retryable: true };

  it('lets robots.txt and pages wait until it is back, and no host fails for it', async () => {
    let asked = 0;
    const scene = createDispatchScene(({ kind }): Answer => {
      asked += 1;
      if (asked % 2 === 1) return away;
      return kind === 'robots' ? { outcome: 'http-error', status: 404 } : { body: 'fine' };
    });
    const rows = await dispatch(scene, 1, { fetch: { obeyRobots: true } });
    expect(rows).toMatchObject([{ result: 'fetched', attempts: 0 }]);
    expect((await scene.ports.hosts.get(HOST))?.failedInRow ?? 0).toBe(0);
  });

  it('fails pages with that reason when robots.txt can not be had for as long as the run waits', async () => {
    const scene = createDispatchScene(() => away);
    const rows = await dispatch(scene, 1, { fetch: { obeyRobots: true }, giveUpAfterMs: 1_000 });
    expect(rows).toMatchObject([
      { result: 'failed', reason: 'proxy', detail: 'robots.txt: the proxy is away' },
    ]);
  });
});

describe('robots.txt', () => {
  const robots = { fetch: { obeyRobots: true } };
  const fine = ({ kind }: { kind: string }): Answer =>
    kind === 'robots' ? { outcome: 'http-error', status: 404 } : { body: 'fine' };

  it('takes a slot of its host: no page comes sooner after it than after another page', async () => {
    const scene = createDispatchScene(fine);
    await dispatch(scene, 2, robots);
    const slots = scene.published.map(({ kind, sendBy }) => ({ kind, sendBy }));
    expect(slots.map(({ kind }) => kind)).toEqual(['robots', 'page', 'page']);
    const gaps = slots.slice(1).map(({ sendBy }, index) => sendBy - (slots[index]?.sendBy ?? 0));
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(1_000);
  });

  it('is asked for once, however many chunks and dispatchers want it at the same time', async () => {
    const scene = createDispatchScene(fine, [HOST]);
    // Each dispatcher has its own picture of the host.
    const dispatchers = [1, 2, 3, 4].map((chunkNo) => ({
      chunkNo,
      ports: { ...scene.ports, hostCache: new HostCache(scene.stores.hosts) },
    }));
    const rows = await Promise.all(dispatchers.map((one) => dispatch(scene, 1, robots, one)));
    expect(rows.flat().map((row) => row.result)).toEqual(Array(4).fill('fetched'));
    expect(scene.published.filter(({ kind }) => kind === 'robots')).toHaveLength(1);
  });

  it('whose body was lost on the way is asked for again; nothing is fetched meanwhile', async () => {
    let asked = 0;
    const scene = createDispatchScene((message): Answer => {
      if (message.kind !== 'robots') return { body: 'fine' };
      asked += 1;
      const gone = { key: 'packs/gone', offset: 0, length: 20 };
      return asked === 1 ? { pack: gone } : { body: 'User-agent: *\nDisallow: /' };
    });
    const [row] = await dispatch(scene, 1, robots);
    expect(row).toMatchObject({ result: 'skipped', reason: 'robots-disallowed' });
    expect(asked).toBe(2);
  });

  it('that is longer than what is read of it loses the line that was cut', async () => {
    const filler = `# ${'x'.repeat(97)}\n`.repeat(5_119);
    const body = `User-agent: *\n${filler}Disallow: /private/and/more/of/it/${'y'.repeat(600)}\n`;
    const scene = createDispatchScene(({ kind }) => (kind === 'robots' ? { body } : { body: 'fine' }));
    const [row] = await dispatch(scene, 1, robots);
    expect(row?.result).toBe('fetched');
    const kept = (await scene.stores.hosts.get(HOST))?.robots?.text ?? '';
    expect(kept.length).toBeGreaterThan(510_000);
    expect(kept).not.toContain('Disallow');
  });

  it('whose host asks for patience is not asked for before, nor is anything else there', async () => {
    const scene = createDispatchScene(() => ({ ...REFUSED, retryAfterMs: 300_000 }));
    const rows = await dispatch(scene, 2, robots);
    expect(rows.map((row) => row.result)).toEqual(['deferred', 'deferred']);
    for (const row of rows) expect(row.dueAt - Date.now()).toBeGreaterThan(280_000);
    expect(scene.published).toHaveLength(1);
    const later = await dispatch(scene, 2, { ...robots, giveUpAfterMs: 60_000 }, { chunkNo: 2 });
    expect(later.map((row) => row.reason)).toEqual(['host-unavailable', 'host-unavailable']);
    expect(later[0]?.detail).toContain(new Date(rows[0]?.dueAt ?? 0).toISOString().slice(0, 16));
    expect(scene.published).toHaveLength(1);
  });
});

describe('a host that keeps failing', () => {
  it('whose failures another dispatcher saw is waited for, not asked again and again', async () => {
    const scene = createDispatchScene(() => ({ body: 'fine' }));
    await fails(scene, { times: 12, at: Date.now() });
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

  it('and that nobody asked since is asked once more, however long ago that was', async () => {
    for (const agoMs of [12_000, 1_966_000]) {
      const scene = createDispatchScene(() => ({ body: 'fine' }));
      await fails(scene, { times: 6, at: Date.now() - agoMs - 5_000 });
      const [row] = await dispatch(scene, 1, { giveUpAfterMs: 10_000 });
      expect(row?.result).toBe('fetched');
      expect(await scene.stores.hosts.get(HOST)).toMatchObject({ failedInRow: 0, openUntil: 0 });
    }
  });

  it('is given up after failures the run saw for itself, and says from when to when', async () => {
    const scene = createDispatchScene(() => {
      // The circuit opens for five seconds, then for ten.
      setTimeout(() => (scene.aheadMs += 20_000), 30);
      return { outcome: 'failed', reason: 'connect', retryable: true };
    });
    await fails(scene, { times: 5, at: Date.now() - 300_000 });
    const rows = await dispatch(scene, 2, { giveUpAfterMs: 10_000 });
    expect(rows.map((row) => row.reason)).toEqual(['host-unavailable', 'host-unavailable']);
    expect(scene.published.length).toBeGreaterThanOrEqual(2);
    const [, since = '', last = ''] = /from (\S+) to (\S+)$/.exec(rows[0]?.detail ?? '') ?? [];
    const saidMs = Date.parse(last) - Date.parse(since);
    expect(saidMs).toBeGreaterThan(10_000);
    expect(saidMs).toBeLessThan(200_000);
  });

  it('gets one probe at a time, whichever of many runs sends it', async () => {
    const scene = createDispatchScene(() => ({ body: 'fine' }), [HOST]);
    await fails(scene, { times: 6, at: Date.now() - 60_000 });
    /** Messages that were out when a success was noted. */
    const probes: number[] = [];
    const { hosts } = scene.stores;
    const ports = {
      ...scene.ports,
      hostCache: new HostCache({
        ...hosts,
        noteSuccess: async (host, success) => {
          probes.push(scene.published.length);
          await hosts.noteSuccess(host, success);
        },
      }),
    };
    const runs = await Promise.all([1, 2, 3, 4].map((chunkNo) => dispatch(scene, 3, {}, { chunkNo, ports })));
    expect(runs.flat().map((row) => row.result)).toEqual(Array(12).fill('fetched'));
    expect(probes[0]).toBe(1);
  });

  it('whose prober died is asked by another one as soon as the lease is over', async () => {
    const scene = createDispatchScene(() => ({ body: 'fine' }));
    await fails(scene, { times: 6, at: Date.now() - 60_000 });
    await scene.stores.hosts.lease(HOST, 'somebody who died', Date.now(), Date.now() + 700);
    const [row] = await dispatch(scene, 1);
    expect(row?.result).toBe('fetched');
    expect(scene.published[0]?.sendBy).toBeGreaterThan(Date.now() - 2_000);
  });
});

/** As another dispatcher noted them. */
async function fails(scene: DispatchScene, { times, at }: { times: number; at: number }): Promise<void> {
  // Apart by more than the circuit is open, so that each of them counts.
  const gapMs = 301_000;
  for (let n = times - 1; n >= 0; n -= 1) {
    await scene.stores.hosts.noteFailure(HOST, { at: at - n * gapMs, pauseMs: 300_000 });
  }
}
