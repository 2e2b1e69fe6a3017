import { expect, test } from 'vitest';
import { T0, createHarness } from './harness.ts';

test('a process that has just gone silent is shown as such, and one long dead is not listed', async () => {
  const { app, ports } = await createHarness();
  const silentForMs = { '1': 1_000, '2': 60_000, '3': 3_600_000 };
  for (const [pid, ms] of Object.entries(silentForMs))
    await ports.agents.beat({
      _id: `scraper:host:${pid}`,
      role: 'scraper',
      pid: Number(pid),
      startedAt: new Date(T0 - 7_200_000),
      at: new Date(T0 - ms),
      storeId: '',
      version: 'test',
      load: {},
    });
  const answer = await app.inject({ url: '/v1/agents' });
  expect(answer.json().items).toMatchObject([
    { pid: 1, health: 'healthy', state: 'idle' },
    { pid: 2, health: 'silent', state: 'silent' },
  ]);
  expect(answer.json().items).toHaveLength(2);
});

test('a process beyond its memory bound is shown as draining, and health says that it is replaced', async () => {
  const { app, ports } = await createHarness();
  await ports.agents.beat({
    _id: 'pipeline:host:7',
    role: 'pipeline',
    pid: 7,
    startedAt: new Date(T0 - 7_200_000),
    at: new Date(T0 - 1_000),
    storeId: '',
    version: 'test',
    load: { rssMb: 612, rssBoundMb: 600, draining: 1 },
  });
  const agents = await app.inject({ url: '/v1/agents' });
  expect(agents.json().items).toMatchObject([{ pid: 7, health: 'draining', load: { rssMb: 612 } }]);
  const health = await app.inject({ url: '/v1/health' });
  expect(health.json().problems).toContain(
    'The pipeline 7 has grown beyond its memory bound (612 of 600 MB): it finishes what it has and is replaced.',
  );
});

test('a process tells who it is, what it works on since when, and how it fares', async () => {
  const { app, ports } = await createHarness();
  await ports.agents.beat({
    _id: 'pipeline:loom.example:7',
    role: 'pipeline',
    pid: 7,
    startedAt: new Date(T0 - 60_000),
    at: new Date(T0 - 2_000),
    storeId: '',
    version: 'test',
    load: {
      slots: 8,
      slotsUsed: 1,
      done: 40,
      failed: 2,
      perMinute: 12,
      rssMb: 210,
      rssFreshMb: 120,
      replacedInRow: 2,
      cpuPercent: 31,
      lagMs: 4,
    },
    work: [{ what: 'detectChange', runId: 'run_1', chunkNo: 3, since: T0 - 3_000 }],
    lastError: { at: new Date(T0 - 9_000), what: 'store', message: 'The store does not answer.' },
  });
  expect((await app.inject({ url: '/v1/agents' })).json().items).toMatchObject([
    {
      host: 'loom.example',
      state: 'working',
      silentMs: 2_000,
      uptimeMs: 58_000,
      work: [
        {
          what: 'detectChange',
          means: 'compares pages with their stored versions',
          runId: 'run_1',
          chunkNo: 3,
          host: null,
          since: new Date(T0 - 3_000).toISOString(),
        },
      ],
      slots: { used: 1, total: 8 },
      rates: { perMinute: 12, done: 40, failed: 2 },
      memoryMb: 210,
      memoryFreshMb: 120,
      replacedInRow: 2,
      cpuPercent: 31,
      lagMs: 4,
      lastError: { what: 'store', message: 'The store does not answer.' },
    },
  ]);
});
