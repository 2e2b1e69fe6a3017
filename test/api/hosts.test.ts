import { expect, test } from 'vitest';
import { pauseHost, resumeHost } from '../../domain/job/hold/pause-host.ts';
import { sampleJob } from '../contracts/sample-documents.ts';
import { T0, createHarness, putBeat, putJob } from './harness.ts';

const HOST = 'shop.example';

test('a host is shown with its pace, who set it, its jobs, and what is planned against what is possible', async () => {
  const harness = await createHarness();
  const { jobId } = { jobId: (await putJob(harness, 'scheduled', { recurring: true }))._id };
  await harness.ports.hosts.saveRobots(HOST, {
    fetchedAt: T0,
    status: 'rules',
    text: 'User-agent: *\nCrawl-delay: 10\nDisallow: /cart',
  });
  const answer = await harness.app.inject({ url: '/v1/hosts' });
  expect(answer.statusCode).toBe(200);
  expect(answer.json().items).toMatchObject([
    {
      host: HOST,
      delayMs: 10_000,
      delaySetBy: 'robots',
      circuit: { state: 'closed', reason: null },
      robots: { status: 'rules', crawlDelayMs: 10_000 },
      load: { possibleADay: 8_640 },
      jobCount: 1,
      jobs: [{ jobId }],
    },
  ]);
  const one = await harness.app.inject({ url: `/v1/hosts/${HOST}` });
  expect(one.json().robotsText).toContain('Disallow: /cart');
});

test('a host that fails is found by its state, with the reason and the time of the next probe', async () => {
  const harness = await createHarness();
  await putJob(harness, 'created');
  for (let n = 0; n < 5; n++) await harness.ports.hosts.noteFailure(HOST, { at: T0 - 100 + n, pauseMs: 0 });
  await harness.ports.hosts.noteSuccess('well.example', { penaltyMs: 0, at: T0 });
  const answer = await harness.app.inject({ url: '/v1/hosts?state=failing' });
  const { items } = answer.json();
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ host: HOST, circuit: { state: 'open', failedInRow: 5 } });
  expect(items[0].circuit.reason).toContain('nothing but failures');
  expect(items[0].circuit.probeAt).not.toBeNull();
});

test('a host tells how many requests are out to it now', async () => {
  const harness = await createHarness();
  const { app, ports } = harness;
  await ports.hosts.noteSuccess(HOST, { penaltyMs: 0, at: T0 });
  const requestsNow = async () => (await app.inject({ url: `/v1/hosts/${HOST}` })).json().requestsNow;
  expect(await requestsNow()).toEqual({ count: null, atLeast: false, words: 'not known' });
  await putBeat(harness, 'scraper', { slotsUsed: 2 });
  const [beat] = await ports.agents.list();
  if (beat === undefined) throw new Error('no heartbeat');
  const work = [HOST, 'b.example'].map((host) => ({ what: 'fetch', host, since: T0 }));
  await ports.agents.beat({ ...beat, work });
  expect(await requestsNow()).toEqual({ count: 1, atLeast: false, words: '1' });
  const { items } = (await app.inject({ url: '/v1/hosts' })).json();
  expect(items).toMatchObject([{ host: HOST, requestsNow: { count: 1, atLeast: false } }]);
});

test('hosts come page by page, by name, and by the beginning of their name', async () => {
  const { app, ports } = await createHarness();
  for (const name of ['a.example', 'b.example', 'c.example', 'cd.example'])
    await ports.hosts.noteSuccess(name, { penaltyMs: 0, at: T0 });
  const first = (await app.inject({ url: '/v1/hosts?limit=3' })).json();
  expect(first.items.map(({ host }: { host: string }) => host)).toEqual([
    'a.example',
    'b.example',
    'c.example',
  ]);
  const rest = (await app.inject({ url: `/v1/hosts?limit=3&cursor=${first.nextCursor}` })).json();
  expect(rest).toMatchObject({ items: [{ host: 'cd.example' }], nextCursor: null });
  const some = (await app.inject({ url: '/v1/hosts?prefix=c' })).json();
  expect(some.items).toHaveLength(2);
});

test('a host that nobody names and that was never asked is not there', async () => {
  const { app } = await createHarness();
  const answer = await app.inject({ url: '/v1/hosts/nobody.example' });
  expect(answer.statusCode).toBe(404);
  expect(answer.json().detail).toBe(
    'No job uses the host nobody.example, and it was never asked for anything.',
  );
});

test('a host that only jobs of another workspace name is not shown', async () => {
  const harness = await createHarness();
  const { app, ports } = harness;
  const job = await putJob(harness, 'created', { jobId: 'job_mine' });
  await ports.jobs.remove('job_mine');
  await ports.jobs.insert({ ...job, _id: 'job_theirs', workspaceId: 'theirs' });
  await ports.hosts.noteSuccess(HOST, { penaltyMs: 0, at: T0 });
  expect((await app.inject({ url: '/v1/hosts' })).json().items).toEqual([]);
  expect((await app.inject({ url: `/v1/hosts/${HOST}` })).statusCode).toBe(404);
});

test('a host is paused with a reason, and resumed', async () => {
  const { app, ports } = await createHarness();
  await ports.hosts.noteSuccess(HOST, { penaltyMs: 0, at: T0 });
  const act = (verb: string, payload?: object) =>
    app.inject({ method: 'POST', url: `/v1/hosts/${HOST}/${verb}`, ...(payload && { payload }) });
  const until = new Date(ports.clock.now().getTime() + 3_600_000).toISOString();
  const paused = await act('pause', { reason: 'The shop moves', until });
  expect(paused.json().paused).toMatchObject({ reason: 'The shop moves', until });
  expect((await app.inject({ url: `/v1/hosts` })).json().items[0].paused.by).toBe(paused.json().paused.by);
  expect((await act('resume')).json().paused).toBeNull();
  expect((await act('pause', {})).statusCode).toBe(422);
  expect((await act('pause', { reason: 'x', until: '2020-01-01T00:00:00Z' })).json().errors).toMatchObject([
    { pointer: '/until' },
  ]);
});

test('a workspace pauses a host that its own jobs alone ask', async () => {
  const { ports } = await createHarness();
  const job = sampleJob('job_1', { workspaceId: 'ws_a' });
  await ports.jobs.insert(job);
  const [plan] = await ports.overview.jobPlans('ws_a', { after: null, limit: 1 });
  const host = plan?.hosts[0] ?? '';
  const request = { workspaceId: 'ws_a', host, by: 'ann', reason: 'Moves', until: null };
  await pauseHost(ports, request);
  expect((await ports.hosts.get(host))?.held).toMatchObject({ by: 'ann' });
  await ports.jobs.insert(sampleJob('job_2', { workspaceId: 'ws_b' }));
  await expect(pauseHost(ports, request)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(resumeHost(ports, { ...request, workspaceId: 'ws_c' })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await resumeHost(ports, { ...request, workspaceId: 'default' });
  expect((await ports.hosts.get(host))?.held).toBeUndefined();
});
