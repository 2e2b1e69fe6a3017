// What differs between stored versions, over HTTP: words, lines, fields, what is silent, what is gone.
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import { writeBlocks } from '../../domain/page/kept-blocks.ts';
import type { FieldValue } from '../../domain/reading/page/parsed-page.ts';
import {
  minutesLater,
  sampleChange,
  samplePage,
  samplePrice,
  sampleSnapshot,
} from '../contracts/sample-documents.ts';
import { type Harness, createHarness, putJob } from './harness.ts';

let harness: Harness;
const still = Array.from({ length: 30 }, (_, n) => `A sentence that stays as it is, number ${n}.`);

async function putVersion(pageId: string, v: number, texts: readonly string[], price = ''): Promise<void> {
  const blocksKey = `texts/${pageId}/${v}`;
  const blocks = texts.map((text) => ({ path: 'main/p', text }));
  await (harness.ports.blobs as BlobStore).put(blocksKey, brotliCompressSync(writeBlocks(blocks)));
  const field: FieldValue = {
    name: 'price',
    value: price,
    raw: price,
    source: 'selector',
    locator: '.price',
    confidence: 1,
  };
  await harness.ports.history.insertSnapshots([
    sampleSnapshot(pageId, v, {
      jobId: 'job',
      runId: `run${v}`,
      at: minutesLater(v),
      blocksKey,
      textHash: texts.join('|'),
      fields: price === '' ? [] : [field],
    }),
  ]);
}

const idOf = (pageId: string, v: number): string => sampleSnapshot(pageId, v)._id;

beforeAll(async () => {
  harness = await createHarness();
  await putJob(harness, 'completed', { jobId: 'job' });
  const { pages, history } = harness.ports;
  for (const key of ['a', 'b', 'c', 'd', 'e'])
    await pages.write([{ id: `job:${key}`, expectedV: 0, order: 1, set: samplePage('job', key) }]);
  await putVersion('job:a', 1, ['Costs € 129.95 now', ...still, '14 people are looking'], '€ 129.95');
  await putVersion(
    'job:a',
    2,
    ['Costs € 109.95 now', ...still, '9 people are looking', 'A new line.'],
    '€ 109.95',
  );
  await putVersion('job:b', 1, still);
  await putVersion('job:d', 2, [...still, 'New words.'], '€ 4');
  for (const v of [1, 2, 3]) await putVersion('job:e', v, [...still, `The ${v}. version.`]);
  const sides = { jobId: 'job', fromSnapshot: idOf('job:a', 1), toSnapshot: idOf('job:a', 2) };
  const detail = sampleChange('job:c', 2).detail;
  await history.insertPrices([
    samplePrice('job:a', 21, {
      jobId: 'job',
      runId: 'run2',
      beforeMinor: 12_995,
      minor: 10_995,
      percent: -15.4,
      changed: true,
      currency: 'EUR',
    }),
  ]);
  await history.insertChanges([
    sampleChange('job:a', 2, { ...sides, runId: 'run2', state: 'confirmed' }),
    sampleChange('job:b', 1, {
      jobId: 'job',
      runId: 'run1',
      toSnapshot: idOf('job:b', 1),
      state: 'confirmed',
    }),
    sampleChange('job:d', 2, {
      jobId: 'job',
      state: 'confirmed',
      fromSnapshot: 'job:d:1:gone',
      toSnapshot: idOf('job:d', 2),
      detail: { ...detail, fields: [{ name: 'price', before: '€ 3', after: '€ 4' }] },
    }),
    sampleChange('job:e', 4, {
      jobId: 'job',
      runId: 'run9',
      state: 'confirmed',
      kind: 'added',
      toSnapshot: idOf('job:e', 3),
    }),
    sampleChange('job:e', 3, {
      jobId: 'job',
      state: 'confirmed',
      kind: 'removed',
      fromSnapshot: idOf('job:e', 3),
    }),
    sampleChange('job:c', 2, {
      jobId: 'job',
      state: 'confirmed',
      fromSnapshot: 'job:c:1:gone',
      toSnapshot: 'job:c:2:gone',
      detail: {
        ...detail,
        blocks: [{ op: 'replaced', path: 'main/p', before: 'old words', after: 'new words' }],
        fields: [{ name: 'stock', before: '3', after: '4' }],
      },
    }),
  ]);
});
afterAll(() => harness.app.close());

const get = async (url: string) => (await harness.app.inject(url)).json();

test('a change is shown by words, with line numbers, what is silent and what the engine says', async () => {
  const diff = await get('/v1/changes/job%3Aa%3A2/diff?context=1');
  expect(diff).toMatchObject({
    changeId: 'job:a:2',
    first: false,
    missing: null,
    same: false,
    verdict: { verdict: 'changed', step: 'blocks' },
    totals: { hunks: 2, replaced: 2, added: 1, removed: 0, same: 30, silent: 1, fields: 2 },
    nextCursor: null,
  });
  expect(diff.hunks[0].lines[0]).toMatchObject({
    op: 'replaced',
    fromLine: 1,
    toLine: 1,
    words: [
      { op: 'same', text: 'Costs € ' },
      { op: 'removed', text: '129.95' },
      { op: 'added', text: '109.95' },
      { op: 'same', text: ' now' },
    ],
    silent: null,
  });
  expect(diff.hunks[1].lines[1]).toMatchObject({
    op: 'replaced',
    silent: { rule: 'counter', meaning: 'a counter of views, visitors or the like' },
  });
  expect(diff.hunks[1]).toMatchObject({ number: 2, skipped: 28 });
});

test('the strongest hunk stands first, the order of the page on demand and in a unified diff', async () => {
  await harness.ports.pages.write([{ id: 'job:f', expectedV: 0, order: 1, set: samplePage('job', 'f') }]);
  await putVersion('job:f', 1, ['Hello Ann, how are you?', ...still, 'Oak shelf € 13']);
  await putVersion('job:f', 2, ['Hello Bob, how are you?', ...still, 'Oak shelf € 18']);
  const url = '/v1/pages/job%3Af/diff?context=1';
  const shown = async (order: string) =>
    (await get(`${url}${order}`)).hunks.map(
      ({
        number,
        skipped,
        lines,
      }: {
        number: number;
        skipped: number;
        lines: { op: string; after: string }[];
      }) => [number, skipped, lines.find(({ op }) => op === 'replaced')?.after],
    );
  expect(await shown('')).toEqual([
    [1, 0, 'Oak shelf € 18'],
    [2, 0, 'Hello Bob, how are you?'],
  ]);
  expect(await shown('&order=page')).toEqual([
    [1, 0, 'Hello Bob, how are you?'],
    [2, 28, 'Oak shelf € 18'],
  ]);
  const { body } = await harness.app.inject(`${url}&format=unified`);
  expect(body.indexOf('Bob')).toBeLessThan(body.indexOf('Oak shelf'));
  const { nextCursor } = await get(`/v1/pages/job%3Af/diff?limit=10&context=20&order=page`);
  expect(
    (await harness.app.inject(`/v1/pages/job%3Af/diff?limit=10&context=20&cursor=${nextCursor}`)).statusCode,
  ).toBe(404);
});

test('lines carry no words, and fields come without lines', async () => {
  const lines = await get('/v1/changes/job%3Aa%3A2/diff?by=lines');
  expect(lines.hunks[0].lines[0]).toMatchObject({ before: 'Costs € 129.95 now', words: [] });
  const { hunks, fields } = await get('/v1/changes/job%3Aa%3A2/diff?by=fields');
  expect(hunks).toEqual([]);
  expect(fields).toMatchObject([
    { name: 'tracked price', kind: 'money', before: '129.95 EUR', after: '109.95 EUR', percent: -15.4 },
    { name: 'price', kind: 'money', before: '€ 129.95', after: '€ 109.95', changed: true, locator: '.price' },
  ]);
});

test('a long difference comes in pages that give all of it, each line once', async () => {
  const whole = await get('/v1/pages/job%3Aa/diff?context=20');
  const lines = whole.hunks.flatMap((hunk: { lines: unknown[] }) => hunk.lines);
  const parts: unknown[] = [];
  let next = '';
  let skippedAfter = -1;
  do {
    const part = await get(`/v1/pages/job%3Aa/diff?context=20&limit=10${next}`);
    parts.push(...part.hunks.flatMap((hunk: { lines: unknown[] }) => hunk.lines));
    next = part.nextCursor === null ? '' : `&cursor=${part.nextCursor}`;
    skippedAfter = part.skippedAfter;
  } while (next !== '');
  expect(parts).toEqual(lines);
  expect(skippedAfter).toBe(whole.skippedAfter);
});

test('as unified text it has its context and its numbers', async () => {
  const { body, headers } = await harness.app.inject('/v1/pages/job%3Aa/diff?format=unified&context=0');
  expect(headers['content-type']).toContain('text/plain');
  expect(body.split('\n').slice(2, 5)).toEqual([
    '@@ -1,1 +1,1 @@ main/p',
    '-Costs € 129.95 now',
    '+Costs € 109.95 now',
  ]);
});

test('the only version of a page is shown whole, as the first', async () => {
  const diff = await get('/v1/changes/job%3Ab%3A1/diff');
  expect(diff).toMatchObject({ first: true, from: null, same: true, verdict: null, totals: { same: 30 } });
  expect(diff.hunks[0].lines).toHaveLength(30);
});

test('where the versions are gone the change still shows what it kept, and says so', async () => {
  expect(await get('/v1/changes/job%3Ac%3A2/diff')).toMatchObject({
    first: false,
    missing: 'the older version is no longer kept',
    hunks: [{ lines: [{ op: 'replaced', fromLine: null, before: 'old words', after: 'new words' }] }],
    fields: [{ name: 'stock', kind: 'number', before: '3', after: '4', changed: true }],
  });
});

test('a field that changed is shown as kept where the older version alone is gone', async () => {
  const { missing, same, fields } = await get('/v1/changes/job%3Ad%3A2/diff');
  expect([missing, same]).toEqual(['the older version is no longer kept', false]);
  expect(fields).toMatchObject([
    { name: 'price', before: '€ 3', after: '€ 4', changed: true, source: 'selector', locator: '.price' },
  ]);
});

test('the last version of a page that is gone stands alone, and is a difference', async () => {
  const diff = await get('/v1/changes/job%3Ae%3A3/diff');
  expect(diff).toMatchObject({ first: false, same: false, missing: null, to: null, totals: { same: 31 } });
});

test('a page that is back shows the version before, which is not its first', async () => {
  const diff = await get('/v1/changes/job%3Ae%3A4/diff');
  expect(diff).toMatchObject({ first: false, from: null, same: true, totals: { same: 31 } });
});

test('the version before is the one before that which is asked for', async () => {
  const diff = await get(`/v1/pages/job%3Ae/diff?to=${encodeURIComponent(idOf('job:e', 2))}`);
  expect(diff.from.snapshotId).toBe(idOf('job:e', 1));
  const first = `/v1/pages/job%3Ae/diff?to=${encodeURIComponent(idOf('job:e', 1))}`;
  const answer = await harness.app.inject(first);
  expect([answer.statusCode, answer.json().detail]).toEqual([
    404,
    expect.stringContaining('no version before'),
  ]);
});

test('the first version is found behind very many', async () => {
  const many = Array.from({ length: 450 }, (_, n) =>
    sampleSnapshot('job:f', n + 1, { jobId: 'job', at: minutesLater(n), blocksKey: 'texts/job:e/1' }),
  );
  await harness.ports.history.insertSnapshots(many);
  await harness.ports.pages.write([{ id: 'job:f', expectedV: 0, order: 1, set: samplePage('job', 'f') }]);
  expect((await get('/v1/pages/job%3Af/diff?from=first')).from.snapshotId).toBe(idOf('job:f', 1));
});

test('unified text that is cut says so, and where it goes on', async () => {
  const path = '/v1/pages/job%3Aa/diff?format=unified&context=20&limit=10';
  const { body } = await harness.app.inject(path);
  const [, cursor] = /\n\\ More lines: &cursor=([\w-]+)\n$/.exec(body) ?? [];
  const rest = await harness.app.inject(`${path}&cursor=${cursor}`);
  expect(rest.statusCode).toBe(200);
});

test('versions are listed newest first, with the change and the price each brought', async () => {
  const { items, nextCursor } = await get('/v1/pages/job%3Aa/versions?limit=1');
  expect(items).toMatchObject([
    { snapshotId: idOf('job:a', 2), change: { changeId: 'job:a:2' }, price: { amount: '109.95' } },
  ]);
  expect(await get(`/v1/pages/job%3Aa/versions?limit=1&cursor=${nextCursor}`)).toMatchObject({
    items: [{ snapshotId: idOf('job:a', 1), change: null, price: null }],
    nextCursor: null,
  });
});
