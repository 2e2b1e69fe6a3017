// Clean-ups by API and command line: started, looked at, and for the operator alone.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { runCli } from '../cli/harness.ts';
import { minutesLater, sampleEvent } from '../contracts/sample-documents.ts';
import { sampleCleanUp } from '../contracts/clean-up-stores.ts';
import { createLockedHarness, makeKey, makeWorkspace } from './access/callers.ts';
import { type Harness, createHarness, putRun } from './harness.ts';

let harness: Harness;
let url: string;
beforeAll(async () => {
  harness = await createHarness();
  url = await harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => harness.app.close());
beforeEach(async () => {
  harness.now += 3_600_000;
  for (const { _id } of await harness.ports.cleanUps.running())
    await harness.ports.cleanUps.note(_id, { state: 'done' });
});

const PASSES = [
  { name: 'run details', seen: 12, freed: { files: 3, bytes: 4_096, documents: 200 } },
  { name: 'events', seen: 900, freed: { files: 0, bytes: 0, documents: 1 } },
];
const post = (payload: object) => harness.app.inject({ method: 'POST', url: '/v1/clean-ups', payload });
const cli = (...args: string[]) => runCli(['--api', url, ...args]);

test('a clean-up is started, and no second one beside it', async () => {
  const started = await post({ dryRun: true });
  const { cleanUpId, ...shown } = started.json();
  expect([started.statusCode, started.headers['location']]).toEqual([202, `/v1/clean-ups/${cleanUpId}`]);
  expect(shown).toMatchObject({ state: 'running', dryRun: true, by: 'open', finishedAt: null, passes: [] });
  expect(harness.calls).toContain(`clean up ${cleanUpId} true open`);
  const second = await post({});
  expect(second.json()).toMatchObject({ status: 409, detail: expect.stringContaining('wait for its end') });
  // Its workflow was lost.
  harness.now += 31 * 60_000;
  expect((await post({})).statusCode).toBe(202);
});

test('one that can not write on a full disk is said to wait for room', async () => {
  harness.cleanUpOpen = true;
  expect((await post({})).json().detail).toContain('try again in a few seconds');
  harness.disk = { folder: '/data', freeBytes: 0, totalBytes: 9, floorBytes: 1, state: 'full' };
  const refused = await post({});
  expect(refused.json()).toMatchObject({ status: 409, detail: expect.stringContaining('waits for room') });
  expect(refused.json().detail).toContain('/data');
  harness.cleanUpOpen = false;
  harness.disk = null;
});

test('a clean-up tells what it freed, pass by pass', async () => {
  const done = sampleCleanUp(minutesLater(1), { state: 'done', finishedAt: minutesLater(2), passes: PASSES });
  await harness.ports.cleanUps.insert(done);
  const shown = (await harness.app.inject(`/v1/clean-ups/${done._id}`)).json();
  expect(shown).toMatchObject({
    headline: '3 files and 201 documents went',
    freed: { files: 3, bytes: 4_096, documents: 201 },
    passes: PASSES,
  });
  const text = (await cli('clean-up', 'show', done._id)).out;
  expect(text).toContain('✓ 3 files and 201 documents went, 4.0 KiB of files');
  expect(text).toMatch(/run details +12 +200 +3/);
  expect((await harness.app.inject('/v1/clean-ups/nobody')).statusCode).toBe(404);
});

test('the list goes on where it ended', async () => {
  for (const at of [3, 4, 5].map(minutesLater))
    await harness.ports.cleanUps.insert(sampleCleanUp(at, { state: 'done' }));
  const first = (await harness.app.inject('/v1/clean-ups?limit=2')).json();
  const rest = (await harness.app.inject(`/v1/clean-ups?limit=2&cursor=${first.nextCursor}`)).json();
  const ids = [...first.items, ...rest.items].map(({ cleanUpId }: { cleanUpId: string }) => cleanUpId);
  expect(ids).toEqual(ids.toSorted().toReversed());
  expect((await cli('clean-up', 'list')).out).toContain(ids[0]);
});

test('a dry run by the command line waits for its end', async () => {
  const ran = cli('clean-up', '--dry-run');
  await expect.poll(async () => (await harness.ports.cleanUps.running()).length).toBe(1);
  const [running] = await harness.ports.cleanUps.running();
  await harness.ports.cleanUps.note(running?._id ?? '', { state: 'done', passes: PASSES });
  expect((await ran).out).toContain('✓ 3 files and 201 documents would go');
});

test('what is stored is told by kind', async () => {
  await harness.ports.events.insert([sampleEvent('01')]);
  const { items, disk } = (await harness.app.inject('/v1/storage')).json();
  expect(items).toContainEqual({ what: 'Events', documents: 1, bytes: expect.any(Number) });
  expect(disk).toBeNull();
  expect((await cli('storage')).out).toMatch(/Events +1/);
});

test('a key of another workspace neither sees nor starts clean-ups', async () => {
  const locked = await createLockedHarness();
  const { ask } = await makeKey(locked, { workspaceId: await makeWorkspace(locked, 'Garden') });
  expect((await ask('POST', '/v1/clean-ups', {})).json()).toMatchObject({
    status: 403,
    detail: expect.stringContaining('GET /v1/retention'),
  });
  expect((await ask('GET', '/v1/clean-ups')).statusCode).toBe(403);
  const viewer = await makeKey(locked, { scope: 'viewer' });
  expect((await viewer.ask('GET', '/v1/clean-ups')).statusCode).toBe(200);
  expect((await viewer.ask('POST', '/v1/clean-ups', {})).statusCode).toBe(403);
  await locked.app.close();
});

test('a run whose details are gone says so, and keeps its counts and receipt', async () => {
  const { runs } = harness.ports;
  const run = await putRun(harness, 'completed');
  const at = new Date('2026-01-10T00:00:00Z');
  await runs.move(run, { details: { state: 'gone', at } }, null);
  const shown = (await harness.app.inject(`/v1/runs/${run._id}`)).json();
  expect(shown.details).toEqual({ state: 'gone', since: at.toISOString() });
  for (const path of ['pages', 'failures', 'pages/some-key'])
    expect((await harness.app.inject(`/v1/runs/${run._id}/${path}`)).json()).toMatchObject({
      status: 404,
      detail: expect.stringContaining('was kept until 2026-01-10'),
    });
  expect((await harness.app.inject(`/v1/runs/${run._id}/receipt`)).statusCode).toBe(200);
});

test('what is kept is told with the numbers of the workspace, within its plan', async () => {
  await harness.ports.workspaces.insert({
    _id: 'default',
    name: 'Default',
    createdAt: new Date(harness.now),
  });
  const patch = { retention: { eventsDays: 5 } };
  const url = '/v1/workspaces/default';
  expect((await harness.app.inject({ method: 'PATCH', url, payload: patch })).statusCode).toBe(200);
  const { items } = (await harness.app.inject('/v1/retention')).json();
  expect(items).toContainEqual({
    what: 'Events, as streams replay them',
    days: 5,
    setting: 'eventsDays',
    cleaned: true,
  });
  const ofVersions = { setting: 'versionsDays', cleaned: true };
  expect(items).toContainEqual(expect.objectContaining({ ...ofVersions, days: 90 }));
  const plan = { plan: 'free' };
  expect((await harness.app.inject({ method: 'PATCH', url, payload: plan })).statusCode).toBe(200);
  const within = (await harness.app.inject('/v1/retention')).json();
  expect(within.items).toContainEqual(expect.objectContaining({ ...ofVersions, days: 30 }));
});
