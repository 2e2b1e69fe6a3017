// A key of one workspace never sees a row of another: every route is walked with ids of the other one.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleChange, samplePage, samplePrice, sampleSnapshot } from '../../contracts/sample-documents.ts';
import { type Harness, T0, putRun } from '../harness.ts';
import { type KeyOwner, createLockedHarness, makeKey, makeWorkspace } from './callers.ts';

const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const;
type Method = (typeof METHODS)[number];
interface Route {
  readonly method: Method;
  readonly url: string;
}

/** Queries without which a list can not be asked. */
const QUERIES: Readonly<Record<string, string>> = {
  '/v1/prices/compare': '?pageIds=none:x',
  '/v1/exports/values.csv': '?jobId=none',
  '/v1/exports/values.ndjson': '?jobId=none',
};

/** What no answer may contain: it is in rows of the other workspace alone. */
const NAME = 'Zanzibar kettles';

/** Bodies that pass the schema of a route, so that the answer is about the id. */
const BODIES: Readonly<Record<string, object>> = {
  'PATCH /v1/jobs/:jobId': { name: 'taken over' },
  'POST /v1/jobs/:jobId/price-rules/preview': {},
  'POST /v1/jobs/:jobId/change-rules/preview': { changes: {} },
  'PATCH /v1/changes/:changeId': { inbox: 'seen' },
  'PATCH /v1/workspaces/:workspaceId': { name: 'taken over' },
};

let harness: Harness;
let stranger: KeyOwner;
let routes: Route[];
/** Ids of the default workspace, by the name of the parameter. */
let foreign: Readonly<Record<string, string>>;

beforeAll(async () => {
  harness = await createLockedHarness();
  stranger = await makeKey(harness, { workspaceId: await makeWorkspace(harness, 'Strangers') });
  foreign = await fillDefaultWorkspace();
  routes = Object.entries(harness.app.swagger().paths ?? {}).flatMap(([path, item]) =>
    METHODS.filter((method) => Object.hasOwn(item ?? {}, method.toLowerCase())).map((method) => ({
      method,
      url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
    })),
  );
});
afterAll(() => harness.app.close());

async function fillDefaultWorkspace(): Promise<Record<string, string>> {
  const { jobs, pages, history, removals, events, failures } = harness.ports;
  const run = await putRun(harness, 'running');
  const job = await jobs.get(run.jobId);
  await jobs.configure(run.jobId, 1, { name: NAME, config: run.config });
  const [jobId, runId, urlKey] = [run.jobId, run._id, 'url-key'];
  const pageId = `${jobId}:${urlKey}`;
  const owner = { jobId, runId, title: NAME };
  await pages.write([{ id: pageId, expectedV: 0, order: 1, set: { ...samplePage(jobId, urlKey) } }]);
  await history.insertSnapshots([sampleSnapshot(pageId, 1, owner)]);
  await history.insertChanges([sampleChange(pageId, 2, owner)]);
  await history.insertPrices([samplePrice(pageId, 3, { jobId, runId, name: NAME })]);
  const at = new Date(T0);
  const row = { runId, jobId, url: NAME, outcome: 'failed', reason: 'http-error', detail: '' } as const;
  await failures.put([{ _id: `${runId}:x`, ...row, attempts: 1, at, dead: true }]);
  await events.insert([
    { _id: '01E', type: 'job.state', at, workspaceId: 'default', jobId, data: { name: NAME } },
  ]);
  const gone = { _id: 'job_gone', workspaceId: 'default', name: NAME, requestedAt: at, finishedAt: null };
  await removals.insert({ ...gone, rows: 0, files: 0, bytes: 0, lostBy: [] });
  const { keyId } = await makeKey(harness, { name: NAME });
  expect(job?.workspaceId).toBe('default');
  return {
    jobId,
    runId,
    pageId,
    urlKey,
    snapshotId: `${pageId}:1:0a1b2c3d`,
    changeId: `${pageId}:2`,
    keyId,
    workspaceId: 'default',
    slug: 'not-found',
    format: 'json',
    tag: 'none',
    viewId: 'none',
    operationId: 'none',
    previewId: 'none',
    bulkId: 'none',
    version: '1',
    queue: 'none',
    host: 'none',
  };
}

/** The path with ids of the default workspace. A new parameter has to be told to `fillDefaultWorkspace`. */
function pathOf(url: string): string {
  return url.replaceAll(/:(\w+)/g, (_whole, name: string) => {
    const id = foreign[name];
    if (id === undefined) throw new Error(`${url}: fillDefaultWorkspace has to make a row for :${name}`);
    return encodeURIComponent(id);
  });
}

function hasId({ url }: Route): boolean {
  // Feeds go by a token of their own, which names the workspace; problem types are nobody's.
  return url.includes(':') && !/^\/(?:problems|v1\/feeds)\//.test(url);
}

test('the default workspace sees all of its rows', async () => {
  const owner = await makeKey(harness);
  for (const url of ['/v1/jobs', '/v1/changes', '/v1/prices', '/v1/removals', '/v1/keys'])
    expect((await owner.ask('GET', url)).body).toContain(NAME);
  for (const url of [
    '/v1/runs/:runId',
    '/v1/pages/:pageId',
    '/v1/snapshots/:snapshotId',
    '/v1/changes/:changeId',
  ])
    expect((await owner.ask('GET', pathOf(url))).statusCode).toBe(200);
});

test('no list of another workspace shows a row', async () => {
  const lists = routes.filter(
    (route) => route.method === 'GET' && !route.url.includes(':') && route.url !== '/v1/events',
  );
  expect(lists.length).toBeGreaterThan(12);
  for (const { url } of lists) {
    const { statusCode, body } = await stranger.ask('GET', pathOf(url) + (QUERIES[url] ?? ''));
    // `/readyz` is about services, which a test has not.
    if (url !== '/readyz') expect([url, statusCode]).toEqual([url, QUERIES[url] === undefined ? 200 : 404]);
    for (const mark of [NAME, foreign['jobId'] ?? '', foreign['runId'] ?? ''])
      expect([url, body.includes(mark)]).toEqual([url, false]);
  }
});

test('an id in a query is as unknown as an id in a path', async () => {
  for (const name of ['jobId', 'runId', 'pageId']) {
    const id = encodeURIComponent(foreign[name] ?? '');
    expect((await stranger.ask('GET', `/v1/changes?${name}=${id}`)).statusCode).toBe(404);
  }
  const pageIds = encodeURIComponent(foreign['pageId'] ?? '');
  expect((await stranger.ask('GET', `/v1/prices/compare?pageIds=${pageIds}`)).statusCode).toBe(404);
});

test('every route answers an id of another workspace as if it did not exist, and changes nothing', async () => {
  const { jobs, runs } = harness.ports;
  const [jobId, runId] = [foreign['jobId'] ?? '', foreign['runId'] ?? ''];
  const before = [await jobs.get(jobId), await runs.get(runId)];
  const wrong: string[] = [];
  for (const route of routes.filter(hasId)) {
    const { method, url } = route;
    const payload = method === 'GET' || method === 'DELETE' ? undefined : BODIES[`${method} ${url}`];
    const { statusCode, body } = await stranger.ask(method, pathOf(url), payload);
    // A body that is refused before the id is looked at tells nothing of it.
    const isUnread = statusCode === 422 && payload === undefined;
    if (statusCode !== 404 && !isUnread) wrong.push(`${method} ${url}: ${statusCode}`);
    if (body.includes(NAME)) wrong.push(`${method} ${url} tells a name`);
  }
  expect(wrong).toEqual([]);
  expect([await jobs.get(jobId), await runs.get(runId)]).toEqual(before);
});

test('the audit of the stranger knows what was asked, but no name of what is foreign', async () => {
  await stranger.ask('DELETE', pathOf('/v1/jobs/:jobId'));
  const audit = await stranger.ask('GET', `/v1/audit?subject=${foreign['jobId']}`);
  expect(audit.json().items[0]).toMatchObject({ action: 'removeJob', result: 'refused', subjectName: null });
  expect(audit.body).not.toContain(NAME);
});

test('a foreign job is answered word for word like one that does not exist', async () => {
  const [real, none] = [foreign['jobId'] ?? '', 'job_none'];
  const ask = async (id: string) => {
    const { requestId: _requestId, ...rest } = (await stranger.ask('GET', `/v1/jobs/${id}`)).json();
    return JSON.stringify(rest).replaceAll(id, 'ID');
  };
  expect(await ask(real)).toBe(await ask(none));
});

test('a job can not name a job of another workspace as its dependent', async () => {
  const config = {
    source: { kind: 'pages', urls: ['https://shop.example/a'] },
    dependents: [foreign['jobId']],
  };
  const refused = await stranger.ask('POST', '/v1/jobs', { config });
  expect(refused.json()).toMatchObject({ status: 422, errors: [{ pointer: '/config/dependents/0' }] });
});

test('a stream tells the events of its own workspace alone, replayed and live', async () => {
  const url = await harness.app.listen({ host: '127.0.0.1', port: 0 });
  const at = new Date(T0 + 1_000).toISOString();
  const workspaceId = stranger.workspaceId;
  await harness.ports.events.insert([
    { _id: '01F', type: 'job.state', at: new Date(T0 + 1_000), workspaceId, data: { own: 'stored' } },
  ]);
  const abort = new AbortController();
  const headers = { authorization: `Bearer ${stranger.key}`, 'last-event-id': `${T0}~x` };
  const response = await fetch(`${url}/v1/events`, { headers, signal: abort.signal });
  let text = '';
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    if (text.includes('stored') && !text.includes('live')) {
      harness.publish({ id: 'x1', type: 'job.state', at, data: { name: NAME } });
      harness.publish({ id: 'x2', type: 'job.state', at, workspaceId: 'default', data: { name: NAME } });
      harness.publish({ id: 'x3', type: 'job.state', at, workspaceId, data: { own: 'live' } });
    }
    if (text.includes('live')) break;
  }
  abort.abort();
  expect(text).not.toContain(NAME);
  expect(text).not.toContain('workspaceId');
});
