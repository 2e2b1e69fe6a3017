// Pages behind a login, through every process: one session for runs, for looks before there is a job, and for pages that a browser
// opens.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { RunView } from '../../api/client/client.ts';
import { eventually } from '../support/eventually.ts';
import { type ServedWebloom, serveWebloom } from '../support/served-webloom.ts';
import { type LoginSite, startLoginSite } from '../support/site/login-site.ts';

let shop: LoginSite;
let served: ServedWebloom;
let loginId: string;

beforeAll(async () => {
  shop = await startLoginSite({ withCode: true });
  const host = `${shop.site.host}:${shop.site.port}`;
  served = await serveWebloom(inject('services'), { name: 'logins', host, counts: { renderer: 1 } });
  const { url, user, password, otp } = { url: shop.site.url('/login'), ...shop };
  const settings = { kind: 'form' as const, url, user, password, otp };
  ({ loginId } = await served.api.createLogin({ name: 'Shop', settings }));
});

afterAll(async () => {
  await served?.close();
  await shop?.close();
});

async function createJob(path: string, fetch: object = {}): Promise<string> {
  const source = { kind: 'pages' as const, urls: [shop.site.url(path)] };
  const config = { source, fetch: { login: loginId, ...fetch }, changes: { sampleNoise: false } };
  return (await served.api.createJob({ config })).jobId;
}

async function runOf(jobId: string): Promise<RunView> {
  const { runId } = await served.api.act(jobId, 'start');
  return eventually(async () => {
    const run = await served.api.run(runId ?? '');
    return run.state === 'completed' || run.state === 'failed' ? run : null;
  }, 90_000);
}

async function outcomesOf({ runId }: RunView): Promise<string[]> {
  return (await served.api.runPages(runId)).items.map(({ outcome, reason }) => [outcome, reason].join(' '));
}

test('a page behind a login is watched run after run by one session, which a browser gets as well', async () => {
  const jobId = await createJob('/prices');
  expect(await outcomesOf(await runOf(jobId))).toEqual([expect.stringMatching(/^stored /)]);
  shop.say('14.00');
  const second = await runOf(jobId);
  const { items } = await served.api.changes({ runId: second.runId });
  expect(items.map(({ summary }) => summary)).toEqual([expect.stringContaining('14.00')]);
  const rendered = await createJob('/stock', { render: 'always' });
  expect(await outcomesOf(await runOf(rendered))).toEqual([expect.stringMatching(/^stored /)]);
  const look = await served.api.scrape({
    url: shop.site.url('/prices'),
    as: ['text'],
    fetch: { login: loginId },
  });
  expect(look.text).toContain('€ 14.00');
  expect([shop.passwords(), shop.signedIn()]).toEqual([1, 1]);
});

test('a form that scripts draw is filled in by a browser, with what it keeps there', async () => {
  const { api } = served;
  const settings = {
    kind: 'steps' as const,
    url: shop.site.url('/app'),
    otp: shop.otp,
    signedIn: { selector: '#out' },
    steps: [
      { do: 'fill' as const, selector: '#mail', value: shop.user },
      { do: 'fill' as const, selector: '#secret', value: shop.password, secret: true },
      { do: 'fill' as const, selector: '#code', value: '{otp}' },
      { do: 'click' as const, selector: 'button' },
      { do: 'wait' as const, selector: '#out', timeoutMs: 3_000 },
    ],
  };
  const login = await api.createLogin({ name: 'App', settings });
  expect(JSON.stringify(login)).not.toContain(shop.password);
  const before = shop.signedIn();
  const fetch = { login: login.loginId, waitFor: { text: 'Members pay' } };
  const jobId = await createJob('/app/prices', fetch);
  expect(await outcomesOf(await runOf(jobId))).toEqual([expect.stringMatching(/^stored /)]);
  shop.say('16.00');
  const second = await runOf(jobId);
  const { items } = await api.changes({ runId: second.runId });
  expect(items.map(({ summary }) => summary)).toEqual([expect.stringContaining('16.00')]);
  expect(shop.signedIn()).toBe(before + 1);

  const wrong = {
    steps: settings.steps.map((step) => ('secret' in step ? { ...step, value: 'wrong' } : step)),
  };
  await api.changeLogin(login.loginId, { settings: wrong });
  await eventually(async () => {
    await runOf(jobId);
    return shop.wrong() > 0;
  }, 60_000);
  const [refused] = (await api.logins()).items;
  expect(refused).toMatchObject({ name: 'App', state: 'none', detail: expect.stringContaining('#out') });
  const plain = createJob('/app/prices', { login: login.loginId });
  await expect(plain).rejects.toThrow('signs in by steps in a browser');
}, 180_000);

test('a session that the site has forgotten makes no version of its form', async () => {
  const jobId = await createJob('/prices', { maxAttempts: 1 });
  await runOf(jobId);
  shop.forget();
  const lost = await runOf(jobId);
  expect(await outcomesOf(lost)).toEqual(['failed login-lost']);
  expect((await served.api.changes({ runId: lost.runId })).items).toEqual([]);
  const [failure] = (await served.api.failures(lost.runId)).items;
  expect(failure?.detail).toContain('login “Shop”: the site led to the form of the login');
  await served.api.retryLogin(loginId);
  expect(await outcomesOf(await runOf(jobId))).toEqual([expect.stringMatching(/^unchanged /)]);
});
