// The clean-up through its real workflow: runs that ended long ago are packed, also when the process that packs them is killed.
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { MongoClient } from 'mongodb';
import { createRunArchive } from '../../adapters/blobs/run-archive-file.ts';
import { createTemporalEngine } from '../../adapters/temporal/run-engine.ts';
import { cleanUpId } from '../../domain/upkeep/clean-up/clean-up.ts';
import { readingPacked } from '../../domain/upkeep/clean-up/packed/read-packed.ts';
import { runFolder } from '../../domain/run/stage/stage-key.ts';
import { eventually } from '../support/eventually.ts';
import { type Site, startSite } from '../support/site/site.ts';
import { type System, startSystem } from '../support/system.ts';

const RUNS = 4;
const PAGES = 30;
/** Old enough to be packed, too young to be dropped. */
const LONG_AGO = new Date(Date.now() - 20 * 86_400_000);

let system: System;
let site: Site;
let engine: ReturnType<typeof createTemporalEngine>;
const runIds: string[] = [];

beforeAll(async () => {
  const services = inject('services');
  const page = (i: number) => [`/p${i}`, `<title>Page ${i}</title><p>Words of page ${i}.</p>`] as const;
  site = await startSite(
    Object.fromEntries(
      Array.from({ length: PAGES }, (_, i) => page(i)).map(([path, html]) => [
        path,
        (_request: unknown, response: ServerResponse) =>
          void response.writeHead(200, { 'content-type': 'text/html' }).end(html),
      ]),
    ),
  );
  system = await startSystem({ services, name: 'clean-up', ownHosts: [`${site.host}:${site.port}`] });
  engine = createTemporalEngine({ address: services.temporalAddress, prefix: system.namespace });
  const urls = Array.from({ length: PAGES }, (_, i) => site.url(`/p${i}`));
  const jobId = await system.createJob({ source: { kind: 'pages', urls } });
  for (let i = 0; i < RUNS; i++) runIds.push((await system.completed(jobId))._id);
  const client = await MongoClient.connect(services.mongoUri);
  const runs = client.db(system.namespace).collection('runs');
  await runs.updateMany(
    {},
    { $set: { finishedAt: LONG_AGO }, $unset: { uncounted: '', alertAt: '', lettersAt: '' } },
  );
  await client.close();
});

afterAll(async () => {
  await engine?.close();
  await system?.close();
  await site?.close();
});

function details() {
  const { chunks, frontier, failures } = system.mongo;
  return readingPacked(
    { chunks, frontier, failures, stageFiles: system.files },
    createRunArchive(system.blobs),
  );
}

async function outcomesOf(runId: string): Promise<string[]> {
  const { chunks, stageFiles } = details();
  const outcomes: string[] = [];
  for (const { files } of await chunks.list(runId, { limit: 99 }))
    for (const row of files.store === undefined ? [] : await stageFiles.read('store', files.store))
      outcomes.push(`${row.url} ${row.outcome} ${row.reason}`);
  return outcomes.toSorted();
}

async function cleanUp(dryRun: boolean) {
  const id = cleanUpId(new Date());
  // The workflow of the one before ends a moment after its report.
  await eventually(() => engine.startCleanUp({ cleanUpId: id, dryRun, by: 'test' }));
  return {
    id,
    done: () =>
      eventually(async () => {
        const found = await system.mongo.cleanUps.get(id);
        return found?.state === 'running' ? null : found;
      }, 60_000),
  };
}

test('a dry run tells what would go, and a clean-up packs it although its process is killed', async () => {
  const before = await Promise.all(runIds.map(outcomesOf));
  expect(before[0]).toHaveLength(PAGES);
  const looked = await (await cleanUp(true)).done();
  expect(looked.passes.find(({ name }) => name === 'run details')).toMatchObject({ seen: RUNS });
  expect((await system.mongo.runs.get(runIds[0] ?? ''))?.details).toBeUndefined();

  const { done } = await cleanUp(false);
  expect(await engine.startCleanUp({ cleanUpId: 'second', dryRun: false, by: 'test' })).toBe(false);
  await eventually(() => system.blobs.has(`runs-packed/${runIds[0] ?? ''}`), 60_000);
  await system.one('pipeline').kill9();
  const cleaned = await done();
  expect(cleaned).toMatchObject({ state: 'done', dryRun: false, by: 'test' });
  expect(await Promise.all(runIds.map(outcomesOf))).toEqual(before);
  for (const runId of runIds.slice(0, -1)) {
    expect((await system.mongo.runs.get(runId))?.details).toMatchObject({ state: 'packed' });
    expect((await system.mongo.runs.get(runId))?.details?.left).toBeUndefined();
    expect(await system.mongo.frontier.count(runId)).toBe(0);
    for await (const key of system.blobs.list(runFolder(runId))) throw new Error(`${key} is left`);
  }
  expect((await system.mongo.runs.get(runIds.at(-1) ?? ''))?.details).toBeUndefined();
});

test('the daily schedule is put there once', async () => {
  await engine.keepCleanUpSchedule();
  await engine.keepCleanUpSchedule();
  const handle = system.temporal.schedule.getHandle(`${system.namespace}-clean-up`);
  const { spec, action } = await handle.describe();
  expect(spec.calendars).toMatchObject([{ hour: [{ start: 3 }], minute: [{ start: 10 }] }]);
  expect(action.workflowType).toBe('maintenance');
  await handle.delete();
});
