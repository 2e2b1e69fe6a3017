// The process that reads all stored versions again is killed in the middle, again and again: the run goes on where it was, every
// version is read, and nothing is counted twice. On real services.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startMend } from '../../domain/upkeep/mend-run/start-mend.ts';
import type { Snapshot } from '../../domain/page/page.ts';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { type System, startSystem } from '../support/system.ts';

const PAGES = 120;
const ALL = PAGES + 1;
const KILLS = 2;

let pages: ManyPages;
let system: System;

beforeAll(async () => {
  pages = await startManyPages({ pages: PAGES });
  system = await startSystem({ services: inject('services'), name: 'reparse', ownHosts: [pages.host] });
});

afterAll(async () => {
  await system?.close();
  await pages?.close();
});

async function versions(jobId: string): Promise<Snapshot[]> {
  return system.mongo.history.snapshots({ jobId, limit: ALL + 1 });
}

test('a killed process does not keep a run from reading every version', { timeout: 300_000 }, async () => {
  const jobId = await system.createJob({ source: { kind: 'site', start: [pages.startUrl] } });
  await system.completed(jobId);
  const stored = await versions(jobId);
  expect(stored).toHaveLength(ALL);
  const old = { title: 'As earlier rules read it', reading: 'earlier' };
  await system.mongo.history.putReadings(stored.map((version) => ({ ...version, ...old })));

  const mend = { kind: 'reparse', only: {}, history: {}, by: 'ada', why: '' } as const;
  const { run } = await startMend(system.ports, jobId, mend);
  for (let kill = 1; kill <= KILLS; kill++) {
    await eventually(async () => (await readAgain(run._id)) > kill * 20, 60_000);
    await system.one('pipeline').kill9();
  }
  const ended = await system.ended(run._id, 120_000);
  expect([ended.state, ended.mended?.counts]).toMatchObject([
    'completed',
    { looked: ALL, pages: ALL, versions: ALL, prices: 0, left: 0 },
  ]);
  const titles = new Map(stored.map(({ _id, title }) => [_id, title]));
  for (const { _id, title } of await versions(jobId)) expect(title).toBe(titles.get(_id));
});

async function readAgain(runId: string): Promise<number> {
  return (await system.mongo.rollbacks.list(runId, { after: null, limit: ALL })).length;
}
