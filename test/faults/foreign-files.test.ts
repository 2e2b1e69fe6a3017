// In mid-run a file of a chunk is replaced by one of another run, as by two processes that wrote under one name. Nothing of it
// is stored: the pages are fetched again, and the run ends as if nothing had been.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Chunk } from '../../domain/run/chunk.ts';
import { packHead } from '../../domain/run/stage/pack-head.ts';
import { stagePrefix } from '../../domain/run/stage/stage-key.ts';
import { eventually } from '../support/eventually.ts';
import { expectWhole, startRevised } from '../support/fault/revised-run.ts';
import { type RevisedSystem, openRevisedSystem } from '../support/fault/revised-system.ts';

let revised: RevisedSystem;

beforeAll(async () => {
  revised = await openRevisedSystem({ services: inject('services'), name: 'foreign-files', latencyMs: 200 });
});

afterAll(() => revised?.close());

/** A chunk that was fetched while no pipeline could read it; all pipelines are frozen. */
async function fetchedUnread(runId: string): Promise<Chunk> {
  const { chunks } = revised.system.mongo;
  const planned = await eventually(async () => {
    const [first] = await chunks.listInState(runId, ['planned']);
    return first ?? false;
  });
  for (const pipeline of revised.system.all('pipeline')) pipeline.freeze();
  return eventually(async () => {
    const chunk = await chunks.get(runId, planned.chunkNo);
    return chunk?.state === 'scraped' ? chunk : false;
  }, 60_000);
}

function thaw(): void {
  for (const pipeline of revised.system.all('pipeline')) pipeline.thaw();
}

async function replace(key: string, bytes: Uint8Array): Promise<void> {
  const { blobs } = revised.system;
  await blobs.delete([key]);
  await blobs.put(key, bytes);
}

test('a run of which a stage file holds the rows of another run fetches that chunk again', async () => {
  const { system } = revised;
  const started = await startRevised(revised);
  const { _id: runId } = started.run;
  const chunk = await fetchedUnread(runId);
  const other = 'runs/run_other/1/scrape.0';
  await system.files.write('scrape', other, []);
  const { scrape = '' } = chunk.files;
  await replace(scrape, (await system.blobs.get(other)) ?? new Uint8Array());
  thaw();
  await expectWhole(system, started);
  const ended = await system.mongo.chunks.get(runId, chunk.chunkNo);
  expect(ended?.state).toBe('committed');
  expect(ended?.files.scrape).not.toBe(scrape);
});

test('a run of which a pack holds the pages of another run fetches those pages again', async () => {
  const { system } = revised;
  const started = await startRevised(revised);
  const { _id: runId } = started.run;
  const chunk = await fetchedUnread(runId);
  let packs = 0;
  for await (const key of system.blobs.list(stagePrefix(runId, chunk.chunkNo, 'pack'))) {
    const own = (await system.blobs.get(key)) ?? new Uint8Array();
    const foreign = packHead(key.replace(runId, `run_${'0'.repeat(runId.length - 4)}`));
    expect(foreign.length).toBe(packHead(key).length);
    await replace(key, Buffer.concat([foreign, own.subarray(foreign.length)]));
    packs += 1;
  }
  expect(packs).toBeGreaterThan(0);
  thaw();
  await expectWhole(system, started, { mayLoseBodies: true });
  const ended = await system.mongo.chunks.get(runId, chunk.chunkNo);
  expect(ended?.counts?.deferred).toBeGreaterThan(0);
});
