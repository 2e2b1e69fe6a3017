// A removed job is gone from every list and route at once, whatever of it is still stored; jobs that named it are told of.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClient } from '../../api/client/client.ts';
import { eraseJobs } from '../../domain/upkeep/removal/erase-jobs.ts';
import type { ErasureStore } from '../../domain/upkeep/removal/erasure-store.ts';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import type { Run } from '../../domain/run/run.ts';
import { runCli } from '../cli/harness.ts';
import { sampleChange, samplePage, samplePrice, sampleSnapshot } from '../contracts/sample-documents.ts';
import { type Harness, T0, createHarness, putRun } from './harness.ts';

let harness: Harness;
let run: Run;
let routes: string[];
let url: string;

const source = { kind: 'pages' as const, urls: ['https://shop.example/a'] };
const get = (url: string) => harness.app.inject(url);
const itemsOf = async (url: string): Promise<unknown[]> => (await get(url)).json().items;
const LISTS = ['/v1/jobs', '/v1/runs', '/v1/changes', '/v1/prices'];

async function fill(): Promise<void> {
  run = await putRun(harness, 'completed');
  const { jobId, _id: runId } = run;
  const pageId = `${jobId}:a`;
  const { pages, history } = harness.ports;
  const page = samplePage(jobId, 'a');
  await pages.write([{ id: pageId, expectedV: 0, order: 11, set: page }]);
  await history.insertSnapshots([sampleSnapshot(pageId, 1, { jobId })]);
  await history.insertChanges([sampleChange(pageId, 2, { jobId, runId })]);
  await history.insertPrices([samplePrice(pageId, 11, { jobId, runId })]);
  const ids = { page: pageId, snapshot: `${pageId}:1:0a1b2c3d`, change: `${pageId}:2` };
  const path = (kind: keyof typeof ids) => `/v1/${kind}s/${encodeURIComponent(ids[kind])}`;
  const below = ['runs', 'pages', 'changes', 'prices', 'snapshots'].map(
    (kind) => `/v1/jobs/${jobId}/${kind}`,
  );
  const ofRun = [
    `/v1/runs/${runId}`,
    `/v1/runs/${runId}/pages`,
    `/v1/runs/${runId}/failures`,
    `/v1/runs/${runId}/why-idle`,
  ];
  routes = [`/v1/jobs/${jobId}`, ...below, ...ofRun, path('page'), path('snapshot'), path('change')];
}

beforeAll(async () => {
  harness = await createHarness();
  url = await harness.app.listen({ host: '127.0.0.1', port: 0 });
  await fill();
});
afterAll(() => harness.app.close());

const remove = (jobId: string) => harness.app.inject({ method: 'DELETE', url: `/v1/jobs/${jobId}` });

describe('a removed job', () => {
  test('was everywhere, and is nowhere any more', async () => {
    for (const url of routes) expect([url, (await get(url)).statusCode]).toEqual([url, 200]);
    for (const url of LISTS) expect([url, (await itemsOf(url)).length]).toEqual([url, 1]);
    expect((await remove(run.jobId)).statusCode).toBe(202);
    for (const url of routes) expect([url, (await get(url)).statusCode]).toEqual([url, 404]);
    for (const url of LISTS) expect([url, await itemsOf(url)]).toEqual([url, []]);
    expect(await harness.ports.runs.get(run._id)).not.toBeNull();
    const stop = await harness.app.inject({ method: 'POST', url: `/v1/runs/${run._id}/stop` });
    expect(stop.statusCode).toBe(404);
    expect((await remove(run.jobId)).statusCode).toBe(404);
  });

  test('hides nothing of others: lists read on past its rows', async () => {
    const others: Run[] = [];
    for (let n = 0; n < 3; n++) others.push(await putRun(harness, 'completed'));
    for (let n = 0; n < 8; n++) {
      const gone = await putRun(harness, 'completed');
      await harness.ports.jobs.remove(gone.jobId);
    }
    const first = (await get('/v1/runs?limit=2')).json();
    const second = (await get(`/v1/runs?limit=2&cursor=${first.nextCursor}`)).json();
    const seen = [...first.items, ...second.items].map(({ runId }: { runId: string }) => runId);
    expect(seen).toEqual(others.map(({ _id }) => _id).toReversed());
    expect(second.nextCursor).toBeNull();
  });

  test('tells what erasing it freed, by the API and at the command line', async () => {
    const blobs = harness.ports.blobs as BlobStore;
    await blobs.put(`runs/${run._id}/1/store.1`, Buffer.alloc(2_000_000));
    await putRun(harness, 'running');
    const { erasure } = harness.ports as unknown as { erasure: ErasureStore };
    const ports = { ...harness.ports, blobs, erasure };
    for (let turn = 0; turn < 2; turn++) await eraseJobs(ports, async () => true);
    // The event of the run's end among them.
    const removal = (await get(`/v1/removals/${run.jobId}`)).json();
    expect(removal).toMatchObject({ jobId: run.jobId, rows: 6, files: 1, bytes: 2_000_000 });
    expect(removal.finishedAt).toBe(new Date(T0).toISOString());
    expect(await harness.ports.runs.get(run._id)).toBeNull();
    const { out } = await runCli(['--api', url, 'removals', '--wide']);
    expect(out).toMatch(/Z +1\.9 MiB +\S+ \S+Z +6 +1\n/);
  });
});

test('a job that others name as dependent can be removed: they lose the name, and it is said', async () => {
  const api = createClient({ baseUrl: url });
  const second = await api.createJob({ name: 'second', config: { source } });
  const first = await api.createJob({ name: 'first', config: { source, dependents: [second.jobId] } });
  const { out } = await runCli(['--api', url, 'remove', 'second', '--yes']);
  expect(out).toContain(`first  ${first.jobId} no longer starts it`);
  const { lostBy } = await api.removal(second.jobId);
  expect(lostBy).toEqual([{ jobId: first.jobId, name: 'first' }]);
  const after = await api.job(first.jobId);
  expect(after).toMatchObject({ version: 2, config: { dependents: [] } });
  expect(after.history.at(-1)).toMatchObject({ event: 'dependent-removed', by: 'removal' });
});
