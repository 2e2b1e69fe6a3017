import { describe, expect, it } from 'vitest';
import {
  type DetailsPorts,
  createDetailsPass,
} from '../../../../../domain/upkeep/clean-up/packed/details-pass.ts';
import type { RunDetailStores } from '../../../../../domain/upkeep/clean-up/packed/read-packed.ts';
import type { PassOrder, PassSlice } from '../../../../../domain/upkeep/clean-up/pass.ts';
import { runFolder } from '../../../../../domain/run/stage/stage-key.ts';
import { samplePage, sampleRun, START } from '../../../../contracts/sample-documents.ts';
import { PowerCut } from '../../../../support/control-scene.ts';
import {
  type PackingScene,
  URLS,
  afterDays,
  createPackingScene,
  fillRuns,
} from '../../../../support/packing-scene.ts';

const WHOLE: PassOrder = { cursor: null, dryRun: false, limit: 100 };

async function filledScene(): Promise<PackingScene> {
  const scene = createPackingScene();
  await fillRuns(scene);
  return scene;
}

function step(scene: PackingScene, order: Partial<PassOrder> = {}): Promise<PassSlice> {
  return createDetailsPass(scene.packing).step({ ...WHOLE, ...order });
}

/** All that the screens ask of the details of a run. */
async function answers({ chunks, frontier, failures, stageFiles }: RunDetailStores): Promise<unknown> {
  const some = await frontier.list('run_1', 'run_1:key-00998', 7);
  const chunk = await chunks.get('run_1', 3);
  return {
    all: await chunks.list('run_1', { limit: 1_000 }),
    later: await chunks.list('run_1', { after: 2, limit: 2 }),
    committed: await chunks.listInState('run_1', ['committed']),
    newest: await chunks.newest('run_1', { before: 5, limit: 1 }),
    chunk,
    none: await chunks.get('run_1', 99),
    some,
    first: await frontier.list('run_1', null, 3),
    last: await frontier.list('run_1', 'run_1:key-02297', 500),
    entry: await frontier.get('run_1', 'key-01234'),
    unknown: await frontier.get('run_1', 'nobody'),
    count: await frontier.count('run_1'),
    missing: await frontier.missing('run_1', [
      { urlKey: 'key-00001', url: '', depth: 0 },
      { urlKey: 'nobody', url: '', depth: 0 },
    ]),
    failures: await failures.list('run_1', { after: null, limit: 5 }),
    laterFailures: await failures.list('run_1', { after: 'run_1:key-00400', limit: 500 }),
    dead: await failures.list('run_1', { after: null, limit: 500, dead: true }),
    deadAmong: await failures.deadAmong(['run_1:key-00000', 'run_1:key-00100', 'run_1:key-00001']),
    outcomes: await stageFiles.read('store', chunk?.files.store ?? ''),
  };
}

async function left(scene: PackingScene): Promise<number> {
  const kinds = ['chunks', 'frontier', 'failures'] as const;
  const rows = await Promise.all(kinds.map((kind) => scene.stores.erasure.some(kind, 'run_1', 9_999)));
  const files: string[] = [];
  for await (const key of scene.blobs.list(runFolder('run_1'))) files.push(key);
  return rows.flat().length + files.length;
}

describe('packing the details of runs', () => {
  it('answers of a packed run what was answered before, from one file', async () => {
    const scene = await filledScene();
    const before = await answers(scene.reading);
    afterDays(scene, 14);
    const { next, seen, freed } = await step(scene);
    expect({ next, seen }).toEqual({ next: null, seen: 2 });
    expect(freed).toMatchObject({ files: 5, documents: URLS + 5 + 23 });
    expect(await left(scene)).toBe(0);
    expect(await answers(scene.reading)).toEqual(before);
    const run = await scene.stores.runs.get('run_1');
    expect(run?.details).toEqual({ state: 'packed', at: scene.now });
    expect(run?.receipt?.chunks).toBe(5);
  });

  it('lets the pictures of failed steps go', async () => {
    const scene = await filledScene();
    const [failure] = await scene.stores.failures.list('run_1', { after: null, limit: 1 });
    if (failure === undefined) throw new Error('no failure');
    const picture = { key: 'archives/A/0.p', width: 1, height: 1, pageId: 'job:key-00000' };
    await scene.stores.failures.put([{ ...failure, picture }]);
    afterDays(scene, 14);
    await step(scene);
    expect(await scene.reading.failures.list('run_1', { after: null, limit: 1 })).toEqual([failure]);
    const named: string[] = [];
    for await (const keys of scene.stores.erasure.namedKeys()) named.push(...keys);
    expect(named).not.toContain(picture.key);
  });

  it('leaves no file behind of a run that is removed while it is packed', async () => {
    const scene = await filledScene();
    afterDays(scene, 14);
    const move = async (): Promise<null> => null;
    await createDetailsPass({ ...scene.packing, runs: { ...scene.packing.runs, move } }).step(WHOLE);
    expect(await scene.packing.archive.has('run_1')).toBe(false);
    expect(await left(scene)).toBeGreaterThan(URLS);
  });

  it('keeps the first few of the addresses a packed run was given', async () => {
    const scene = await filledScene();
    const urls = Array.from({ length: 5_000 }, (_, i) => `http://shop.test/${i}`);
    const run = await scene.stores.runs.get('run_1');
    if (run === null) throw new Error('no run');
    const config = { ...run.config, source: { kind: 'pages' as const, urls } };
    await scene.stores.runs.move(run, { config, onlyUrls: urls }, null);
    afterDays(scene, 14);
    await step(scene);
    const packed = await scene.stores.runs.get('run_1');
    expect(packed?.onlyUrls).toHaveLength(20);
    expect(packed?.config.source).toEqual({ kind: 'pages', urls: urls.slice(0, 20) });
    expect(packed?.config.fetch).toEqual(config.fetch);
  });

  it('leaves runs that are younger, and the newest of a job whatever its age', async () => {
    const scene = await filledScene();
    afterDays(scene, 13);
    expect((await step(scene)).freed.documents).toBe(0);
    afterDays(scene, 1_000);
    await step(scene);
    expect((await scene.stores.runs.get('run_2'))?.details).toBeUndefined();
  });

  it('leaves a run of which a page has still to tell', async () => {
    const scene = await filledScene();
    const entry = { kind: 'change', id: 'chg', key: 'runs/run_1/1/store.1', row: 0 } as const;
    const set = samplePage('job', 'a', { outbox: [entry], outboxAt: START });
    await scene.stores.pages.write([{ id: 'job:a', expectedV: 0, order: 11, set }]);
    afterDays(scene, 14);
    expect((await step(scene)).freed.documents).toBe(0);
  });

  it('leaves a run of which dead letters are still to be made', async () => {
    const scene = await filledScene();
    const run = await scene.stores.runs.get('run_1');
    if (run === null) throw new Error('no run');
    await scene.stores.runs.move(run, { lettersAt: START }, null);
    afterDays(scene, 500);
    expect((await step(scene)).freed.documents).toBe(0);
  });

  it('stops between two runs when a backup begins, and goes on there', async () => {
    const scene = await filledScene();
    await scene.stores.runs.insert(sampleRun('run_0', { state: 'completed', finishedAt: START }));
    afterDays(scene, 14);
    const pass = createDetailsPass({ ...scene.packing, mayDelete: async () => false });
    expect(await pass.step(WHOLE)).toMatchObject({ next: 'run_0', seen: 1 });
    expect((await scene.stores.runs.get('run_1'))?.details).toBeUndefined();
  });

  it('tells in a dry run what would go, and touches nothing', async () => {
    const scene = await filledScene();
    const before = await left(scene);
    afterDays(scene, 14);
    expect((await step(scene, { dryRun: true })).freed).toMatchObject({ files: 5, documents: URLS });
    expect(await left(scene)).toBe(before);
  });

  it('drops the packed file later, and keeps the run with its receipt', async () => {
    const scene = await filledScene();
    afterDays(scene, 14);
    await step(scene);
    afterDays(scene, 179);
    expect((await step(scene)).freed.files).toBe(0);
    afterDays(scene, 180);
    expect((await step(scene)).freed).toMatchObject({ files: 1, documents: 0 });
    const run = await scene.stores.runs.get('run_1');
    expect(run).toMatchObject({ details: { state: 'gone' }, receipt: { chunks: 5 } });
    expect(await scene.reading.chunks.list('run_1', { limit: 10 })).toEqual([]);
    expect((await step(scene)).seen).toBe(1);
  });

  it('drops details at once that are older than packed ones are kept', async () => {
    const scene = await filledScene();
    afterDays(scene, 181);
    expect((await step(scene, { dryRun: true })).freed).toMatchObject({ files: 5, documents: URLS });
    expect((await step(scene)).freed).toMatchObject({ files: 5, documents: URLS + 5 + 23 });
    expect(await scene.packing.archive.has('run_1')).toBe(false);
    const run = await scene.stores.runs.get('run_1');
    expect(run).toMatchObject({ details: { state: 'gone' }, receipt: { chunks: 5 } });
  });

  it('goes on where it was, run by run', async () => {
    const scene = await filledScene();
    const first = await step(scene, { limit: 1 });
    expect(first).toMatchObject({ next: 'run_1', seen: 1 });
    expect(await step(scene, { limit: 1, cursor: first.next })).toMatchObject({ next: 'run_2', seen: 1 });
    expect(await step(scene, { limit: 1, cursor: 'run_2' })).toMatchObject({ next: null, seen: 0 });
  });

  it('loses nothing when it is killed before any of its writes, and is finished the next time', async () => {
    let writes = 0;
    for (let cutAt = 0; cutAt <= writes; cutAt++) {
      const scene = await filledScene();
      const before = await answers(scene.reading);
      afterDays(scene, 14);
      writes = Math.max(writes, await runUntilCut(scene.packing, cutAt));
      expect(await answers(scene.reading)).toEqual(before);
      await step(scene);
      expect(await answers(scene.reading)).toEqual(before);
      expect(await left(scene)).toBe(0);
    }
    expect(writes).toBeGreaterThan(8);
  });

  it('packs again what still stands when its file was lost before all was deleted', async () => {
    const scene = await filledScene();
    const before = await answers(scene.reading);
    afterDays(scene, 14);
    // Written, read back and marked; killed before anything was deleted.
    await runUntilCut(scene.packing, 3);
    await scene.packing.archive.remove('run_1');
    await step(scene);
    expect(await answers(scene.reading)).toEqual(before);
  });
});

/** Returns the writes that were done: with `cutAt` of them the power is cut. */
async function runUntilCut(ports: DetailsPorts, cutAt: number): Promise<number> {
  let writes = 0;
  const cut = <T extends object>(port: T, names: readonly string[]): T =>
    new Proxy(port, {
      get(target, name, receiver) {
        const member: unknown = Reflect.get(target, name, receiver);
        if (typeof member !== 'function' || !names.includes(String(name))) return member;
        return async (...given: unknown[]): Promise<unknown> => {
          if (writes >= cutAt) throw new PowerCut(`power cut before write ${writes + 1}`);
          writes += 1;
          return Reflect.apply(member, target, given);
        };
      },
    });
  const pass = createDetailsPass({
    ...ports,
    runs: cut(ports.runs, ['move']),
    archive: cut(ports.archive, ['write', 'remove']),
    erasure: cut(ports.erasure, ['erase']),
    blobs: cut(ports.blobs, ['delete']),
  });
  try {
    await pass.step(WHOLE);
    return writes;
  } catch (error) {
    if (!(error instanceof PowerCut)) throw error;
    return writes + 1;
  }
}
