// What a sitemap or feed names, read in the thread of views.
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { viewEntries } from '../../../workers/pipeline/view-entries.ts';

const TEXT = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://shop.example/a</loc></url><url><loc>https://shop.example/b</loc></url></urlset>`;

function entriesOf(body: Uint8Array, most = 10) {
  return viewEntries({ url: 'https://shop.example/s.xml', contentType: 'application/xml', body }, most);
}

test.each([
  ['plain', Buffer.from(TEXT)],
  ['packed', gzipSync(TEXT)],
])('%s ones', (_form, body) => {
  expect(entriesOf(body)).toEqual({
    kind: 'urlset',
    locs: ['https://shop.example/a', 'https://shop.example/b'],
    cut: false,
  });
  expect(entriesOf(body, 1)).toMatchObject({ locs: ['https://shop.example/a'], cut: true });
});

test.each([
  ['a page', Buffer.from('<html><body>no</body></html>')],
  ['nothing', Buffer.from('')],
  ['damaged bytes', gzipSync(TEXT).subarray(0, 40)],
  ['more than may be unpacked', gzipSync(Buffer.alloc(60 * 1024 * 1024))],
])('%s names nothing', (_what, body) => {
  expect(entriesOf(body)).toEqual({ kind: null, locs: [], cut: false });
});
