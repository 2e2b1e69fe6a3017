// Addresses that start a job: what they do, what they say, and that their token stands nowhere.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditEntry } from '../../domain/system/audit/audit-entry.ts';
import { askWith, createLockedHarness, makeKey, makeWorkspace, OPERATOR_KEY } from './access/callers.ts';
import { createHarness, type Harness } from './harness.ts';

const PAGES = { kind: 'pages', urls: ['https://shop.example/a'] };

let harness: Harness;
let jobId: string;
beforeAll(async () => {
  harness = await createLockedHarness();
  jobId = await makeJob({ source: PAGES });
});
afterAll(() => harness.app.close());

const ask = (method: 'GET' | 'POST' | 'DELETE', url: string, body?: object) =>
  askWith(harness, OPERATOR_KEY)(method, url, body);

async function makeJob(config: object): Promise<string> {
  return (await ask('POST', '/v1/jobs', { config })).json().jobId;
}

async function makeStartLink(of = jobId, name = 'deploys') {
  const made = await ask('POST', `/v1/jobs/${of}/triggers`, { name });
  expect(made.statusCode).toBe(201);
  return made.json();
}

function send(token: string, more: { headers?: Record<string, string>; payload?: object } = {}) {
  return harness.app.inject({ method: 'POST', url: `/v1/triggers/${token}`, ...more });
}

describe('a start link', () => {
  test('is told once, listed without its token, and needs no other key', async () => {
    const own = await makeJob({ source: PAGES });
    const made = await makeStartLink(own);
    expect(made).toMatchObject({ name: 'deploys', state: 'active', lastUsedAt: null, jobId: own });
    expect(made.url).toMatch(new RegExp(`^http://[^/]+/v1/triggers/${made.token}$`));
    const answer = await send(made.token, { payload: { action: 'published', nested: { any: [1] } } });
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toMatchObject({ jobId: own, state: 'starting', waitsFor: null });
    const run = await harness.ports.runs.get(answer.json().runId);
    expect(run).toMatchObject({ trigger: 'manual', startedBy: 'webhook deploys' });
    expect(answer.headers['location']).toBe(`/v1/runs/${run?._id ?? ''}`);
    const listed = (await ask('GET', `/v1/jobs/${own}/triggers`)).json();
    expect(listed.items).toMatchObject([
      { triggerId: made.triggerId, lastUsedAt: new Date(harness.now).toISOString() },
    ]);
    expect(JSON.stringify(listed)).not.toContain(made.token);
    const stored = await harness.ports.startLinks.get(made.triggerId);
    expect(JSON.stringify(stored)).not.toContain(made.token);
  });

  test('obeys the overlap policy of the job', async () => {
    const skipping = await makeJob({ source: PAGES });
    const first = await makeStartLink(skipping);
    await send(first.token);
    const refused = await send(first.token);
    expect(refused.statusCode).toBe(409);
    expect(refused.json().detail).toContain('overlap');
    const waiting = await makeJob({ source: PAGES, overlap: 'buffer_one' });
    const second = await makeStartLink(waiting);
    const { runId } = (await send(second.token)).json();
    expect((await send(second.token)).json()).toMatchObject({ runId: null, waitsFor: runId });
  });

  test('leaves a job alone that somebody has stopped', async () => {
    const stopped = await makeJob({ source: PAGES });
    const made = await makeStartLink(stopped);
    await ask('POST', `/v1/jobs/${stopped}/stop`);
    const refused = await send(made.token);
    expect(refused.statusCode).toBe(409);
    expect(refused.json().detail).toContain('only people start it again');
  });

  test('gives a repeat with the same Idempotency-Key the first answer', async () => {
    const own = await makeJob({ source: PAGES });
    const { token } = await makeStartLink(own);
    const headers = { 'idempotency-key': 'delivery-1' };
    const [first, again] = [await send(token, { headers }), await send(token, { headers })];
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.json().runId).toBe(first.json().runId);
    expect(await harness.ports.runs.list({ jobId: own, limit: 9 })).toHaveLength(1);
  });

  test('that is unknown, revoked or of a removed job is answered alike', async () => {
    const gone = await makeJob({ source: PAGES });
    const [revoked, removed] = [await makeStartLink(), await makeStartLink(gone)];
    const path = `/v1/jobs/${jobId}/triggers/${revoked.triggerId}`;
    expect((await ask('DELETE', path)).json()).toMatchObject({ state: 'revoked' });
    expect((await ask('DELETE', path)).statusCode).toBe(200);
    await harness.ports.jobs.remove(gone);
    const told = [];
    for (const token of ['wlt_nothing', revoked.token, removed.token]) {
      for (const headers of [{}, { 'idempotency-key': 'x' }, { authorization: `Bearer ${OPERATOR_KEY}` }]) {
        const answer = await send(token, { headers });
        const { requestId: _id, instance: _path, ...rest } = answer.json();
        told.push(JSON.stringify([answer.statusCode, rest]));
      }
    }
    expect(new Set(told).size).toBe(1);
    expect(told[0]).toContain('404');
  });

  test('belongs to its job and workspace alone', async () => {
    const made = await makeStartLink();
    const other = await makeJob({ source: PAGES });
    expect((await ask('DELETE', `/v1/jobs/${other}/triggers/${made.triggerId}`)).statusCode).toBe(404);
    const stranger = await makeKey(harness, { workspaceId: await makeWorkspace(harness, 'Strangers') });
    expect((await stranger.ask('GET', `/v1/jobs/${jobId}/triggers`)).statusCode).toBe(404);
    const viewer = await makeKey(harness, { scope: 'viewer' });
    expect((await viewer.ask('POST', `/v1/jobs/${jobId}/triggers`, { name: 'x' })).statusCode).toBe(403);
    expect((await viewer.ask('GET', `/v1/jobs/${jobId}/triggers`)).statusCode).toBe(200);
  });

  test('has a name that can be seen', async () => {
    expect((await ask('POST', `/v1/jobs/${jobId}/triggers`, { name: ' ' })).statusCode).toBe(422);
  });
});

test('the audit tells who made, used and revoked a start link, and never its token', async () => {
  const own = await makeJob({ source: PAGES });
  const made = await makeStartLink(own, 'the shop');
  await send(made.token);
  await harness.app.inject({
    method: 'POST',
    url: `/v1/triggers/${made.token}`,
    headers: { 'content-type': 'application/json' },
    payload: '{"broken',
  });
  await ask('DELETE', `/v1/jobs/${own}/triggers/${made.triggerId}`);
  await send(made.token);
  const { items } = (await ask('GET', '/v1/audit?limit=100')).json();
  const ofJob = items.filter(({ subjectId }: AuditEntry) => subjectId === own);
  expect(ofJob.map(({ action, actor, how }: AuditEntry) => [action, actor, how])).toEqual([
    ['revokeStartLink', 'operator', 'operator-key'],
    ['useStartLink', 'webhook the shop', 'trigger'],
    ['useStartLink', 'webhook the shop', 'trigger'],
    ['createStartLink', 'operator', 'operator-key'],
    ['createJob', 'operator', 'operator-key'],
  ]);
  expect(JSON.stringify(items)).not.toContain(made.token);
});

test('each start link has a limit of requests of its own, and guesses have one by address', async () => {
  const limited = await createHarness({ apiKey: OPERATOR_KEY, rateLimit: { reads: 0, changes: 4 } });
  const operator = askWith(limited, OPERATOR_KEY);
  const own = (
    await operator('POST', '/v1/jobs', { config: { source: PAGES, overlap: 'buffer_one' } })
  ).json().jobId;
  const { token } = (await operator('POST', `/v1/jobs/${own}/triggers`, { name: 'much' })).json();
  const statuses = async (path: string) => {
    const found = [];
    for (let n = 0; n < 5; n++)
      found.push((await limited.app.inject({ method: 'POST', url: `/v1/triggers/${path}` })).statusCode);
    return found;
  };
  expect(await statuses(token)).toEqual([202, 202, 202, 202, 429]);
  expect(await statuses('wlt_guess')).toEqual([404, 404, 404, 404, 429]);
  await limited.app.close();
});

test('a mistake of Webloom is logged without the token', async () => {
  const logged: string[] = [];
  const broken = await createHarness({ apiKey: OPERATOR_KEY });
  const { ports } = broken;
  Object.assign(ports.log, {
    error: (facts: object, text: string) => void logged.push(JSON.stringify([facts, text])),
  });
  const operator = askWith(broken, OPERATOR_KEY);
  const own = (await operator('POST', '/v1/jobs', { config: { source: PAGES } })).json().jobId;
  const { token } = (await operator('POST', `/v1/jobs/${own}/triggers`, { name: 'x' })).json();
  Object.assign(ports.startLinks, { noteUse: () => Promise.reject(new Error('broken')) });
  expect((await broken.app.inject({ method: 'POST', url: `/v1/triggers/${token}` })).statusCode).toBe(500);
  expect(logged.join()).toContain('/v1/triggers/:token');
  expect(logged.join()).not.toContain(token);
  await broken.app.close();
});
