// Feeds over HTTP: opened by their token alone, stable, and inert whatever pages say.
import { parseDocument } from 'htmlparser2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutesLater, sampleChange } from '../contracts/sample-documents.ts';
import { type Harness, createHarness, putJob } from './harness.ts';

let harness: Harness;
let token: string;
const KEY = 'wl_operator';
const authorization = `Bearer ${KEY}`;

beforeAll(async () => {
  harness = await createHarness({ apiKey: KEY });
  await putJob(harness, 'completed', { jobId: 'job_a' });
  await putJob(harness, 'completed', { jobId: 'job_b' });
  await harness.ports.history.insertChanges([
    sampleChange('job_a:p', 1, {
      jobId: 'job_a',
      state: 'confirmed',
      severity: 'major',
      at: minutesLater(1),
      summary: '“<script>alert(1)</script>” became ]]> \u0007& more',
    }),
    sampleChange('job_b:p', 2, { jobId: 'job_b', state: 'confirmed', at: minutesLater(2) }),
    sampleChange('job_b:p', 3, { jobId: 'job_b', state: 'pending', at: minutesLater(3) }),
    sampleChange('job_a:p', 9, { jobId: 'job_a', state: 'confirmed', workspaceId: 'other' }),
  ]);
  token = (await ask('POST')).token;
});
afterAll(() => harness.app.close());

const ask = async (method: 'GET' | 'POST' | 'DELETE') =>
  (await harness.app.inject({ method, url: '/v1/feed-token', headers: { authorization } })).json();
const read = (path: string, headers = {}) =>
  harness.app.inject({ url: `/v1/feeds/${path}`, headers: { host: 'watch.example', ...headers } });

test('the token is shown again, in the addresses of the feeds', async () => {
  const { feeds, createdBy } = await ask('GET');
  expect(token).toMatch(/^wlf_[\w-]{43}$/);
  expect(feeds.rss).toMatch(new RegExp(`/v1/feeds/all\\.rss\\?token=${token}$`));
  expect(createdBy).toBe('operator');
  expect(JSON.stringify(await harness.ports.feedTokens.get('default'))).not.toContain(token);
});

test('RSS has the confirmed changes, newest first, each under its own id, and nothing of them is markup', async () => {
  const { body, headers } = await read(`all.rss?token=${token}`);
  expect(headers['content-type']).toBe('application/rss+xml; charset=utf-8');
  const ids = [...body.matchAll(/<guid[^>]*>([^<]*)<\/guid>/g)].map(([, id]) => id);
  expect(ids).toEqual(['urn:webloom:change:job_b:p:2', 'urn:webloom:change:job_a:p:1']);
  expect(body).not.toContain('<script');
  expect(body).not.toContain('\u0007');
  expect(body).not.toContain(token);
  expect(body).toContain('http://watch.example/changes/job_a%3Ap%3A1');
  expect(() => parseDocument(body, { xmlMode: true })).not.toThrow();
});

test('what stands around the texts of a site is one entry of a run, which stays as more pages have it', async () => {
  await putJob(harness, 'completed', { jobId: 'job_f' });
  const menu = (n: number) => {
    const blocks = [
      { op: 'added', path: '(frame)/nav/ul/li/a', after: n === 3 ? 'Careers' : 'Blog' },
    ] as const;
    const told = { kind: 'text', severity: 'minor', summary: 'Around the text: …' } as const;
    const page = { url: `https://shop.example/${n}`, at: minutesLater(10 + n), state: 'confirmed' } as const;
    const detail = { ...told, blocks, fields: [], frameOnly: true } as const;
    return sampleChange(`job_f:p${n}`, 1, { jobId: 'job_f', ...page, ...told, detail });
  };
  await harness.ports.history.insertChanges([1, 2].map(menu));
  const items = async () => (await read(`job/job_f.json?token=${token}`)).json().items;
  const [first, ...others] = await items();
  expect(others).toEqual([]);
  expect(first.title).toMatch(/: The menu of shop\.example changed: \+ Blog$/);
  await harness.ports.history.insertChanges([menu(3)]);
  const [later] = await items();
  expect([later.id, later.url]).toEqual([first.id, first.url]);
  expect(later.title).toMatch(/: The menu of shop\.example changed: \+ Blog, \+ Careers$/);
  expect(later.content_html).toContain('<li>https://shop.example/2</li>');
});

test.each([
  ['all.atom', 'application/atom+xml; charset=utf-8', /<feed xmlns/],
  ['all.json', 'application/feed+json; charset=utf-8', /"version": "https:\/\/jsonfeed.org\/version\/1/],
])('%s is of its type', async (path, type, form) => {
  const { body, headers } = await read(`${path}?token=${token}`);
  expect([headers['content-type'], body]).toEqual([type, expect.stringMatching(form)]);
});

test('JSON Feed keeps a title as it is and escapes what is HTML', async () => {
  const { items } = (await read(`job/job_a.json?token=${token}&severity=major`)).json();
  expect(items).toHaveLength(1);
  expect(items[0].id).toBe('urn:webloom:change:job_a:p:1');
  expect(items[0].title).toContain('“<script>alert(1)</script>” became ]]> & more');
  expect(items[0].content_html).not.toContain('<script');
  // A summary is plain text too.
  expect(items[0].summary).toContain('“<script>alert(1)</script>”');
  expect(items[0].date_published).toBe(minutesLater(1).toISOString());
});

test('Atom names an author and when an entry was published, as its rules ask', async () => {
  const { body } = await read(`all.atom?token=${token}`);
  expect(body).toMatch(/<author>\s*<name>Webloom<\/name>\s*<\/author>/);
  expect(body).toContain(`<published>${minutesLater(2).toISOString()}</published>`);
});

test('a feed with a filter has a name and an id of its own', async () => {
  const { body } = await read(`all.atom?token=${token}&severity=major&kind=text`);
  expect(body).toContain('<id>http://watch.example/v1/feeds/all.atom?severity=major&amp;kind=text</id>');
  expect(body).toContain('<title>Webloom: all changes (major, text)</title>');
});

test('a reader that has the feed gets 304, and a filter of kinds is kept to', async () => {
  const { headers } = await read(`all.rss?token=${token}`);
  const again = await read(`all.rss?token=${token}`, { 'if-none-match': headers.etag });
  expect([again.statusCode, again.body]).toEqual([304, '']);
  // A proxy that packs answers makes the tag a weak one; a reader may know several.
  for (const tags of [`W/${headers.etag}`, `"other", W/${headers.etag}`, '*'])
    expect((await read(`all.rss?token=${token}`, { 'if-none-match': tags })).statusCode).toBe(304);
  expect((await read(`all.rss?token=${token}`, { 'if-none-match': '"other"' })).statusCode).toBe(200);
  const none = await read(`all.json?token=${token}&kind=price`);
  expect(none.json().items).toEqual([]);
});

test.each([
  ['all.rss', 400],
  ['all.rss?token=wlf_wrong', 401],
  ['all.csv?token=TOKEN', 404],
  ['job/job_none.rss?token=TOKEN', 404],
  ['all.rss?token=TOKEN&colour=red', 400],
])('%s is refused with %d, in plain text', async (path, status) => {
  const answer = await read(path.replace('TOKEN', token));
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([status, 'text/plain; charset=utf-8']);
});

test('a tag names the jobs of a feed and of a list', async () => {
  const { tags = [] } = (await harness.ports.jobs.get('job_b')) ?? {};
  expect(await harness.ports.jobs.retag('job_b', tags, ['kitchen sale'])).toBe(true);
  const { items } = (await read(`tag/Kitchen%20Sale.json?token=${token}`)).json();
  expect(items.map(({ id }: { id: string }) => id)).toEqual(['urn:webloom:change:job_b:p:2']);
  const list = await harness.app.inject({
    url: '/v1/changes?tag=kitchen%20sale',
    headers: { authorization },
  });
  expect(list.json().items).toHaveLength(2);
  const counts = await harness.app.inject({ url: '/v1/changes/counts?tag=none', headers: { authorization } });
  expect(counts.json()).toMatchObject({ total: 0, unread: 0 });
});

test('a new token ends the old addresses, and so does removing it', async () => {
  const made = (await ask('POST')).token;
  expect((await read(`all.rss?token=${token}`)).statusCode).toBe(401);
  expect((await read(`all.rss?token=${made}`)).statusCode).toBe(200);
  expect(await ask('DELETE')).toMatchObject({ token: null, feeds: { rss: null } });
  expect((await read(`all.rss?token=${made}`)).statusCode).toBe(401);
});

test('the token itself needs a key', async () => {
  expect((await harness.app.inject('/v1/feed-token')).statusCode).toBe(401);
});
