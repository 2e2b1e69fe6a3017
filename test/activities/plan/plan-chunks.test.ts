import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createPlanChunks } from '../../../activities/plan/plan-chunks.ts';
import type { PlanInput, PlanResult } from '../../../activities/contract.ts';
import { linksKey } from '../../../domain/run/stage/stage-key.ts';
import type { LinkRow } from '../../../domain/run/stage/stage-row.ts';
import { sampleChunk, sampleRun } from '../../contracts/sample-documents.ts';
import { configOf } from '../../support/control-scene.ts';
import { createDispatchScene, type DispatchScene } from '../../support/dispatch-scene.ts';
import { inActivity } from '../../support/in-activity.ts';
import { scrapeRow, storeRow } from '../../support/visit-context.ts';

const STORE = 'runs/run_1/1/store.a';
const PARSE = 'runs/run_1/1/parse.a';
const ROUND: PlanInput = { runId: 'run_1', round: 2, firstChunkNo: 2, sourceChunks: [1], flush: true };

let scene: DispatchScene;

function plan(input: PlanInput = ROUND): Promise<PlanResult> {
  const { ports } = scene;
  const { frontier } = scene.stores;
  // A planner of its own each time, as after a restart.
  const planner = createPlanChunks({
    ...ports,
    frontier,
    chunkMax: 500,
    urlKeyOf: ports.urlKeyOf,
    ownHosts: [],
  });
  return inActivity(() => planner.planChunks(input));
}

function link(url: string): LinkRow {
  return [url, 'text', 'main', 0, 0];
}

/** Chunk 1 is committed: its page has links to two new pages and to another host. */
beforeEach(async () => {
  scene = createDispatchScene(() => null);
  const { stores, ports } = scene;
  const source = { kind: 'site', start: ['http://shop.test/'] };
  const config = configOf({ source, limits: { maxPages: 2 } });
  await stores.runs.insert(sampleRun('run_1', { config }));
  const { urlKey, url } = scrapeRow();
  await stores.frontier.offer('run_1', 1, [{ urlKey, url, depth: 0 }], 0);
  await stores.frontier.stamp('run_1', 1, 1, [urlKey]);
  const files = { store: STORE, parse: PARSE };
  await stores.chunks.insert(sampleChunk('run_1', 1, { state: 'committed', files }));
  const links = ['http://shop.test/a', 'http://shop.test/b', 'http://elsewhere.test/'].map(link);
  await ports.files.write('links', linksKey(PARSE), [links]);
  await ports.files.write('store', STORE, [storeRow({ urlKey, url, depth: 0 })]);
});

describe('a planning round', () => {
  it('takes new links up to the limit and counts the others by reason', async () => {
    expect(await plan()).toMatchObject({ chunks: [2], discovered: 2 });
    expect((await scene.stores.runs.get('run_1'))?.droppedLinks).toEqual({
      'other-host': 1,
      'page-limit': 1,
    });
  });

  it('is the same when it is repeated', async () => {
    const first = await plan();
    expect((await plan()).chunks).toEqual(first.chunks);
    expect(await scene.stores.chunks.list('run_1', { limit: 10 })).toHaveLength(2);
    expect((await scene.stores.runs.get('run_1'))?.droppedLinks).toEqual({
      'other-host': 1,
      'page-limit': 1,
    });
  });

  it('loses no links to a planner of an earlier round that cut its first chunk before it', async () => {
    const { stores, ports } = scene;
    const planFile = 'runs/run_1/2/plan.late';
    const reopened = { urlKey: 'kettle', fromChunk: 1, visit: 2, attempts: 0, dueAt: 0 };
    await stores.frontier.reopen('run_1', [reopened]);
    const { urlKey, url } = scrapeRow();
    await ports.files.write('plan', planFile, [{ ...scrapeRow({ visit: 2 }), urlKey, url, chunkNo: 2 }]);
    await stores.chunks.insert(sampleChunk('run_1', 2, { round: 1, planFile }));
    expect(await plan()).toMatchObject({ chunks: [2], discovered: 2, leftOver: true });
    expect(await plan({ ...ROUND, round: 3, firstChunkNo: 3, sourceChunks: [] })).toMatchObject({
      chunks: [3],
    });
  });
});

it('an attempt that hangs keeps no links from the next one in the same process', async () => {
  const { ports, stores } = scene;
  let hang = true;
  const offer: typeof stores.frontier.offer = (...given) => {
    if (!hang) return stores.frontier.offer(...given);
    hang = false;
    return new Promise(() => undefined);
  };
  const frontier = { ...stores.frontier, offer };
  const planner = createPlanChunks({
    ...ports,
    frontier,
    chunkMax: 500,
    urlKeyOf: ports.urlKeyOf,
    ownHosts: [],
  });
  void inActivity(() => planner.planChunks(ROUND));
  await vi.waitUntil(() => !hang);
  expect(await inActivity(() => planner.planChunks(ROUND))).toMatchObject({ chunks: [2], discovered: 2 });
});
