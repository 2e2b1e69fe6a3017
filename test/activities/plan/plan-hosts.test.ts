// The planner with many hosts: none hides another, a dead one costs a probe, one that was given up is got rid of.
import { beforeEach, describe, expect, it } from 'vitest';
import type { PlanInput, PlanResult } from '../../../activities/contract.ts';
import { createPlanChunks } from '../../../activities/plan/plan-chunks.ts';
import { parseAllowHosts } from '../../../domain/web/egress/policy.ts';
import { sampleRun } from '../../contracts/sample-documents.ts';
import { configOf } from '../../support/control-scene.ts';
import { type DispatchScene, createDispatchScene } from '../../support/dispatch-scene.ts';
import { inActivity } from '../../support/in-activity.ts';
import { storeRow } from '../../support/visit-context.ts';

const RUN = 'run_1';
const OWN = 'own.test';

let scene: DispatchScene;
let planner: ReturnType<typeof createPlanChunks>;

beforeEach(async () => {
  scene = createDispatchScene(() => null);
  const { ports, stores } = scene;
  await stores.runs.insert(sampleRun(RUN, { seq: 2, config: configOf({}) }));
  const { urlKeyOf } = ports;
  const ownHosts = parseAllowHosts(OWN).entries;
  // Few entries are looked at in a round, so that many hosts are more than that.
  planner = createPlanChunks({
    ...ports,
    frontier: stores.frontier,
    chunkMax: 40,
    urlKeyOf,
    ownHosts,
  });
});

async function offer(host: string, count: number, from = 0): Promise<void> {
  const urls = Array.from({ length: count }, (_, n) => {
    const url = `http://${host}/${from + n}`;
    return { urlKey: url, url, depth: 1 };
  });
  await scene.stores.frontier.offer(RUN, 1, urls, 0);
}

function plan(input: Partial<PlanInput> = {}): Promise<PlanResult> {
  const base = { runId: RUN, round: 2, firstChunkNo: 9, sourceChunks: [], flush: true };
  return inActivity(() => planner.planChunks({ ...base, ...input }));
}

/** Visits of the chunks by host. */
async function hostsOf(chunks: readonly number[]): Promise<Record<string, number>[]> {
  const planned = await Promise.all(chunks.map((chunkNo) => scene.stores.chunks.get(RUN, chunkNo)));
  return Promise.all(
    planned.map(async (chunk) => {
      const rows = await scene.ports.files.read('plan', chunk?.planFile ?? '');
      const counts: Record<string, number> = {};
      for (const { chunkNo, url } of rows) {
        if (chunkNo !== chunk?.chunkNo) continue;
        const { host } = new URL(url);
        counts[host] = (counts[host] ?? 0) + 1;
      }
      return counts;
    }),
  );
}

describe('a host with very many URLs', () => {
  it('hides no other, whichever comes first', async () => {
    await offer('a.test', 3_000);
    await offer('z.test', 5);
    const { chunks, more } = await plan();
    expect(await hostsOf(chunks)).toEqual([{ 'a.test': 8, 'z.test': 5 }, { 'a.test': 8 }]);
    expect(more).toBe(true);
  });

  it('hides no other where it needs no pause', async () => {
    await offer(OWN, 3_000);
    await offer('z.test', 20);
    const found = await hostsOf((await plan()).chunks);
    expect(found[0]).toEqual({ 'z.test': 8 });
    expect(found[1]).toEqual({ [OWN]: 40 });
  });

  it('is looked at in turn with very many others', async () => {
    for (let n = 100; n < 160; n += 1) await offer(`h${n}.test`, 40);
    const served = new Set<string>();
    let firstChunkNo = 9;
    for (let round = 2; round < 8; round += 1) {
      const { chunks, leftOver } = await plan({ round, firstChunkNo });
      expect(leftOver).toBe(true);
      for (const counts of await hostsOf(chunks)) for (const host of Object.keys(counts)) served.add(host);
      firstChunkNo += chunks.length;
    }
    expect(served.size).toBe(60);
  });
});

describe('the visits that are out', () => {
  it('are counted until they are fetched, whatever happens to them then', async () => {
    await offer('a.test', 300);
    const first = await plan();
    const openChunks = first.chunks;
    const then = { round: 3, firstChunkNo: 11, openChunks };
    expect(await plan(then)).toMatchObject({ chunks: [], leftOver: true, more: true });
    await scene.stores.chunks.move(`${RUN}:9`, ['planned'], { state: 'scraped' });
    expect(await hostsOf((await plan({ ...then, round: 4 })).chunks)).toEqual([{ 'a.test': 8 }]);
  });
});

describe('a host that keeps failing', () => {
  beforeEach(async () => {
    await offer('dead.test', 300);
    await offer('live.test', 20);
    const robots = { fetchedAt: Date.now(), status: 'unreachable', text: 'robots.txt: refused' } as const;
    await scene.stores.hosts.saveRobots('dead.test', robots);
  });

  it('has one visit among those of the others', async () => {
    const { chunks } = await plan();
    expect(await hostsOf(chunks)).toEqual([{ 'dead.test': 1, 'live.test': 8 }, { 'live.test': 8 }]);
  });

  it('is held, all of it, until that visit is due again', async () => {
    const { chunks } = await plan();
    const [key = ''] = (await scene.stores.frontier.list(RUN, null, 400))
      .filter(({ host, round }) => host === 'dead.test' && round > 0)
      .map(({ url }) => url);
    const dueAt = Date.now() + 60_000;
    await scene.stores.frontier.reopen(RUN, [{ urlKey: key, fromChunk: 9, visit: 1, attempts: 0, dueAt }]);
    const then = { round: 3, firstChunkNo: 9 + chunks.length };
    const second = await plan(then);
    expect(await hostsOf(second.chunks)).toEqual([{ 'live.test': 4 }]);
    const rest = await plan({ round: 4, firstChunkNo: then.firstChunkNo + 1 });
    expect(rest).toMatchObject({ chunks: [], leftOver: false });
    // When the visit can be cut, which is a little before it is due.
    expect(rest.nextPlanAt).toBeGreaterThan(dueAt - 10_000);
    expect(rest.nextPlanAt).toBeLessThanOrEqual(dueAt);
  });

  it('is done with at once when the run has given it up', async () => {
    const store = 'runs/run_1/1/store.a';
    const failed = { outcome: 'failed', reason: 'robots-unreachable', requests: 0 } as const;
    await scene.ports.files.write('store', store, [storeRow({ url: 'http://dead.test/x', ...failed })]);
    await scene.stores.chunks.insert({
      _id: `${RUN}:1`,
      runId: RUN,
      chunkNo: 1,
      round: 1,
      state: 'committed',
      planFile: 'p',
      visits: 1,
      firstVisits: 1,
      files: { store },
      plannedAt: new Date(),
    });
    const { chunks } = await plan({ sourceChunks: [1] });
    const counts = await hostsOf(chunks);
    expect(counts.reduce((sum, one) => sum + (one['dead.test'] ?? 0), 0)).toBe(300);
  });
});
