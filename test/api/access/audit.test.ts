import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, createHarness, putJob } from '../harness.ts';
import { type KeyOwner, OPERATOR_KEY, askWith, createLockedHarness, makeKey } from './callers.ts';

let harness: Harness;
let ann: KeyOwner;
beforeAll(async () => {
  harness = await createLockedHarness();
  ann = await makeKey(harness, { name: 'ann', scope: 'admin' });
});
afterAll(() => harness.app.close());

async function auditOf(query: string) {
  const answer = await ann.ask('GET', `/v1/audit?${query}`);
  expect(answer.statusCode).toBe(200);
  return answer.json().items;
}

test('a verb is written with who, what, to what, from where and how it ended', async () => {
  const { _id, name } = await putJob(harness, 'created');
  await harness.app.inject({
    method: 'POST',
    url: `/v1/jobs/${_id}/archive`,
    headers: { authorization: `Bearer ${ann.key}`, 'user-agent': 'Mozilla/5.0 \u00e9(X)' },
  });
  const [entry, ...more] = await auditOf(`subject=${_id}`);
  expect(more).toEqual([]);
  expect(entry).toMatchObject({
    actor: 'ann',
    keyId: ann.keyId,
    how: 'key',
    program: 'browser',
    action: 'archiveJob',
    means: 'Put a job away',
    subjectName: name,
    address: '127.0.0.1',
    userAgent: 'Mozilla/5.0 (X)',
    result: 'done',
    status: 200,
    code: null,
  });
});

test('refused verbs are written too: impossible ones and those beyond the scope', async () => {
  const { _id } = await putJob(harness, 'archived');
  await ann.ask('POST', `/v1/jobs/${_id}/start`);
  const viewer = await makeKey(harness, { name: 'vic', scope: 'viewer' });
  await viewer.ask('POST', `/v1/jobs/${_id}/start`);
  const entries = await auditOf(`subject=${_id}&result=refused`);
  expect(entries.map(({ actor, status, code }: Record<string, unknown>) => [actor, status, code])).toEqual([
    ['vic', 403, 'forbidden'],
    ['ann', 409, 'transition-not-allowed'],
  ]);
});

test('a change of a job names the members that changed, with secrets masked', async () => {
  const config = { source: { kind: 'pages', urls: ['https://shop.example/a'] } };
  const made = await ann.ask('POST', '/v1/jobs', { name: 'Kettles', config });
  const { jobId } = made.json();
  const fetch = { headers: [{ name: 'authorization', value: 'hush-hush' }] };
  await ann.ask('PATCH', `/v1/jobs/${jobId}`, { name: 'Pots', config: { fetch } });
  const [changed, created] = await auditOf(`subject=${jobId}`);
  expect(created).toMatchObject({ action: 'createJob', subjectName: 'Kettles', status: 201, changes: [] });
  expect(changed.changes.map(({ member }: { member: string }) => member).toSorted()).toEqual([
    'config.fetch.headers',
    'name',
  ]);
  expect(changed.changes).toContainEqual({ member: 'name', before: '"Kettles"', after: '"Pots"' });
  expect(JSON.stringify(changed)).not.toContain('hush');
});

test('a removed job keeps its name in the audit', async () => {
  const { _id, name } = await putJob(harness, 'created');
  await ann.ask('DELETE', `/v1/jobs/${_id}`);
  expect(await auditOf(`subject=${_id}`)).toMatchObject([{ action: 'removeJob', subjectName: name }]);
});

test('logins are written, failed ones under nobody', async () => {
  const logIn = (key: string) => harness.app.inject({ method: 'POST', url: '/v1/session', payload: { key } });
  await logIn('wrong');
  await logIn(ann.key);
  const [done, failed] = await auditOf('action=logIn');
  expect(done).toMatchObject({ actor: 'ann', how: 'session', result: 'done' });
  expect(failed).toMatchObject({ actor: 'nobody', how: 'nobody', result: 'refused', status: 401 });
});

test('reading, trying and repeating are no entries', async () => {
  const before = (await auditOf('limit=200')).length;
  const config = { source: { kind: 'pages', urls: ['https://shop.example/a'] } };
  await ann.ask('GET', '/v1/jobs');
  await ann.ask('POST', '/v1/jobs/validate', { config });
  const headers = { authorization: `Bearer ${ann.key}`, 'idempotency-key': 'once' };
  for (let n = 0; n < 2; n += 1)
    await harness.app.inject({ method: 'POST', url: '/v1/jobs', headers, payload: { config } });
  expect(await auditOf('limit=200')).toHaveLength(before + 1);
});

test('the audit has filters and pages', async () => {
  const bob = await makeKey(harness, { name: 'bob' });
  for (const name of ['a', 'b', 'c']) await bob.ask('POST', '/v1/keys', { name, scope: 'viewer' });
  const first = (await ann.ask('GET', '/v1/audit?actor=bob&limit=2')).json();
  const rest = (await ann.ask('GET', `/v1/audit?actor=bob&limit=2&cursor=${first.nextCursor}`)).json();
  const names = [...first.items, ...rest.items].map((one: { subjectName: string }) => one.subjectName);
  expect(names).toEqual(['c', 'b', 'a']);
  expect(first.keptDays).toBe(400);
  const other = await ann.ask('GET', `/v1/audit?actor=ann&cursor=${first.nextCursor}`);
  expect(other.json().type).toBe('/problems/cursor-invalid');
  const later = new Date(harness.now + 1).toISOString();
  expect(await auditOf(`since=${later}`)).toEqual([]);
  expect((await ann.ask('GET', '/v1/audit?since=yesterday')).statusCode).toBe(400);
});

test('a verb is done even if its audit entry can not be written, and the log has the entry', async () => {
  const warned: object[] = [];
  const broken = await createHarness();
  broken.ports.audit.insert = () => Promise.reject(new Error('disk full'));
  broken.ports.log.warn = (facts: object) => void warned.push(facts);
  const { _id } = await putJob(broken, 'created');
  const answer = await broken.app.inject({ method: 'POST', url: `/v1/jobs/${_id}/archive` });
  expect(answer.statusCode).toBe(200);
  expect(warned).toMatchObject([{ entry: { action: 'archiveJob', actor: 'open', subjectId: _id } }]);
  await broken.app.close();
});

test('what is beyond the rate limit leaves no entries', async () => {
  const limited = await createHarness({ apiKey: OPERATOR_KEY, rateLimit: { reads: 0, changes: 1 } });
  const ask = askWith(limited, OPERATOR_KEY);
  for (let n = 0; n < 3; n += 1) await ask('POST', '/v1/jobs/none/start');
  expect((await ask('GET', '/v1/audit')).json().items).toHaveLength(1);
  await limited.app.close();
});
