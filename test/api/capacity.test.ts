// A job that is due more often than its hosts can be asked: told when it is checked, saved, shown and while it runs.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseAllowHosts } from '../../domain/web/egress/policy.ts';
import { createHarness, type Harness, putRun } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness({ ownHosts: parseAllowHosts('own.example').entries });
});
afterAll(() => harness.app.close());

const urlsOf = (host: string, count: number) =>
  Array.from({ length: count }, (_, n) => `https://${host}/${n}`);

async function post(url: string, host: string, count: number, everyMs: number) {
  const config = {
    source: { kind: 'pages', urls: urlsOf(host, count) },
    schedule: { kind: 'interval', everyMs },
  };
  return (await harness.app.inject({ method: 'POST', url, payload: { config } })).json();
}

test('a check and a saved job tell what the host needs and when the job is due again', async () => {
  const told = {
    code: 'too-often',
    pointer: '/config/schedule',
    detail:
      'shop.example needs 3 min for 180 pages at one request every 1 s, and the job is due again after 1 min.',
  };
  expect((await post('/v1/jobs/validate', 'shop.example', 180, 60_000)).notices).toMatchObject([told]);
  const made = await post('/v1/jobs', 'shop.example', 180, 60_000);
  expect(made.notices).toMatchObject([told]);
  const shown = await harness.app.inject({ method: 'GET', url: `/v1/jobs/${made.jobId}` });
  expect(shown.json().notices).toMatchObject([told]);
});

test('a host of the operator has no pause, and a host that is asked in time is not told', async () => {
  expect((await post('/v1/jobs/validate', 'own.example', 180, 60_000)).notices).toEqual([]);
  expect((await post('/v1/jobs/validate', 'quick.example', 30, 60_000)).notices).toEqual([]);
});

test('jobs of one host are told that together they plan more than it allows', async () => {
  for (let n = 0; n < 2; n += 1)
    expect((await post('/v1/jobs', 'full.example', 40, 60_000)).notices).toHaveLength(n);
  const { notices } = await post('/v1/jobs/validate', 'full.example', 40, 60_000);
  expect(notices).toMatchObject([
    {
      code: 'host-full',
      detail: expect.stringContaining('plan 172,800 requests a day, and its pause allows 86,400'),
    },
  ]);
});

test('a run that goes on tells it too', async () => {
  const run = await putRun(harness, 'running', { discovered: 500 });
  const config = { ...run.config, schedule: { kind: 'interval' as const, everyMs: 60_000 } };
  await harness.ports.runs.move(run, { state: 'running', config }, null);
  const url = 'https://shop.example/a';
  await harness.ports.frontier.offer(run._id, 1, [{ urlKey: 'a', url, depth: 0 }], harness.now);
  const why = await harness.app.inject({ method: 'GET', url: `/v1/runs/${run._id}/why-idle` });
  expect(why.json().reasons).toContainEqual(
    expect.objectContaining({
      code: 'too-often',
      host: 'shop.example',
      detail: expect.stringContaining('needs 8.3 min for 500 pages'),
    }),
  );
});
