// A key of one workspace never sees a row of another: every route is walked with ids of the other one.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, T0 } from '../harness.ts';
import { type KeyOwner, createLockedHarness, makeKey, makeWorkspace } from './callers.ts';
import {
  BODIES,
  NAME,
  type Route,
  type Rows,
  fillDefaultWorkspace,
  hasId,
  pathTo,
  routesOf,
} from './default-rows.ts';

/** Queries without which a list can not be asked. */
const QUERIES: Readonly<Record<string, string>> = {
  '/v1/prices/compare': '?pageIds=none:x',
  '/v1/exports/values.csv': '?jobId=none',
  '/v1/exports/values.ndjson': '?jobId=none',
  '/v1/exports/contents.ndjson': '?jobId=none',
};

let harness: Harness;
let owner: KeyOwner;
let stranger: KeyOwner;
let routes: Route[];
/** Ids of rows of the default workspace. */
let foreign: Rows;

beforeAll(async () => {
  harness = await createLockedHarness();
  owner = await makeKey(harness, { name: NAME });
  stranger = await makeKey(harness, { workspaceId: await makeWorkspace(harness, 'Strangers') });
  foreign = await fillDefaultWorkspace(harness, owner);
  routes = routesOf(harness);
});
afterAll(() => harness.app.close());

const LISTS = ['/v1/jobs', '/v1/changes', '/v1/prices', '/v1/removals', '/v1/keys', '/v1/views'];

test('the default workspace sees all of its rows', async () => {
  for (const url of [...LISTS, '/v1/channels', '/v1/deliveries'])
    expect((await owner.ask('GET', url)).body).toContain(NAME);
  const wrong: string[] = [];
  for (const route of routes.filter((one) => hasId(one) && one.method === 'GET')) {
    const { statusCode } = await owner.ask('GET', pathTo(route, foreign));
    // Some need a query besides; that is told only of a row that is there.
    if (statusCode !== 200 && statusCode !== 400) wrong.push(`${route.url}: ${statusCode}`);
  }
  expect(wrong).toEqual([]);
});

function statusOf(url: string): number {
  // Sums over all workspaces are for the operator.
  if (url === '/metrics' || url === '/v1/clean-ups' || url === '/v1/storage') return 403;
  return QUERIES[url] === undefined ? 200 : 404;
}

test('no list of another workspace shows a row', async () => {
  const lists = routes.filter(
    (route) => route.method === 'GET' && !route.url.includes(':') && route.url !== '/v1/events',
  );
  expect(lists.length).toBeGreaterThan(12);
  for (const { url } of lists) {
    const { statusCode, body } = await stranger.ask('GET', url + (QUERIES[url] ?? ''));
    // `/readyz` is about services, which a test has not.
    if (url !== '/readyz') expect([url, statusCode]).toEqual([url, statusOf(url)]);
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
    const { statusCode, body } = await stranger.ask(method, pathTo(route, foreign), payload);
    // A body that is refused before the id is looked at tells nothing of it.
    const isUnread = statusCode === 422 && payload === undefined;
    if (statusCode !== 404 && !isUnread) wrong.push(`${method} ${url}: ${statusCode}`);
    if (body.includes(NAME)) wrong.push(`${method} ${url} tells a name`);
  }
  expect(wrong).toEqual([]);
  expect([await jobs.get(jobId), await runs.get(runId)]).toEqual(before);
});

test('the audit of the stranger knows what was asked, but no name of what is foreign', async () => {
  await stranger.ask('DELETE', pathTo({ url: '/v1/jobs/:jobId' }, foreign));
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

test('whatever the stranger was told there is not, the owner can change', async () => {
  const wrong: string[] = [];
  for (const route of changesInOrder(routes.filter(hasId))) {
    const { method, url } = route;
    const payload = method === 'DELETE' ? undefined : (BODIES[`${method} ${url}`] ?? {});
    const { statusCode, body } = await owner.ask(method, pathTo(route, foreign), payload);
    if (statusCode === 404 || statusCode >= 500) wrong.push(`${method} ${url}: ${statusCode} ${body}`);
  }
  expect(wrong).toEqual([]);
});

/** What removes comes last, the job at the end: with it goes what it owns. */
function changesInOrder(all: readonly Route[]): Route[] {
  const last = ({ method, url }: Route): number =>
    method !== 'DELETE' ? 0 : url === '/v1/jobs/:jobId' ? 1 : url === '/v1/keys/:keyId' ? 2 : 0.5;
  return all.filter(({ method }) => method !== 'GET').toSorted((a, b) => last(a) - last(b));
}
