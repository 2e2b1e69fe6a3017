import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, PAGES, createHarness, putJob } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.app.close());

const post = (payload: unknown, headers: Record<string, string> = {}) =>
  harness.app.inject({
    method: 'POST',
    url: '/v1/jobs',
    headers: { 'content-type': 'application/json', ...headers },
    payload: JSON.stringify(payload),
  });

describe('creating a job', () => {
  test('every fault is told in one problem, each at its place', async () => {
    const response = await post({
      surprise: 1,
      config: {
        source: {
          kind: 'site',
          start: ['http://10.0.0.1/', 'ftp://a.example/', 'http://shop.example:8443/'],
        },
        schedule: { kind: 'cron', cron: '99 * * * *', timezone: 'UTC' },
        fields: [{ name: 'price', locators: [{ selector: 'a[[' }] }],
        changes: { ignoreText: ['plain ( text', '/(/'] },
        fetch: { headers: [{ name: 'Host', value: 'x' }] },
        limits: { maxPages: 0 },
        dependents: ['job_nobody'],
        extra: true,
      },
    });
    expect(response.statusCode).toBe(422);
    expect(response.headers['content-type']).toContain('application/problem+json');
    const problem = response.json();
    expect(problem).toMatchObject({ type: '/problems/validation', status: 422 });
    expect(problem.requestId).toBe(response.headers['x-request-id']);
    const found = problem.errors.map((fault: { pointer: string; code: string }) => [
      fault.pointer,
      fault.code,
    ]);
    expect(found.toSorted()).toEqual([
      ['/config/changes/ignoreText/1', 'invalid-pattern'],
      ['/config/dependents/0', 'not-found'],
      ['/config/extra', 'unknown-member'],
      ['/config/fetch/headers/0/name', 'invalid-header'],
      ['/config/fields/0/locators/0/selector', 'invalid-selector'],
      ['/config/limits/maxPages', 'too-small'],
      ['/config/schedule/cron', 'invalid-schedule'],
      ['/config/source/start/0', 'url-not-allowed'],
      ['/config/source/start/1', 'invalid-url'],
      ['/surprise', 'unknown-member'],
    ]);
  });

  test('a good one is answered with its id, times, zeroed metrics and links', async () => {
    const schedule = { kind: 'cron', cron: '0 9 * * *', timezone: 'Europe/Berlin' };
    const response = await post({ name: 'Shop', config: { source: PAGES, schedule } });
    expect(response.statusCode).toBe(201);
    const job = response.json();
    expect(response.headers['location']).toBe(`/v1/jobs/${job.jobId}`);
    expect(response.headers['etag']).toBe(`"${response.json().etag}"`);
    expect(job).toMatchObject({
      name: 'Shop',
      state: 'scheduled',
      nextRunAt: '2026-01-16T08:00:00.000Z',
      metrics: { runs: 0, pages: 0, changes: 0, lastRunId: null },
      links: { self: `/v1/jobs/${job.jobId}`, runs: `/v1/jobs/${job.jobId}/runs` },
      allowedTransitions: ['start', 'pause', 'stop', 'force-stop'],
    });
    expect(job.nextTimes).toHaveLength(10);
    expect(harness.calls).toContain(`put ${job.jobId} false`);
  });

  test('`start` begins a run at once, and the engine may be down', async () => {
    harness.engineDown = true;
    const response = await post({ config: { source: PAGES }, start: true });
    harness.engineDown = false;
    expect(response.statusCode).toBe(201);
    expect(response.json()).toMatchObject({
      state: 'starting',
      startNote: expect.stringContaining('not reachable'),
    });
    expect(await harness.ports.runs.get(response.json().activeRunId)).toMatchObject({ state: 'starting' });
  });

  test('a dry run keeps nothing', async () => {
    const before = (await harness.app.inject('/v1/jobs?limit=200')).json().items.length;
    const response = await harness.app.inject({
      method: 'POST',
      url: '/v1/jobs/validate',
      payload: { config: { source: PAGES } },
    });
    expect(response.json()).toMatchObject({ valid: true, name: 'shop.example/a', nextTimes: [] });
    expect((await harness.app.inject('/v1/jobs?limit=200')).json().items).toHaveLength(before);
  });

  test('a pause that foreign hosts do not get is said when it is tried, saved, shown and changed', async () => {
    const config = { source: PAGES, fetch: { delayMs: 200 } };
    const said = [{ code: 'delay-raised', pointer: '/config/fetch/delayMs' }];
    const validate = { method: 'POST', url: '/v1/jobs/validate', payload: { config } } as const;
    expect((await harness.app.inject(validate)).json()).toMatchObject({ notices: said });
    const created = (await post({ config })).json();
    expect(created).toMatchObject({ notices: said });
    const url = `/v1/jobs/${created.jobId}`;
    expect((await harness.app.inject(url)).json()).toMatchObject({ notices: said });
    const payload = { config: { fetch: { delayMs: 2_000 } } };
    expect((await harness.app.inject({ method: 'PATCH', url, payload })).json()).toMatchObject({
      notices: [],
    });
  });

  test('of a hundred thousand wrong addresses the first twenty are told, and how many there are', async () => {
    const urls = Array.from({ length: 100_000 }, (_, i) => `http://10.0.${i % 250}.1/page/${i}`);
    const response = await post({ config: { source: { kind: 'pages', urls } } });
    expect(response.json()).toMatchObject({ status: 422, faultCount: 100_000 });
    const { errors } = response.json<{ errors: object[] }>();
    expect(errors).toHaveLength(21);
    expect(errors.at(-1)).toMatchObject({ pointer: '/config/source/urls', code: 'more-faults' });
  });

  test('a window holds for the next times, outlives another kind of schedule, and is checked', async () => {
    const window = { days: ['sat'], from: '08:00', to: '09:00' };
    const schedule = { kind: 'cron', cron: '*/30 * * * *', timezone: 'Europe/Berlin', window };
    const made = (await post({ config: { source: PAGES, schedule } })).json();
    expect(made.nextRunAt).toBe('2026-01-17T07:00:00.000Z');
    const payload = { config: { schedule: { kind: 'interval', everyMs: 600_000 } } };
    const changed = await harness.app.inject({ method: 'PATCH', url: `/v1/jobs/${made.jobId}`, payload });
    expect(changed.json().config.schedule).toEqual({
      kind: 'interval',
      everyMs: 600_000,
      timezone: 'Europe/Berlin',
      window,
    });
    expect(changed.json().nextRunAt.slice(0, 13)).toBe('2026-01-17T07');
    const refused = async (part: object) =>
      (await post({ config: { source: PAGES, schedule: { ...schedule, ...part } } })).json().errors[0];
    expect(await refused({ cron: '0 7 * * *' })).toMatchObject({ pointer: '/config/schedule/window' });
    expect(await refused({ except: ['2026-12-26..2026-12-24'] })).toMatchObject({
      pointer: '/config/schedule/except/0',
    });
    expect(await refused({ window: { from: '25:00' } })).toMatchObject({
      pointer: '/config/schedule/window/from',
    });
    expect(
      await refused({ kind: 'interval', everyMs: 600_000, cron: undefined, timezone: 'Mars/One' }),
    ).toMatchObject({
      pointer: '/config/schedule/timezone',
    });
  });

  test('jobs that would start each other for ever are refused', async () => {
    const first = (await post({ config: { source: PAGES } })).json().jobId;
    const second = (await post({ config: { source: PAGES, dependents: [first] } })).json().jobId;
    const response = await harness.app.inject({
      method: 'PATCH',
      url: `/v1/jobs/${first}`,
      payload: { config: { dependents: [second] } },
    });
    expect(response.statusCode).toBe(422);
    expect(response.json().errors).toMatchObject([{ pointer: '/config/dependents/0', code: 'cycle' }]);
  });

  test.each([
    ['{"config":', 'application/json', 400, '/problems/malformed-request'],
    ['a=b', 'application/x-www-form-urlencoded', 415, '/problems/unsupported-media-type'],
    ['{"__proto__": {"x": 1}}', 'application/json', 400, '/problems/malformed-request'],
    ['null', 'application/json', 422, '/problems/validation'],
    ['['.repeat(50_000), 'application/json', 400, '/problems/malformed-request'],
  ])('the body %.30s of type %s is answered with %i', async (payload, type, status, problem) => {
    const response = await harness.app.inject({
      method: 'POST',
      url: '/v1/jobs',
      headers: { 'content-type': type },
      payload,
    });
    expect([response.statusCode, response.json().type]).toEqual([status, problem]);
  });
});

describe('an idempotency key', () => {
  test('gives a repeat the first answer, and refuses another request', async () => {
    const headers = { 'idempotency-key': 'k-1' };
    const first = await post({ config: { source: PAGES } }, headers);
    const again = await post({ config: { source: PAGES } }, headers);
    expect(again.statusCode).toBe(201);
    expect(again.json()).toEqual(first.json());
    expect(again.headers).toMatchObject({
      'idempotent-replayed': 'true',
      location: first.headers['location'],
      etag: expect.stringMatching(/^"1-[0-9a-z]+"$/),
    });
    const other = await post({ name: 'other', config: { source: PAGES } }, headers);
    expect(other.json()).toMatchObject({ status: 422, type: '/problems/idempotency-key-reused' });
  });

  test('keeps refusals too, and is free again after a day', async () => {
    const job = await putJob(harness, 'created');
    const pause = () =>
      harness.app.inject({
        method: 'POST',
        url: `/v1/jobs/${job._id}/pause`,
        headers: { 'idempotency-key': 'k-2' },
      });
    expect((await pause()).statusCode).toBe(409);
    expect((await pause()).headers['idempotent-replayed']).toBe('true');
    harness.now += 86_400_001;
    expect((await pause()).headers['idempotent-replayed']).toBeUndefined();
    harness.now -= 86_400_001;
  });
});

describe('changing a job', () => {
  test('a merge patch raises the version; a stale one is refused', async () => {
    const { jobId } = (await post({ name: 'Before', config: { source: PAGES } })).json();
    const patch = (payload: object, version: string) =>
      harness.app.inject({
        method: 'PATCH',
        url: `/v1/jobs/${jobId}`,
        headers: { 'if-match': version, 'content-type': 'application/merge-patch+json' },
        payload: JSON.stringify(payload),
      });
    const changed = await patch({ name: 'After', config: { limits: { maxPages: 5 } } }, '"1"');
    expect(changed.statusCode).toBe(200);
    expect(changed.headers['etag']).toMatch(/^"2-[0-9a-z]+"$/);
    expect(changed.json()).toMatchObject({ name: 'After', version: 2, config: { limits: { maxPages: 5 } } });
    expect((await patch({ name: 'Late' }, '"1"')).json()).toMatchObject({
      status: 412,
      type: '/problems/precondition-failed',
      version: 2,
    });
    const bad = await patch({ config: { source: { kind: 'pages', urls: ['http://127.0.0.1/'] } } }, '"2"');
    expect(bad.json().errors).toMatchObject([{ pointer: '/config/source/urls/0', code: 'url-not-allowed' }]);
  });

  test('removing one ends its run first', async () => {
    const { jobId, activeRunId } = (await post({ config: { source: PAGES }, start: true })).json();
    const response = await harness.app.inject({ method: 'DELETE', url: `/v1/jobs/${jobId}` });
    expect([response.statusCode, response.headers.location]).toEqual([202, `/v1/removals/${jobId}`]);
    expect(await harness.ports.runs.get(activeRunId)).toMatchObject({
      state: 'finalizing',
      ending: 'stopped',
    });
    expect((await harness.app.inject(`/v1/jobs/${jobId}`)).statusCode).toBe(404);
  });
});

describe('the list of jobs', () => {
  test('cursors walk through everything once, newest first, and belong to their filter', async () => {
    const own = await createHarness();
    for (let i = 0; i < 5; i++) await putJob(own, i === 2 ? 'paused' : 'created');
    const seen: string[] = [];
    let url = '/v1/jobs?limit=2';
    for (let page = 0; page < 9; page++) {
      const { items, nextCursor } = (await own.app.inject(url)).json();
      seen.push(...items.map((job: { jobId: string }) => job.jobId));
      if (nextCursor === null) break;
      url = `/v1/jobs?limit=2&cursor=${nextCursor}`;
    }
    expect(seen).toHaveLength(5);
    expect(seen).toEqual([...new Set(seen)].toSorted().reverse());
    const filtered = await own.app.inject('/v1/jobs?state=paused');
    expect(filtered.json().items).toMatchObject([{ state: 'paused' }]);
    const foreign = await own.app.inject(`${url}&state=paused`);
    expect(foreign.json()).toMatchObject({ status: 404, type: '/problems/cursor-invalid' });
    expect((await own.app.inject('/v1/jobs?cursor=%00')).statusCode).toBe(400);
    await own.app.close();
  });

  test('unknown query keys and states are refused', async () => {
    for (const url of ['/v1/jobs?nope=1', '/v1/jobs?state=sleeping', '/v1/jobs?limit=0']) {
      const response = await harness.app.inject(url);
      expect([url, response.json().type]).toEqual([url, '/problems/unknown-parameter']);
    }
  });
});
