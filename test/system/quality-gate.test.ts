// A run that closes a quality gate pauses its job: in the store, and its schedule in Temporal.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type ManyPages, startManyPages } from '../support/many-pages.ts';
import { type System, startSystem } from '../support/system.ts';

let pages: ManyPages;
let system: System;

beforeAll(async () => {
  pages = await startManyPages({ pages: 10 });
  system = await startSystem({ services: inject('services'), name: 'quality-gate', ownHosts: [pages.host] });
});

afterAll(async () => {
  await system?.close();
  await pages?.close();
});

test('a run of which four pages of ten fail pauses its job at a gate of thirty percent', async () => {
  const jobId = await system.createJob({
    source: { kind: 'pages', urls: pages.paths.map((path) => pages.site.url(path)) },
    schedule: { kind: 'interval', everyMs: 86_400_000 },
    fetch: { maxAttempts: 1 },
    gates: [{ when: { kind: 'failures', above: 0.3 } }],
  });
  const well = await system.completed(jobId);
  expect(well.gateHits).toBeUndefined();
  for (const path of pages.paths.slice(0, 4)) pages.refuse(path, 500);
  const { _id: runId } = await system.start(jobId);
  const worse = await system.ended(runId);
  expect(worse).toMatchObject({
    state: 'completed',
    gateHits: [{ gate: 'failures above 30%', text: '4 of 10 pages (40 %) failed.' }],
  });
  await eventually(async () => (await system.mongo.jobs.get(jobId))?.state === 'paused', 20_000);
  const job = await system.mongo.jobs.get(jobId);
  expect(job).toMatchObject({ activeRun: null, nextRunAt: null, trouble: { kind: 'gated', runId } });
  expect(job?.history.at(-1)).toMatchObject({ event: 'pause', by: 'quality gate' });
});

test('changes of a run that closes a gate with “hold changes” are told to nobody until somebody confirms', async () => {
  for (const path of pages.paths.slice(0, 4)) pages.refuse(path, 200, 0);
  const jobId = await system.createJob({
    source: { kind: 'pages', urls: pages.paths.map((path) => pages.site.url(path)) },
    fetch: { maxAttempts: 1 },
    gates: [{ when: { kind: 'failures', above: 0.3 }, action: 'hold-changes' }],
  });
  const { history, alertMarks } = system.mongo;
  const states = async (runId: string) =>
    (await history.changes({ runId, limit: 50 })).map(({ state, held }) => [state, held === undefined]);
  await system.completed(jobId);
  for (const path of pages.paths.slice(5, 7)) pages.revise(path);
  const open = await system.completed(jobId);
  expect(open.hold).toBeUndefined();
  expect(await states(open._id)).toEqual([
    ['confirmed', true],
    ['confirmed', true],
  ]);
  for (const path of pages.paths.slice(0, 4)) pages.refuse(path, 500);
  for (const path of pages.paths.slice(5, 8)) pages.revise(path);
  const { _id: runId } = await system.start(jobId);
  expect((await system.ended(runId)).hold).toMatchObject({ state: 'held' });
  expect((await states(runId)).every(([state, isFree]) => state === 'pending' && isFree === false)).toBe(
    true,
  );
  expect(await states(runId)).toHaveLength(3);
  const waiting = async () => (await alertMarks.changes(99)).filter((change) => change.runId === runId);
  expect(await waiting()).toEqual([]);
  expect((await system.mongo.jobs.get(jobId))?.trouble).toMatchObject({ kind: 'held', runId });
  expect(await history.settleUnreleased(runId, 'confirmed', new Date())).toBe(3);
  expect(await waiting()).toHaveLength(3);
});
