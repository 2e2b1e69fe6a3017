// A data folder that may hold only so much: a run waits and says why, and goes on once there is room. A stack of its own,
// which counts what its folder holds.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiClient, createClient } from '../../api/client/client.ts';
import { startWebloom } from '../../cli/stack/processes.ts';
import { createStack } from '../../cli/stack/stack.ts';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';

const LIMIT_MB = 600;
const FILLER_MB = 560;
const PAGES = 40;
const WITHIN_MS = 90_000;

let api: ApiClient;
let pages: ManyPages;
let filler: string;
const closing: (() => Promise<unknown> | void)[] = [];

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'webloom-limit-'));
  closing.push(() => rmSync(folder, { recursive: true }));
  filler = join(folder, 'filler');
  writeFileSync(filler, Buffer.alloc(FILLER_MB * 1_048_576, 1));
  pages = await startManyPages({ pages: PAGES });
  closing.push(() => pages.close());
  const { TEMPORAL_ADDRESS: _t, RABBITMQ_URL: _r, AMQP_URL: _a, MONGODB_URI: _m, ...rest } = process.env;
  const env = {
    ...rest,
    WEBLOOM_DATA_LIMIT_MB: String(LIMIT_MB),
    WEBLOOM_ALLOW_HOSTS: pages.host,
    WEBLOOM_OWN_HOSTS: pages.host,
  };
  const stack = createStack({ dataDir: folder, env, log: () => undefined });
  closing.push(() => stack.stop());
  const addresses = await stack.start();
  const buildDir = process.env['SYSTEM_TEST_DIST'] ?? join(import.meta.dirname, '../../dist');
  const webloom = await startWebloom({ addresses, dataDir: folder, buildDir, env, log: () => undefined });
  closing.push(() => webloom.stop());
  api = createClient({ baseUrl: webloom.apiUrl });
});

afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

test('near the limit nothing is fetched and the run says so; with room again it completes', {
  timeout: 240_000,
}, async () => {
  const { jobId } = await api.createJob({ config: { source: { kind: 'site', start: [pages.startUrl] } } });
  const { runId } = await api.act(jobId, 'start');
  const said = await eventually(async () => {
    const { reasons } = await api.whyIdle(runId ?? '');
    return reasons.find(({ detail }) => detail.includes('data folder is full')) ?? null;
  }, WITHIN_MS);
  expect(said.remedy).toContain('WEBLOOM_DATA_LIMIT_MB');
  expect(pages.requests()).toHaveLength(0);

  rmSync(filler);
  const run = await eventually(async () => {
    const seen = await api.run(runId ?? '');
    return seen.state === 'completed' ? seen : null;
  }, WITHIN_MS);
  expect(run.ledger).toMatchObject({ discovered: PAGES + 1, stored: PAGES + 1, failed: 0 });
});
