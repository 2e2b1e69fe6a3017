import { beforeEach, describe, expect, it } from 'vitest';
import type { ApplyPorts } from '../../../activities/store/apply-ports.ts';
import { createStore } from '../../../activities/store/store.ts';
import type { StoreResult } from '../../../activities/contract.ts';
import type { Page } from '../../../domain/page/page.ts';
import type { ChunkStore } from '../../../domain/run/run-store.ts';
import { sampleChunk, sampleJob, samplePage, sampleRun } from '../../contracts/sample-documents.ts';
import { createDispatchScene, type DispatchScene } from '../../support/dispatch-scene.ts';
import { inActivity } from '../../support/in-activity.ts';
import { scrapeRow } from '../../support/visit-context.ts';

const ID = 'job:kettle';
const FILES = { scrape: 'runs/run_2/1/scrape.a', parse: 'runs/run_2/1/parse.a' };

let scene: DispatchScene;

async function page(): Promise<Page | undefined> {
  return (await scene.stores.pages.getMany([ID])).get(ID);
}

/** The page is known from run 1; run 2 was answered 304. */
beforeEach(async () => {
  scene = createDispatchScene(() => null);
  const { stores, ports } = scene;
  await stores.jobs.insert(sampleJob('job', { activeRun: 'run_2', runSeq: 2 }));
  await stores.runs.insert(sampleRun('run_2', { seq: 2 }));
  await stores.pages.write([{ id: ID, expectedV: 0, order: 11, set: samplePage('job', 'kettle') }]);
  await stores.chunks.insert(sampleChunk('run_2', 1, { state: 'scraped', visits: 1, files: FILES }));
  await ports.files.write('scrape', FILES.scrape, [scrapeRow({ result: 'not-modified', status: 304 })]);
  await ports.files.write('parse', FILES.parse, [{ kind: 'same', linkCount: 0 }]);
});

/** Stores the chunk; `meanwhile` happens between the decision and the writes. */
function store(meanwhile: () => Promise<unknown> = async () => undefined): Promise<StoreResult> {
  let happened = false;
  const chunks: ChunkStore = {
    ...scene.stores.chunks,
    move: async (id, from, set) => {
      const moved = await scene.stores.chunks.move(id, from, set);
      if (!happened) await meanwhile();
      happened = true;
      return moved;
    },
  };
  const ports: ApplyPorts = { ...scene.stores, ...scene.ports, chunks };
  return inActivity(() => createStore(ports).store({ runId: 'run_2', chunkNo: 1, files: FILES }));
}

describe('a page that moves between the decision and the write', () => {
  it('is written as decided when nothing happens', async () => {
    const { counts } = await store();
    expect(counts).toMatchObject({ unchanged: 1, skipped: 0 });
    expect(await page()).toMatchObject({ order: 21, v: 2, checks: 2 });
  });

  it('is decided again when what moved it is not newer', async () => {
    const { counts, file } = await store(() => scene.stores.pages.retire([ID]));
    expect(counts).toMatchObject({ unchanged: 1 });
    expect(await page()).toMatchObject({ order: 21, state: 'live', checks: 2 });
    const rows = await scene.ports.files.read('store', file);
    expect(rows[0]?.why).toContain('the page is back');
    expect((await scene.stores.chunks.get('run_2', 1))?.files.store).toBe(file);
  });

  it('is left to a later run that wrote it', async () => {
    const at = new Date();
    const later = { id: ID, expectedV: 1, order: 31, at };
    const { counts, file } = await store(() => scene.stores.pages.touch([later]));
    const rows = await scene.ports.files.read('store', file);
    expect(rows).toMatchObject([{ outcome: 'skipped', reason: 'superseded' }]);
    expect(rows[0]?.touch).toBeUndefined();
    expect(counts).toMatchObject({ unchanged: 0, skipped: 1, reasons: { superseded: 1 } });
    expect(await page()).toMatchObject({ order: 31 });
  });
});

describe('a chunk whose run has ended', () => {
  it('stores nothing any more', async () => {
    await scene.stores.chunks.move('run_2:1', ['scraped'], { state: 'dropped' });
    await expect(store()).rejects.toMatchObject({ code: 'lease-lost' });
    expect(await page()).toMatchObject({ order: 11 });
  });
});
