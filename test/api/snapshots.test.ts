import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BlobStore } from '../../domain/system/blob/blob-store.ts';
import { writeBlocks } from '../../domain/page/kept-blocks.ts';
import { samplePage, sampleSnapshot } from '../contracts/sample-documents.ts';
import { makePdf } from '../support/document/make-pdf.ts';
import { type Harness, createHarness, putJob } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.app.close());

test('a source is shown in the character set its site named in the header alone', async () => {
  // `Привет` in windows-1251.
  const body = Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]);
  const contentType = 'text/html; charset=windows-1251';
  await (harness.ports.blobs as BlobStore).put('body', brotliCompressSync(body));
  await putJob(harness, 'created', { jobId: 'job' });
  await harness.ports.history.insertSnapshots([sampleSnapshot('job:p', 1, { bodyKey: 'body', contentType })]);
  expect((await harness.app.inject('/v1/snapshots/job%3Ap%3A1%3A0a1b2c3d/content')).body).toBe('Привет');
});

const HOSTILE = `<title>T</title><script>alert(1)</script><img src="https://evil.example/p.png" onerror="x()">
<form action="https://evil.example/"><input></form><h1 onclick="x()">Tent</h1><p>€ 12.00</p><a href="javascript:x()">go</a>`;

test.each([
  ['text', 'text/plain; charset=utf-8', undefined],
  ['source', 'text/plain; charset=utf-8', 'attachment; filename="source.txt"'],
  ['raw', 'application/octet-stream', 'attachment; filename="body.bin"'],
  ['page', 'text/html; charset=utf-8', undefined],
  ['data', 'application/json; charset=utf-8', undefined],
])('a hostile page as %s is sent as %s and runs nothing', async (as, type, disposition) => {
  const { blobs, pages, history } = harness.ports;
  await (blobs as BlobStore).put('hostile', brotliCompressSync(Buffer.from(HOSTILE)));
  const lines = writeBlocks([{ path: 'h1', text: 'Tent' }]);
  await (blobs as BlobStore).put('hostile-text', brotliCompressSync(lines));
  await pages.write([{ id: 'job:h', expectedV: 0, order: 1, set: samplePage('job', 'h') }]);
  const kept = { bodyKey: 'hostile', blocksKey: 'hostile-text', contentType: 'text/html' };
  const snapshot = sampleSnapshot('job:h', 1, kept);
  await history.insertSnapshots([snapshot]);
  const url = `/v1/snapshots/${encodeURIComponent(snapshot._id)}/content?as=${as}`;
  const { statusCode, headers, body } = await harness.app.inject(url);
  expect([statusCode, headers['content-type'], headers['content-disposition']]).toEqual([
    200,
    type,
    disposition,
  ]);
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(body).toContain(as === 'data' ? '"fields"' : 'Tent');
  if (as === 'page') {
    expect(headers['content-security-policy']).toMatch(/^sandbox;/);
    expect(body).not.toMatch(/<script|onerror|onclick|javascript:|evil\.example|<form/);
  }
  if (as === 'raw') expect(body).toBe(HOSTILE);
});

test('a document is shown as the page that says the same, and sent as it came', async () => {
  const { blobs, pages, history } = harness.ports;
  const pdf = makePdf({ pages: [['First page.'], ['Pine board\t€ 19.90', 'Oak board\t€ 49.90']] });
  await (blobs as BlobStore).put('list', brotliCompressSync(pdf));
  await (blobs as BlobStore).put(
    'list-text',
    brotliCompressSync(writeBlocks([{ path: 'p', text: 'First page.' }])),
  );
  await pages.write([{ id: 'job:list', expectedV: 0, order: 1, set: samplePage('job', 'list') }]);
  const kept = { bodyKey: 'list', blocksKey: 'list-text', contentType: 'application/pdf' };
  const snapshot = sampleSnapshot('job:list', 1, kept);
  await history.insertSnapshots([snapshot]);
  const as = (form: string) =>
    harness.app.inject(`/v1/snapshots/${encodeURIComponent(snapshot._id)}/content?as=${form}`);

  const shown = await as('page');
  expect(shown.body).toContain('id="page-2" title="Page 2"');
  expect(shown.body).toContain('>Pine board | € 19.90<');
  const raw = await as('raw');
  expect(raw.headers['content-disposition']).toBe('attachment; filename="body.pdf"');
  expect(raw.rawPayload.equals(pdf)).toBe(true);
  expect((await as('source')).body).toBe('First page.');
});

test('a picture is sent as WebP; a version and a page without one say so', async () => {
  const { blobs, pages, history } = harness.ports;
  const picture = { key: 'pictured', width: 1_280, height: 900 };
  await (blobs as BlobStore).put('pictured', brotliCompressSync(Buffer.from('RIFF')));
  const page = samplePage('job', 'pictured');
  await pages.write([{ id: page._id, expectedV: 0, order: 1, set: page }]);
  const [bare, shown] = [sampleSnapshot(page._id, 1), sampleSnapshot(page._id, 2, { picture })];
  await history.insertSnapshots([bare, shown]);
  const ask = (path: string) => harness.app.inject(path);
  const of = ({ _id }: { _id: string }): string => `/v1/snapshots/${encodeURIComponent(_id)}`;

  const sent = await ask(`${of(shown)}/picture`);
  expect([sent.statusCode, sent.headers['content-type'], sent.body]).toEqual([200, 'image/webp', 'RIFF']);
  expect((await ask(of(shown))).json()).toMatchObject({
    picture: { width: 1_280, height: 900 },
    links: { picture: `${of(shown)}/picture` },
  });
  const none = await ask(`${of(bare)}/picture`);
  expect([none.statusCode, none.json()]).toMatchObject([
    404,
    { detail: 'No picture was taken of this version.' },
  ]);
  expect((await ask(of(bare))).json()).toMatchObject({ picture: null });

  const self = `/v1/pages/${encodeURIComponent(page._id)}`;
  expect((await ask(`${self}/picture`)).statusCode).toBe(404);
  const lastPicture = { ...picture, at: Date.parse('2026-02-01T00:00:00Z') };
  await pages.write([{ id: page._id, expectedV: 1, order: 2, set: { lastPicture } }]);
  expect((await ask(`${self}/picture`)).body).toBe('RIFF');
  expect((await ask(self)).json()).toMatchObject({ picture: { at: '2026-02-01T00:00:00.000Z' } });
});

const SENT =
  '<!doctype html><title>Zürich</title><script src="/app.js"></script><h1>Tent</h1><img src=x onerror="x()">';

async function putServed(key: string) {
  const { blobs, pages, history } = harness.ports;
  const page = samplePage('job', key);
  const store = blobs as BlobStore;
  await store.put(`${key}-sent`, brotliCompressSync(Buffer.from(SENT)));
  await store.put(`${key}-body`, brotliCompressSync(Buffer.from('<h1>Tent</h1><p>made by a script</p>')));
  await pages.write([{ id: page._id, expectedV: 0, order: 1, set: page }]);
  const served = { key: `${key}-sent`, bytes: SENT.length, url: page.url };
  const snapshot = sampleSnapshot(page._id, 1, { bodyKey: `${key}-body`, served, contentType: 'text/html' });
  await history.insertSnapshots([snapshot]);
  return { page, self: `/v1/snapshots/${encodeURIComponent(snapshot._id)}`, url: page.url };
}

test.each([
  ['source', 'text/plain; charset=utf-8', 'attachment; filename="served.txt"'],
  ['raw', 'application/octet-stream', 'attachment; filename="served.bin"'],
])('what the server sent is sent as %s, and runs nothing', async (as, type, disposition) => {
  const { self, url } = await putServed(`sent-${as}`);
  const { headers, body } = await harness.app.inject(`${self}/content?as=${as}&served=true`);
  expect([headers['content-type'], headers['content-disposition'], body]).toEqual([type, disposition, SENT]);
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['content-security-policy']).toMatch(/^sandbox;.*default-src 'none'/);
  expect((await harness.app.inject(self)).json()).toMatchObject({
    served: { bytes: SENT.length, url },
    links: { served: `${self}/content?served=true` },
  });
  expect((await harness.app.inject(`${self}/content`)).body).toContain('made by a script');
});

test('what the server sent is shown as an inert copy, and not as what was never read of it', async () => {
  const { self } = await putServed('sent-page');
  const shown = await harness.app.inject(`${self}/content?as=page&served=true`);
  expect(shown.headers['content-security-policy']).toMatch(/^sandbox;/);
  expect(shown.body).toContain('Tent');
  expect(shown.body).not.toMatch(/<script|onerror|made by a script/);
  for (const as of ['text', 'data']) {
    const refused = await harness.app.inject(`${self}/content?as=${as}&served=true`);
    expect([refused.statusCode, refused.json()]).toMatchObject([
      422,
      {
        detail: `What the server sent can not be had as ${as}: it was not read. Ask for source, raw or page.`,
      },
    ]);
  }
});

test.each([
  ['no browser made', {}, 'No browser made this version: what the server sent is its content.'],
  ['another tool knew', { from: 'changedetection' as const }, /^Another tool knew this version/],
  [
    'the job did not keep it of',
    { basis: { lang: 'en', textLength: 1, finalUrl: 'https://shop.example/', rendered: { since: 1 } } },
    /fetch\.keepServed/,
  ],
])('a version that %s has nothing beside it, and says so', async (name, fields, words) => {
  const page = samplePage('job', `unsent-${name.length}`);
  await harness.ports.pages.write([{ id: page._id, expectedV: 0, order: 1, set: page }]);
  const snapshot = sampleSnapshot(page._id, 1, fields);
  await harness.ports.history.insertSnapshots([snapshot]);
  const self = `/v1/snapshots/${encodeURIComponent(snapshot._id)}`;
  const answer = await harness.app.inject(`${self}/content?served=true`);
  expect(answer.statusCode).toBe(404);
  expect(answer.json<{ detail: string }>().detail).toMatch(words);
  const { served, links } = (await harness.app.inject(self)).json<{ served: null; links: object }>();
  expect(served).toBeNull();
  expect(links).not.toHaveProperty('served');
});
