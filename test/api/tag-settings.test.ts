// Settings of tags over the API: every job of the tag has them unless it says otherwise, a change of them is one of each job, one that
// they do not fit keeps what it had, and a trial writes nothing.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { settleSettings } from '../../domain/job/tag-settings/settle-settings.ts';
import { tagSettingsId } from '../../domain/config/tag-settings/tag-settings.ts';
import { type Harness, createHarness } from './harness.ts';

const HOURLY = { kind: 'interval', everyMs: 3_600_000 };

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(() => harness.app.close());

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

async function send(method: Method, url: string, payload?: unknown, headers: Record<string, string> = {}) {
  const body = payload === undefined ? {} : { payload: JSON.stringify(payload) };
  const response = await harness.app.inject({
    method,
    url,
    headers: { 'content-type': 'application/json', ...headers },
    ...body,
  });
  return { status: response.statusCode, etag: response.headers['etag'], body: response.json() };
}

async function makeJob(config: object = {}, tags: readonly string[] = ['sale']): Promise<string> {
  const source = { kind: 'pages', urls: ['https://shop.example/kettle'] };
  const { body } = await send('POST', '/v1/jobs', { config: { source, ...config }, tags });
  return body.jobId;
}

async function job(jobId: string) {
  return (await send('GET', `/v1/jobs/${jobId}`)).body;
}

function put(settings: object, more: object = {}, query = '') {
  return send('PUT', `/v1/tag-settings/sale${query}`, { settings, ...more });
}

test('settings reach every job of their tag, and say where a value comes from', async () => {
  const plain = await makeJob();
  const other = await makeJob({}, ['kettle']);
  const own = await makeJob({ fetch: { delayMs: 2_000 } });
  const { status, body, etag } = await put({ schedule: HOURLY, fetch: { delayMs: 5_000 } });
  expect([status, etag]).toEqual([200, '"1"']);
  expect(body).toMatchObject({ dryRun: false, changed: 2, same: 0, refused: 0, left: 0 });
  expect(body.items.map((one: { jobId: string }) => one.jobId).toSorted()).toEqual([own, plain].toSorted());
  expect(await job(plain)).toMatchObject({
    version: 2,
    state: 'scheduled',
    config: { schedule: HOURLY, fetch: { delayMs: 5_000, maxAttempts: 4 } },
    provenance: [
      { member: 'source', tag: null },
      { member: 'schedule', tag: 'sale' },
      { member: 'fetch.delayMs', tag: 'sale' },
    ],
  });
  expect(await job(own)).toMatchObject({ config: { schedule: HOURLY, fetch: { delayMs: 2_000 } } });
  expect(await job(other)).toMatchObject({ version: 1, state: 'created' });
  const versions = (await send('GET', `/v1/jobs/${plain}/versions`)).body.items;
  expect(versions[0]).toMatchObject({
    version: 2,
    by: 'tag settings',
    changed: ['fetch.delayMs', 'schedule'],
  });
});

test('a job made with a tag, or given one, has its settings at once and gives them back with it', async () => {
  await put({ schedule: HOURLY, fetch: { delayMs: 5_000 } });
  const made = await makeJob();
  expect(await job(made)).toMatchObject({ version: 1, state: 'scheduled', config: { schedule: HOURLY } });
  const bare = await makeJob({}, []);
  const tagged = await send('PATCH', `/v1/jobs/${bare}`, { tags: ['Sale'] });
  expect(tagged.body).toMatchObject({
    version: 2,
    state: 'scheduled',
    config: { fetch: { delayMs: 5_000 } },
  });
  const untagged = await send('PATCH', `/v1/jobs/${bare}`, { tags: null });
  expect(untagged.body).toMatchObject({ version: 3, state: 'created', provenance: [{ member: 'source' }] });
  expect(untagged.body.config).not.toHaveProperty('schedule');
});

test('a change of a job makes a member its own, and null gives it back to the tag', async () => {
  await put({ fetch: { delayMs: 5_000, maxAttempts: 2 } });
  const jobId = await makeJob();
  const own = await send('PATCH', `/v1/jobs/${jobId}`, { config: { fetch: { delayMs: 5_000 } } });
  expect(own.body.provenance).toContainEqual({ member: 'fetch.delayMs', tag: null });
  await put({ fetch: { delayMs: 9_000, maxAttempts: 3 } });
  expect(await job(jobId)).toMatchObject({ config: { fetch: { delayMs: 5_000, maxAttempts: 3 } } });
  const back = await send('PATCH', `/v1/jobs/${jobId}`, { config: { fetch: { delayMs: null } } });
  expect(back.body).toMatchObject({ config: { fetch: { delayMs: 9_000 } } });
  expect(back.body.provenance).toContainEqual({ member: 'fetch.delayMs', tag: 'sale' });
});

test('a member that is said is the own one, even where it is as the default', async () => {
  const jobId = await makeJob({ fetch: { maxAttempts: 4 } });
  await put({ fetch: { maxAttempts: 2 } });
  expect(await job(jobId)).toMatchObject({ version: 1, config: { fetch: { maxAttempts: 4 } } });
});

test('a job that the settings do not fit keeps what it had, and says why until they fit', async () => {
  const jobId = await makeJob({ fetch: { render: 'never' } });
  const fits = await makeJob();
  const { body } = await put({ fetch: { scroll: 3 } });
  expect(body).toMatchObject({ changed: 1, refused: 1, tagSettings: { jobs: { due: 0, refused: 1 } } });
  const item = body.items.find((one: { outcome: string }) => one.outcome === 'refused');
  expect(item).toMatchObject({ jobId, detail: expect.stringContaining('the settings of the tag “sale”') });
  expect(await job(fits)).toMatchObject({ config: { fetch: { scroll: 3 } } });
  const kept = await job(jobId);
  expect(kept.notices).toMatchObject([{ code: 'tag-settings-refused' }]);
  expect(kept).toMatchObject({ version: 1, config: { fetch: { render: 'never' } } });
  await put({ fetch: { delayMs: 5_000 } });
  expect(await job(jobId)).toMatchObject({ notices: [], config: { fetch: { delayMs: 5_000 } } });
});

test('a new job that the settings do not fit is refused, with where they come from', async () => {
  await put({ fetch: { scroll: 3 } });
  const source = { kind: 'pages', urls: ['https://shop.example/kettle'] };
  const wanted = { config: { source, fetch: { render: 'never' } }, tags: ['sale'] };
  const { status, body } = await send('POST', '/v1/jobs', wanted);
  expect(status).toBe(422);
  expect(body.errors[0].detail).toContain('It comes from the settings of the tag “sale”.');
});

test('a trial tells what would become of the jobs, and writes nothing', async () => {
  const jobId = await makeJob();
  const { body } = await put({ fetch: { delayMs: 5_000 } }, {}, '?dryRun=true');
  expect(body).toMatchObject({
    dryRun: true,
    changed: 1,
    items: [{ jobId, outcome: 'changed', changes: [{ member: 'fetch.delayMs', after: 5_000 }] }],
  });
  expect(await job(jobId)).toMatchObject({ version: 1 });
  expect((await send('GET', '/v1/tag-settings/sale')).status).toBe(404);
  await put({ fetch: { delayMs: 5_000 } });
  const gone = await send('DELETE', '/v1/tag-settings/sale?dryRun=true');
  expect(gone.body).toMatchObject({ dryRun: true, tagSettings: null, changed: 1 });
  expect(await job(jobId)).toMatchObject({ config: { fetch: { delayMs: 5_000 } } });
});

test('removed settings leave the jobs what they say themselves', async () => {
  await put({ schedule: HOURLY, fetch: { delayMs: 5_000 } });
  const jobId = await makeJob({ fetch: { maxAttempts: 2 } });
  const { status, body } = await send('DELETE', '/v1/tag-settings/sale');
  expect([status, body.changed, body.tagSettings]).toEqual([200, 1, null]);
  const after = await job(jobId);
  expect(after.config).not.toHaveProperty('schedule');
  expect(after.config.fetch).not.toHaveProperty('delayMs');
  expect(after.config.fetch.maxAttempts).toBe(2);
  expect((await send('DELETE', '/v1/tag-settings/sale')).status).toBe(404);
  expect((await put({ tolerance: 0.1 })).body.tagSettings).toMatchObject({ tag: 'sale' });
});

test('of two tags with one member the higher priority wins', async () => {
  await put({ tolerance: 0.1 }, { priority: 5 });
  await send('PUT', '/v1/tag-settings/zoo', { settings: { tolerance: 0.9, giveUpAfterMs: 5_000 } });
  const jobId = await makeJob({}, ['sale', 'zoo']);
  expect(await job(jobId)).toMatchObject({ config: { tolerance: 0.1, giveUpAfterMs: 5_000 } });
  await put({ tolerance: 0.1 }, { priority: -1 });
  expect(await job(jobId)).toMatchObject({ config: { tolerance: 0.9 } });
});

test('faults of the settings name their place, and what somebody else changed meanwhile is not written over', async () => {
  const bad = await put({ source: { kind: 'pages', urls: [] }, fetch: { delayMs: -1 } });
  expect(bad.status).toBe(422);
  expect(bad.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    '/source',
    '/fetch/delayMs',
  ]);
  await put({ tolerance: 0.1 });
  await put({ tolerance: 0.2 });
  const wanted = { settings: { tolerance: 0.3 } };
  const late = await send('PUT', '/v1/tag-settings/sale', wanted, { 'if-match': '"1"' });
  expect(late.status).toBe(412);
  expect((await send('PUT', '/v1/tag-settings/sale', wanted, { 'if-match': '"2"' })).status).toBe(200);
  expect((await send('GET', '/v1/tag-settings/sale')).body.settings).toEqual({ tolerance: 0.3 });
  expect((await send('PUT', '/v1/tag-settings/a,b', wanted)).status).toBe(422);
});

test('what a process has left in the middle goes on in another one', async () => {
  const { ports } = harness;
  const told = await makeJob();
  const workspaceId = 'default';
  const untold = {
    _id: tagSettingsId(workspaceId, 'sale'),
    workspaceId,
    tag: 'sale',
    settings: { tolerance: 0.1 },
    priority: 0,
    version: 1,
    updatedAt: ports.clock.now(),
    by: 'ada',
    due: 'd1',
    removed: false,
  };
  // Saved, and cut off before a job knew of it.
  await ports.tagSettings.save(untold, null);
  const context = { policy: ports.settings.egress };
  const settled = await settleSettings(ports, { of: null, context, ended: () => false });
  expect(settled).toMatchObject([{ jobId: told, outcome: 'changed' }]);
  expect(await ports.tagSettings.due(1)).toEqual([]);
  expect(await ports.jobs.settingsDue(null, { after: null, limit: 1 })).toEqual([]);
  expect(await job(told)).toMatchObject({ config: { tolerance: 0.1 } });
  // Removed, and cut off before a job knew of it.
  await ports.tagSettings.save({ ...untold, version: 2, due: 'd2', removed: true }, 1);
  await settleSettings(ports, { of: null, context, ended: () => false });
  expect(await ports.tagSettings.get(workspaceId, 'sale')).toBeNull();
  expect(await job(told)).toMatchObject({ config: { tolerance: 0.5 } });
});

test('an archived job is brought in line too, and a job of a copy keeps what it had by its tags', async () => {
  const jobId = await makeJob();
  await send('POST', `/v1/jobs/${jobId}/archive`, {});
  await put({ fetch: { delayMs: 5_000 } });
  expect(await job(jobId)).toMatchObject({ state: 'archived', config: { fetch: { delayMs: 5_000 } } });
  const copy = await send('POST', `/v1/jobs/${jobId}/clone`, {});
  expect(copy.body).toMatchObject({
    config: { fetch: { delayMs: 5_000 } },
    provenance: [
      { member: 'source', tag: null },
      { member: 'fetch.delayMs', tag: null },
    ],
  });
});

test('a job that is there is checked as it would become: its masks keep its secrets, and the query is checked', async () => {
  const headers = [{ name: 'Authorization', value: 'Bearer sesame' }];
  const jobId = await makeJob({ fetch: { headers } });
  const { config } = await job(jobId);
  const body = { config, tags: ['sale'] };
  expect((await send('POST', `/v1/jobs/validate?of=${jobId}`, body)).status).toBe(200);
  expect((await send('POST', '/v1/jobs/validate', body)).body.errors[0].code).toBe('no-kept-value');
  expect((await send('POST', '/v1/jobs/validate?of=job_x', body)).status).toBe(404);
  for (const query of [`of=${jobId}&of=${jobId}`, 'off=x'])
    expect((await send('POST', `/v1/jobs/validate?${query}`, body)).status).toBe(400);
});

test('what a process of a version before has changed stays the own word of the job', async () => {
  const jobId = await makeJob({ limits: { maxPages: 7 } });
  await put({ fetch: { delayMs: 5_000 } });
  const before = await harness.ports.jobs.get(jobId);
  if (before === null) throw new Error('the job is not there');
  // It writes the configuration and knows nothing of who said what.
  const config = { ...before.config, tolerance: 0.2, fetch: { ...before.config.fetch, maxAttempts: 2 } };
  await harness.ports.jobs.configure(jobId, before.version, { config });
  const said = { member: 'tolerance', tag: null };
  expect((await job(jobId)).provenance).toContainEqual(said);
  expect((await job(jobId)).provenance).toContainEqual({ member: 'fetch.delayMs', tag: 'sale' });
  await put({ fetch: { delayMs: 9_000, maxAttempts: 3 }, tolerance: 0.9 });
  const after = await job(jobId);
  expect(after.config).toMatchObject({
    tolerance: 0.2,
    limits: { maxPages: 7 },
    fetch: { delayMs: 9_000, maxAttempts: 2 },
  });
  expect(after.provenance).toContainEqual(said);
  // Noted now: a default that it says stays its own from here on.
  const reset = await send('PATCH', `/v1/jobs/${jobId}`, { config: { tolerance: null } });
  expect(reset.body).toMatchObject({ config: { tolerance: 0.9 } });
});

test('a secret of a job stays sealed and is kept while its tags change what is beside it', async () => {
  const headers = [{ name: 'Authorization', value: 'Bearer sesame' }];
  const jobId = await makeJob({ fetch: { headers } });
  const sealed = (await harness.ports.jobs.get(jobId))?.config.fetch.headers[0]?.value;
  await put({ fetch: { delayMs: 5_000 } });
  const stored = await harness.ports.jobs.get(jobId);
  expect(stored?.config.fetch).toMatchObject({ delayMs: 5_000, headers: [{ value: sealed }] });
});
