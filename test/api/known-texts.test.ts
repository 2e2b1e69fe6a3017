// Texts that another tool knew, taken over by an import over the API: the report, the first version, a second time, a crash in between.
import { afterEach, expect, test } from 'vitest';
import { zipSync } from 'fflate';
import type { ImportReportView } from '../../api/client/client.ts';
import { urlKeyOf } from '../../api/query/recovery/url-key.ts';
import { samplePage } from '../contracts/sample-documents.ts';
import { type Harness, createHarness } from './harness.ts';

let harness: Harness;
afterEach(() => harness.app.close());

const UUID = '11111111-2222-4333-8444-555555555555';
const OTHER = '11111111-2222-4333-8444-666666666666';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const BACKUP = Buffer.from(
  zipSync({
    [`${UUID}/watch.json`]: bytes(JSON.stringify({ url: 'https://shop.example/tents', title: 'Tents' })),
    [`${UUID}/history.txt`]: bytes('1763625600,new.txt'),
    [`${UUID}/new.txt`]: bytes('Tents\nFrom 129 €.'),
    [`${OTHER}/watch.json`]: bytes(JSON.stringify({ url: 'https://shop.example/boots', title: 'Boots' })),
    [`${OTHER}/history.txt`]: bytes('1763625600,gone.txt'),
  }),
);

async function send(query = ''): Promise<ImportReportView['entries']> {
  const headers = { 'content-type': 'application/zip' };
  const answer = await harness.app.inject({
    method: 'POST',
    url: `/v1/imports${query}`,
    payload: BACKUP,
    headers,
  });
  expect([answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([200, '']);
  return answer.json<ImportReportView>().entries;
}

const get = async (url: string) => (await harness.app.inject(url)).json();
const TAKEN = { at: '2025-11-20T08:00:00.000Z', characters: 17, problem: null, newer: null };

test('the report says of each entry what was known, in a dry run too, which keeps nothing', async () => {
  harness = await createHarness();
  const told = (await send('?dryRun=true')).map(({ name, outcome, knownText }) => [name, outcome, knownText]);
  expect(told).toEqual([
    ['Tents', 'whole', TAKEN],
    [
      'Boots',
      'whole',
      { at: null, characters: 0, problem: '2025-11-20: the file has no text of it', newer: null },
    ],
  ]);
  const [entry] = await send();
  expect(entry).toMatchObject({ knownText: TAKEN, known: false });
});

test('the text is the first version of the page, with its time and its tool', async () => {
  harness = await createHarness();
  const [entry] = await send();
  const { items } = await get(`/v1/jobs/${entry?.jobId}/pages`);
  expect(items).toMatchObject([{ url: 'https://shop.example/tents', state: 'live', checks: 0 }]);
  const versions = await get(`/v1/pages/${items[0].pageId}/versions`);
  expect(versions.items).toMatchObject([
    { from: 'changedetection', runId: '', at: TAKEN.at, change: null, bodyBytes: 19 },
  ]);
  const text = await harness.app.inject(versions.items[0].links.text);
  expect([text.statusCode, text.body]).toEqual([200, 'Tents\nFrom 129 €.']);
  expect(await get(versions.items[0].links.self)).toMatchObject({ from: 'changedetection' });
});

test('the same file changes nothing a second time, and makes good what a crash has left out', async () => {
  harness = await createHarness();
  const { history } = harness.ports;
  const { pages } = harness.ports;
  const whole = { ...pages };
  Object.assign(pages, { write: () => Promise.reject(new Error('the process was killed')) });
  const crashed = await harness.app.inject({
    method: 'POST',
    url: '/v1/imports',
    payload: BACKUP,
    headers: { 'content-type': 'application/zip' },
  });
  expect(crashed.statusCode).toBe(500);
  Object.assign(pages, whole);
  const [again] = await send();
  expect(again).toMatchObject({ known: true, knownText: TAKEN });
  const stored = await pages.list(again?.jobId ?? '', { after: null, limit: 9 });
  expect(stored).toMatchObject([{ v: 1, known: { from: 'changedetection' } }]);
  const versions = await history.snapshots({ jobId: again?.jobId ?? '', limit: 9 });
  expect(versions.map(({ _id }) => _id)).toEqual([stored[0]?.known?.snapshotId]);
  await send();
  expect(await harness.ports.pages.list(again?.jobId ?? '', { after: null, limit: 9 })).toEqual(stored);
});

test('a job that watches another page by now keeps what it has', async () => {
  harness = await createHarness();
  const { pages } = harness.ports;
  const whole = { ...pages };
  Object.assign(pages, { write: async () => [] });
  const [entry] = await send();
  Object.assign(pages, whole);
  const moved = await harness.app.inject({
    method: 'PATCH',
    url: `/v1/jobs/${entry?.jobId}`,
    payload: { config: { source: { kind: 'pages', urls: ['https://shop.example/sale'] } } },
  });
  expect(moved.statusCode).toBe(200);
  const [again] = await send();
  expect(again?.knownText?.problem).toMatch(/watches something else by now/);
  expect(await harness.ports.pages.list(entry?.jobId ?? '', { after: null, limit: 9 })).toEqual([]);
});

test('the texts are left there where that is asked for', async () => {
  harness = await createHarness();
  const [entry] = await send('?knownTexts=false');
  expect(entry?.knownText).toBeNull();
  expect((await get(`/v1/jobs/${entry?.jobId}/pages`)).items).toEqual([]);
});

test('a page that a run has looked at keeps what it has, and the report says so, in a dry run too', async () => {
  harness = await createHarness();
  const [entry] = await send('?knownTexts=false');
  const jobId = entry?.jobId ?? '';
  const urlKey = urlKeyOf('https://shop.example/tents');
  const page = { ...samplePage(jobId, urlKey), url: 'https://shop.example/tents' };
  await harness.ports.pages.write([{ id: page._id, expectedV: 0, order: 11, set: page }]);
  for (const query of ['?dryRun=true', '']) {
    const [again] = await send(query);
    expect(again?.knownText).toEqual({ ...TAKEN, problem: 'a run has looked at the page before' });
  }
  expect(await harness.ports.history.snapshots({ jobId, limit: 9 })).toEqual([]);
});
