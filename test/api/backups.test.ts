// The list of backups, for operators of the whole installation.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, createHarness } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.app.close());

const list = async () => (await harness.app.inject({ url: '/v1/backups' })).json();

test('an installation without backups says so', async () => {
  expect(await list()).toEqual({ items: [], lastFinishedAt: null });
});

test('backups are listed with the newest first', async () => {
  const record = {
    place: '/backup',
    host: 'box',
    version: '0.1.0',
    documents: 5,
    blobs: 4,
    bytes: 900,
    missing: 0,
  };
  const [startedAt, finishedAt] = [new Date('2026-05-01T01:00:00Z'), new Date('2026-05-01T01:02:00Z')];
  for (const _id of ['bak_1', 'bak_2']) await harness.backups.note({ _id, ...record, startedAt, finishedAt });
  const { items, lastFinishedAt } = await list();
  expect(items.map(({ backupId }: { backupId: string }) => backupId)).toEqual(['bak_2', 'bak_1']);
  expect(items[0]).toEqual({
    backupId: 'bak_2',
    ...record,
    startedAt: '2026-05-01T01:00:00.000Z',
    finishedAt: '2026-05-01T01:02:00.000Z',
  });
  expect(lastFinishedAt).toBe('2026-05-01T01:02:00.000Z');
});
