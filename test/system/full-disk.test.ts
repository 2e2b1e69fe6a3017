// A disk that is full to the last byte in mid-run, under everything: services, blobs, logs. Nothing falls over, reads go on,
// the run waits and says why, and once there is room all goes on by itself. A stack of its own on a small disk.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFileBlobStore } from '../../adapters/blobs/file-blob-store.ts';
import { createStageFiles } from '../../adapters/blobs/stage-files.ts';
import { createMongo, type Mongo } from '../../adapters/mongo/mongo.ts';
import { type ApiClient, createClient } from '../../api/client/client.ts';
import { type Webloom, startWebloom } from '../../cli/stack/processes.ts';
import { type Stack, createStack } from '../../cli/stack/stack.ts';
import type { SupervisorEvent } from '../../cli/stack/process/supervisor.ts';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { recount } from '../support/recount.ts';
import { type SmallDisk, mountSmallDisk } from '../support/small-disk.ts';

const PAGES = 600;
const DISK_MB = 400;
const FLOOR_MB = 20;
/** Longer than every heartbeat. */
const HOLD_MS = 20_000;
const BACK_MS = 120_000;
const TERMINAL = new Set(['completed', 'failed', 'stopped']);

interface Scene {
  readonly disk: SmallDisk;
  readonly pages: ManyPages;
  readonly stack: Stack;
  readonly webloom: Webloom;
  readonly api: ApiClient;
  readonly mongo: Mongo;
  readonly crashes: SupervisorEvent[];
}

let disk: SmallDisk | null = null;
let scene: Scene;
const closing: (() => Promise<unknown> | void)[] = [];

beforeAll(async () => {
  disk = mountSmallDisk(DISK_MB);
  if (disk === null) return;
  const mounted = disk;
  closing.push(() => mounted.unmount());
  scene = await openScene(mounted);
});

afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

async function openScene(on: SmallDisk): Promise<Scene> {
  const dataDir = join(on.folder, 'data');
  const crashes: SupervisorEvent[] = [];
  const onEvent = (event: SupervisorEvent): void => {
    if (event.type === 'crashed') crashes.push(event);
  };
  const pages = await startManyPages({ pages: PAGES, latencyMs: 150 });
  closing.push(() => pages.close());
  const { TEMPORAL_ADDRESS: _t, RABBITMQ_URL: _r, AMQP_URL: _a, MONGODB_URI: _m, ...rest } = process.env;
  const env = {
    ...rest,
    WEBLOOM_DISK_FLOOR_MB: String(FLOOR_MB),
    WEBLOOM_ALLOW_HOSTS: pages.host,
    WEBLOOM_OWN_HOSTS: pages.host,
  };
  const stack = createStack({ dataDir, env, log: () => undefined, onEvent });
  closing.push(() => stack.stop());
  const addresses = await stack.start();
  const buildDir = process.env['SYSTEM_TEST_DIST'] ?? join(import.meta.dirname, '../../dist');
  const webloom = await startWebloom({ addresses, dataDir, buildDir, env, log: () => undefined, onEvent });
  closing.push(() => webloom.stop());
  const mongo = await createMongo(addresses.mongoUri, { dbName: 'webloom', appName: 'a test' });
  closing.push(() => mongo.close());
  const api = createClient({ baseUrl: webloom.apiUrl });
  return { disk: on, pages, stack, webloom, api, mongo, crashes };
}

const siteJob = (startUrl: string) => ({
  config: { source: { kind: 'site' as const, start: [startUrl] }, changes: { sampleNoise: false } },
});

test('a run on a disk that is full for a while completes by itself, and no page fails for it', {
  timeout: 300_000,
}, async ({ skip }) => {
  if (disk === null) return skip('mounting a tmpfs is not permitted here, so no disk can be filled');
  const { api, pages, webloom, crashes } = scene;
  const { jobId } = await api.createJob(siteJob(pages.startUrl));
  const runId = (await api.act(jobId, 'start')).runId ?? '';
  await eventually(() => pages.requests().length > 100, BACK_MS);
  expect(disk.fill()).toBe('ENOSPC');

  // It hit: the store refuses, nothing is fetched any more, and the run is midway.
  const refusal = await eventually(async () => refusalOf(api.createJob(siteJob(pages.startUrl))), BACK_MS);
  expect(refusal).toMatch(/disk is full/i);
  await eventually(async () => isDiskFull(api, runId), BACK_MS);
  const readiness = await eventually(() => notReady(webloom.apiUrl), BACK_MS);
  expect(readiness).toMatch(/"name":"disk","ok":false/);
  // Not "frozen": the broker says itself what is wrong.
  expect(readiness).toContain('RabbitMQ takes no messages for now: low on disk');
  const fetched = pages.requests().length;
  const until = Date.now() + HOLD_MS;
  await eventually(async () => {
    disk?.fill();
    // Reads go on all the while.
    expect((await api.run(runId)).state).toBe('running');
    return Date.now() > until;
  }, HOLD_MS + 30_000);
  expect(pages.requests().length).toBeLessThanOrEqual(fetched + 1);
  expect(fetched).toBeLessThan(PAGES);
  const midway = await api.run(runId);
  expect(midway.ledger.failed).toBe(0);
  expect(midway.ledger.stored).toBeLessThan(PAGES);

  disk.makeRoom();
  const run = await eventually(async () => {
    const seen = await api.run(runId);
    return TERMINAL.has(seen.state) ? seen : null;
  }, BACK_MS);
  expect([run.state, run.ledger]).toMatchObject([
    'completed',
    { discovered: PAGES + 1, stored: PAGES + 1, failed: 0, skipped: 0 },
  ]);
  await expectBooks(runId);
  await eventually(async () => (await fetch(`${webloom.apiUrl}/readyz`)).status === 200, BACK_MS);
  expect(crashes.filter((event) => 'reason' in event && event.restartInMs === undefined)).toEqual([]);
});

async function refusalOf(work: Promise<unknown>): Promise<string | null> {
  return work.then(
    () => null,
    (error: unknown) => String(error),
  );
}

/** The broker looks at its disk every few seconds. */
async function notReady(apiUrl: string): Promise<string | null> {
  const answer = await fetch(`${apiUrl}/readyz`);
  const text = await answer.text();
  // The broker and the gauge of the disk see it each in its own time.
  const isKnown = text.includes('low on disk') && text.includes('"name":"disk","ok":false');
  return answer.status === 503 && isKnown ? text : null;
}

async function isDiskFull(api: ApiClient, runId: string): Promise<boolean> {
  const { reasons } = await api.whyIdle(runId);
  return reasons[0]?.code === 'disk-full';
}

/** Counted again from the documents. */
async function expectBooks(runId: string): Promise<void> {
  const { mongo, disk: on } = scene;
  const blobs = await createFileBlobStore({ folder: join(on.folder, 'data', 'blobs') });
  const run = await mongo.runs.get(runId);
  if (run === null) throw new Error(`the run ${runId} is gone`);
  const { classes, faults } = await recount({ mongo, blobs, files: createStageFiles(blobs) }, run);
  expect(faults).toEqual([]);
  expect(classes).toEqual({ stored: PAGES + 1, unchanged: 0, failed: 0, skipped: 0 });
}
