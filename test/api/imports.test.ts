// Files of other tools over the API: a dry run, the jobs that are made, a second time, limits, files that are none.
import { afterEach, expect, test } from 'vitest';
import { type Harness, createHarness } from './harness.ts';

let harness: Harness;
afterEach(() => harness.app.close());

const JOBS = `
name: Tents
url: https://shop.example/tents
headers: {Authorization: Bearer s3cret}
---
name: Boots
url: https://shop.example/boots
enabled: false
no_conditional_request: true
---
command: ls
`;

interface Report {
  readonly kind: string;
  readonly tag: string;
  readonly left: number;
  readonly entries: readonly {
    readonly name: string;
    readonly outcome: string;
    readonly jobId: string | null;
    readonly known: boolean;
    readonly reason: string | null;
    readonly losses: readonly { readonly option: string }[];
  }[];
}

async function send(query = '', payload: string | Buffer = JOBS, type = 'application/octet-stream') {
  const url = `/v1/imports${query}`;
  return harness.app.inject({ method: 'POST', url, payload, headers: { 'content-type': type } });
}

async function report(query = '', payload: string | Buffer = JOBS): Promise<Report> {
  const answer = await send(query, payload);
  expect([answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([200, '']);
  return answer.json<Report>();
}

async function jobs(): Promise<{ name: string; state: string; tags: string[]; jobId: string }[]> {
  return (await harness.app.inject('/v1/jobs')).json<{ items: never[] }>().items;
}

test('a dry run tells each entry and makes nothing', async () => {
  harness = await createHarness();
  const { kind, tag, left, entries } = await report('?dryRun=true');
  expect([kind, tag, left]).toEqual(['webchanges', 'import-2026-01-15', 0]);
  expect(
    entries.map(({ outcome, jobId, losses }) => [outcome, jobId, losses.map(({ option }) => option)]),
  ).toEqual([
    ['whole', null, []],
    ['losses', null, ['no_conditional_request']],
    ['refused', null, []],
  ]);
  expect(await jobs()).toEqual([]);
});

test('jobs begin paused, carry the tag, keep secrets to themselves, and their schedules do not run', async () => {
  harness = await createHarness();
  const { entries } = await report('?tag=From%20urlwatch&every=6h');
  const made = await jobs();
  expect(made.map(({ name, state, tags }) => [name, state, tags])).toEqual([
    ['Boots', 'paused', ['from urlwatch']],
    ['Tents', 'paused', ['from urlwatch']],
  ]);
  expect(entries.map(({ jobId }) => jobId)).toEqual([made[1]?.jobId, made[0]?.jobId, null]);
  expect(harness.calls).toEqual(
    expect.arrayContaining([`put ${made[0]?.jobId} true`, `put ${made[1]?.jobId} true`]),
  );
  const shown = await harness.app.inject(`/v1/jobs/${made[1]?.jobId}`);
  expect(shown.json()).toMatchObject({
    nextRunAt: null,
    config: {
      schedule: { everyMs: 21_600_000 },
      fetch: { headers: [{ name: 'Authorization', value: '•••' }] },
    },
  });
  expect(shown.body).not.toContain('s3cret');
});

test('a paused job of an import can be resumed', async () => {
  harness = await createHarness();
  await report();
  const [job] = await jobs();
  const resumed = await harness.app.inject({ method: 'POST', url: `/v1/jobs/${job?.jobId}/resume` });
  expect(resumed.json()).toMatchObject({ state: 'scheduled' });
});

test('the same file makes nothing a second time, under another tag neither', async () => {
  harness = await createHarness();
  const first = await report();
  const second = await report('?tag=again');
  expect(second.entries.map(({ jobId, known }) => [jobId, known])).toEqual([
    [first.entries[0]?.jobId, true],
    [first.entries[1]?.jobId, true],
    [null, false],
  ]);
  expect(await jobs()).toHaveLength(2);
  // A job that was removed is made anew.
  await harness.app.inject({ method: 'DELETE', url: `/v1/jobs/${first.entries[0]?.jobId}` });
  expect((await report()).entries.map(({ known }) => known)).toEqual([false, true, false]);
});

test('what is to start runs by its schedule, but for what was off in the other tool', async () => {
  harness = await createHarness();
  await report('?start=true');
  expect((await jobs()).map(({ name, state }) => [name, state])).toEqual([
    ['Boots', 'paused'],
    ['Tents', 'scheduled'],
  ]);
});

test('a limit of the plan refuses entries, and the rest goes on, in a dry run too', async () => {
  harness = await createHarness({}, undefined, { small: { jobs: 1 } });
  const workspace = { _id: 'default', name: 'Default', createdAt: new Date(harness.now), plan: 'small' };
  await harness.ports.workspaces.insert(workspace);
  const lines = 'https://a.example/\nhttps://b.example/\n';
  const tried = await report('?dryRun=true', lines);
  expect(tried.entries.map(({ outcome }) => outcome)).toEqual(['whole', 'refused']);
  const made = await report('', lines);
  expect(made.entries.map(({ outcome, jobId }) => [outcome, jobId !== null])).toEqual([
    ['whole', true],
    ['refused', false],
  ]);
  expect(made.entries[1]?.reason).toMatch(/plan/);
  expect(await jobs()).toHaveLength(1);
});

test('a file of any type is taken as it is, an export of JSON too', async () => {
  harness = await createHarness();
  const json = JSON.stringify({ watching: { 'uuid-0001': { url: 'https://a.example/', title: 'A' } } });
  const answer = await send('', json, 'application/json');
  expect(answer.json<Report>()).toMatchObject({
    kind: 'changedetection',
    entries: [{ name: 'A', outcome: 'whole' }],
  });
});

test.each([
  ['what is none of the known kinds', '', 'hello', /can not be told by its content/],
  ['an empty file', '', '', /can not be told/],
  ['a file of another kind than is said', '?from=distill', JOBS, /no entry/],
  ['a tag that is none', '?tag=a,b', JOBS, /tag/],
  ['an interval that is none', '?every=often', JOBS, /interval/],
])('%s is refused with words', async (_, query, payload, words) => {
  harness = await createHarness();
  const answer = await send(query, payload);
  expect(answer.statusCode).toBe(422);
  expect(answer.json<{ detail: string }>().detail).toMatch(words);
});

test('a parameter that nobody knows is refused', async () => {
  harness = await createHarness();
  expect((await send('?dry=true')).statusCode).toBe(400);
});

test('an import is in the audit with its tag', async () => {
  harness = await createHarness();
  await report('?tag=moved');
  const audit = (await harness.app.inject('/v1/audit')).json<{
    items: { action: string; subjectName: string }[];
  }>();
  expect(audit.items[0]).toMatchObject({ action: 'importJobs', subjectName: 'moved' });
});

test('addresses of notifications become channels once, sealed, and no answer shows them', async () => {
  harness = await createHarness();
  const watch = (address: string) => ({ url: 'https://a.example/', notification_urls: [address] });
  const file = JSON.stringify({
    watching: {
      'uuid-0001': watch('tgram://1:SECRET-A/2'),
      'uuid-0002': watch('tgram://1:SECRET-A/2'),
      'uuid-0003': watch('discord://1/SECRET-B'),
    },
  });
  const tried = await send('?dryRun=true&tag=moved', file);
  expect(tried.json()).toMatchObject({ channels: ['telegram of moved', 'discord of moved'] });
  expect((await harness.app.inject('/v1/channels')).json()).toEqual({ items: [] });
  const made = await send('?tag=moved', file);
  expect(made.json()).toMatchObject({ channels: ['telegram of moved', 'discord of moved'] });
  expect((await send('?tag=again', file)).json()).toMatchObject({ channels: [] });
  const shown = await harness.app.inject('/v1/channels');
  expect(shown.json()).toMatchObject({
    items: [{ name: 'discord of moved' }, { name: 'telegram of moved' }],
  });
  const stored = await harness.ports.channels.list('default');
  expect([tried.body, made.body, shown.body, JSON.stringify(stored)].join('')).not.toContain('SECRET');
});
