import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, createHarness, putJob } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.app.close());

test('a method that is not there is refused with those that are', async () => {
  const put = await harness.app.inject({ method: 'PUT', url: '/v1/jobs/job_1' });
  expect([put.statusCode, put.headers.allow]).toEqual([405, 'DELETE, GET, HEAD, PATCH, OPTIONS']);
  expect(put.json()).toMatchObject({ type: '/problems/method-not-allowed' });
  const nowhere = await harness.app.inject({ method: 'PUT', url: '/v1/nothing' });
  expect(nowhere.statusCode).toBe(404);
});

test('OPTIONS tells the methods of an address', async () => {
  const answer = await harness.app.inject({ method: 'OPTIONS', url: '/v1/runs/run_1/stop' });
  expect([answer.statusCode, answer.headers.allow]).toEqual([204, 'POST, OPTIONS']);
});

test.each([
  ['/v1/jobs/%zz', 400, '/problems/malformed-request'],
  [`/v1/jobs/${'x'.repeat(300)}`, 404, '/problems/not-found'],
])('what the router can not read is a problem like any other: %s', async (url, status, type) => {
  const answer = await harness.app.inject({ url });
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.headers['x-request-id']).toBe(answer.json().requestId);
  expect(answer.json()).toMatchObject({ status, type });
});

test.each([
  ['limit=0', { pointer: '/limit', detail: 'Give a number of at least 1.' }],
  ['limit=x', { pointer: '/limit', detail: 'Give a number.' }],
  [
    'limits=5',
    {
      pointer: '/limits',
      detail: '"limits" is not known here. Known are limit, cursor, state, q, sort, count.',
    },
  ],
])('a query that is asked wrongly is told what to ask: %s', async (query, fault) => {
  const answer = await harness.app.inject(`/v1/jobs?${query}`);
  expect(answer.json()).toMatchObject({ status: 400, errors: [fault] });
});

test('a body of another type is told which one is taken', async () => {
  const headers = { 'content-type': 'text/xml' };
  const answer = await harness.app.inject({ method: 'POST', url: '/v1/jobs', headers, payload: '<a/>' });
  expect(answer.json()).toMatchObject({
    status: 415,
    detail: expect.stringContaining('Content-Type: application/json'),
  });
});

test('a request with a body is answered in time, whatever is down', async () => {
  const slow = await createHarness();
  const { _id: jobId } = await putJob(slow, 'created');
  const ask = async () => {
    const url = `/v1/jobs/${jobId}/change-rules/preview`;
    const answer = await slow.app.inject({ method: 'POST', url, payload: { changes: {} } });
    expect(answer.json()).toMatchObject({ status: 503, detail: expect.stringContaining('/v1/health') });
  };
  slow.ports.jobs.get = () => new Promise(() => undefined);
  await ask();
  slow.ports.jobs.existing = () => new Promise(() => undefined);
  await ask();
  await slow.app.close();
});

test('a problem can be looked up without a key', async () => {
  const { app } = await createHarness({ apiKey: 'wl_secret' });
  const refused = (await app.inject('/v1/jobs')).json();
  expect((await app.inject(refused.type)).json()).toMatchObject({ status: 401 });
  await app.close();
});

test.each(['state', 'start'])('a patch of "%s", which is no configuration, is refused', async (member) => {
  const { _id } = await putJob(harness, 'created');
  const payload = { name: 'new name', [member]: 'running' };
  const answer = await harness.app.inject({ method: 'PATCH', url: `/v1/jobs/${_id}`, payload });
  expect(answer.json()).toMatchObject({ status: 422, errors: [{ pointer: `/${member}` }] });
});

test('an address that is written out offers its own methods, not those of a pattern it fits as well', async () => {
  const answer = await harness.app.inject({ method: 'OPTIONS', url: '/v1/jobs/validate' });
  expect(answer.headers.allow).toBe('POST, OPTIONS');
});

test('a method that wants a body is refused like any other that is not there', async () => {
  const answer = await harness.app.inject({ method: 'QUERY' as 'GET', url: '/v1/jobs' });
  expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'GET, HEAD, POST, OPTIONS']);
  expect(answer.json()).toMatchObject({ type: '/problems/method-not-allowed' });
});

test.each([
  ['', 400],
  ['W/"1"', 400],
  ['"x"', 400],
  ['"7"', 412],
  ['"1"', 200],
  ['1', 200],
  ['*', 200],
])('a change with If-Match %j is answered %i', async (etag, status) => {
  const { _id } = await putJob(harness, 'created');
  const headers = { 'if-match': etag };
  const payload = { name: 'another name' };
  const answer = await harness.app.inject({ method: 'PATCH', url: `/v1/jobs/${_id}`, headers, payload });
  expect(answer.statusCode).toBe(status);
});

test.each([undefined, 'null', '[]', '"name"'])('a change by the body %s is refused', async (payload) => {
  const { _id } = await putJob(harness, 'created');
  const headers = { 'content-type': 'application/json' };
  const url = `/v1/jobs/${_id}`;
  const answer = await harness.app.inject({ method: 'PATCH', url, headers, ...(payload && { payload }) });
  expect(answer.json()).toMatchObject({ status: 400, type: '/problems/malformed-request' });
});

test('a name of blanks alone is refused', async () => {
  const payload = {
    name: '  \u00a0 ',
    config: { source: { kind: 'pages', urls: ['https://shop.example:8443/'] } },
  };
  const answer = await harness.app.inject({ method: 'POST', url: '/v1/jobs', payload });
  expect(answer.json()).toMatchObject({ status: 422, errors: [{ pointer: '/name' }] });
});

test.each([
  [`GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx-long: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'headers-too-large'],
  ['HELO there\r\n\r\n', 400, 'malformed-request'],
])('what is no request that can be read is a problem like any other', async (text, status, code) => {
  const own = await createHarness();
  const { port } = new URL(await own.app.listen({ host: '127.0.0.1', port: 0 }));
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(text);
  const answer = (await buffer(socket)).toString();
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(answer).toContain('content-type: application/problem+json');
  expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ status, type: `/problems/${code}` });
  await own.app.close();
});
