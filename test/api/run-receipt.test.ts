import { afterAll, beforeAll, expect, test } from 'vitest';
import { NO_COUNTS } from '../../domain/run/ledger.ts';
import { costOfVisit } from '../../domain/run/report/host-cost.ts';
import { sampleChunk } from '../contracts/sample-documents.ts';
import { type Harness, T0, createHarness, putRun } from './harness.ts';

const COST = { requests: 2, wireBytes: 900, waitMs: 30, elapsedMs: 50, status: 200 };
const COUNTS = { ...NO_COUNTS, requests: 4, wireBytes: 1_800, waitMs: 60, cpuMs: 90 };

let harness: Harness;

beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.app.close());

const receiptOf = async (runId: string) => (await harness.app.inject(`/v1/runs/${runId}/receipt`)).json();

test('the receipt sums what committed chunks cost, by stage and by host', async () => {
  const run = await putRun(harness, 'completed');
  const hosts = ['shop.example', 'cdn.example'].map((host) => costOfVisit(host, COST));
  const times = { parse: { startedAt: T0, finishedAt: T0 + 500, cpuMs: 80 } };
  const counts = { ...COUNTS, hosts: hosts.filter((one) => one !== null) };
  await harness.ports.chunks.insert(sampleChunk(run._id, 1, { state: 'committed', counts, times }));
  await harness.ports.chunks.insert(sampleChunk(run._id, 2, { state: 'storing', counts }));
  const receipt = await receiptOf(run._id);
  expect(receipt).toMatchObject({
    final: true,
    chunks: 1,
    requests: 4,
    wireBytes: 1_800,
    cpuMs: 90,
    temporalEvents: 41,
    temporalParts: 2,
    hostCount: 2,
    otherHosts: null,
    byHost: true,
  });
  expect(receipt.stages[1]).toEqual({ stage: 'parse', workMs: 500, cpuMs: 80 });
  expect(receipt.hosts[0]).toMatchObject({ host: 'cdn.example', requests: 2, meanMs: 50, waitMs: 30 });
});

test('the receipt is told without the engine, and says that chunks of earlier versions tell no hosts', async () => {
  const run = await putRun(harness, 'running');
  await harness.ports.chunks.insert(sampleChunk(run._id, 1, { state: 'committed', counts: COUNTS }));
  harness.engineDown = true;
  const receipt = await receiptOf(run._id);
  harness.engineDown = false;
  expect(receipt).toMatchObject({
    final: false,
    requests: 4,
    temporalEvents: null,
    temporalParts: null,
    hosts: [],
    byHost: false,
  });
});
