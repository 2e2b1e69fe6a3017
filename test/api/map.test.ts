// The addresses of a site: of its sitemaps, packed ones and indexes too, its feeds and one page, each once, under the guards of a look.
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { createPreviewScene, HTML, type PreviewScene } from './preview-scene.ts';

const XML = { 'content-type': 'application/xml' };
const PAGE = `<!doctype html><html lang=en><head><title>Tents</title><link rel=alternate type="application/rss+xml" href=/feed.xml></head><body>
<main><h1>Tents for two</h1><p>They keep the rain out for years, and stand in four minutes.</p>
<a href="/tents/red?utm_source=x">red</a><a href=/tents/blue#top>blue</a><a href=https://other.example/>other</a><a href=mailto:a@b.c>mail</a></main></body></html>`;

function urlset(...paths: string[]): string {
  const urls = paths.map((path) => `<url><loc>https://shop.example${path}</loc></url>`).join('');
  return `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls}</urlset>`;
}

const INDEX = `<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://shop.example/one.xml</loc></sitemap><sitemap><loc>https://shop.example/two.xml.gz</loc></sitemap></sitemapindex>`;
const FEED = `<rss version="2.0"><channel><title>News</title><item><title>New</title><link>https://shop.example/news/1</link></item></channel></rss>`;

let scene: PreviewScene;
afterEach(() => scene.harness.app.close());

const ROBOTS = {
  body: 'Sitemap: https://shop.example/index.xml\n',
  headers: { 'content-type': 'text/plain' },
};
const OTHERS = {
  'https://shop.example/index.xml': { body: INDEX, headers: XML },
  'https://shop.example/one.xml': { body: urlset('/tents/red', '/tents/green?b=1&a=2'), headers: XML },
  'https://shop.example/two.xml.gz': {
    body: gzipSync(urlset('/tents/green?a=2&b=1', '/rugs/1')),
    headers: { 'content-type': 'application/gzip' },
  },
  'https://shop.example/feed.xml': { body: FEED, headers: { 'content-type': 'application/rss+xml' } },
};

async function map(payload: object) {
  const response = await scene.harness.app.inject({ method: 'POST', url: '/v1/map', payload });
  return { status: response.statusCode, body: response.json() };
}

const wanted = { url: 'https://shop.example/tents' };
type Mapped = { readonly url: string; readonly source: string };
const told = (urls: readonly Mapped[]): string[] =>
  urls.map(({ url, source }) => `${source} ${url.replace('https://shop.example', '')}`);

test('of sitemaps, feeds and the page, each once, of this site alone', async () => {
  scene = await createPreviewScene({ body: PAGE, headers: HTML }, ROBOTS, undefined, OTHERS);
  const { status, body } = await map(wanted);
  expect(status).toBe(200);
  expect(body).toMatchObject({ outcome: 'understood', problem: null, cut: false });
  expect(told(body.urls)).toEqual([
    'feed /news/1',
    'sitemap /tents/red',
    'sitemap /tents/green?b=1&a=2',
    'sitemap /rugs/1',
    'page /tents',
    'page /tents/blue',
  ]);
  expect(body.documents).toEqual([
    { url: 'https://shop.example/index.xml', problem: null },
    { url: 'https://shop.example/feed.xml', problem: null },
    { url: 'https://shop.example/one.xml', problem: null },
    { url: 'https://shop.example/two.xml.gz', problem: null },
  ]);
  const kinds = new Map(scene.dispatch.published.map(({ url, kind }) => [url, kind]));
  expect(kinds.get('https://shop.example/one.xml')).toBe('sitemap');
  expect(kinds.get('https://shop.example/feed.xml')).toBe('feed');
});

test('only those with the words, and as many as were asked for', async () => {
  scene = await createPreviewScene({ body: PAGE, headers: HTML }, ROBOTS, undefined, OTHERS);
  expect(told((await map({ ...wanted, search: 'TENTS e?' })).body.urls)).toEqual([]);
  expect(told((await map({ ...wanted, search: 'tents gre' })).body.urls)).toEqual([
    'sitemap /tents/green?b=1&a=2',
  ]);
  const some = (await map({ ...wanted, limit: 2 })).body;
  expect(some.urls).toHaveLength(2);
  expect(some.cut).toBe(true);
});

test('where robots.txt names no sitemap, usual places are tried, and said to have none', async () => {
  scene = await createPreviewScene({ body: PAGE, headers: HTML }, undefined, undefined, {
    ...OTHERS,
    'https://shop.example/sitemap.xml': { outcome: 'http-error', status: 404 },
    'https://shop.example/wp-sitemap.xml': { outcome: 'http-error', status: 410 },
  });
  const { body } = await map(wanted);
  expect(body.documents[0]).toMatchObject({
    url: 'https://shop.example/sitemap.xml',
    problem: expect.stringContaining('404'),
  });
  expect(body.documents.at(-1)).toMatchObject({
    url: 'https://shop.example/wp-sitemap.xml',
    problem: expect.stringContaining('410'),
  });
  expect(told(body.urls)).toEqual(['feed /news/1', 'page /tents', 'page /tents/red', 'page /tents/blue']);
});

test('of a sitemap that is given itself, and of a site whose page is not there', async () => {
  scene = await createPreviewScene({ outcome: 'http-error', status: 404 }, ROBOTS, undefined, OTHERS);
  const gone = (await map(wanted)).body;
  expect(gone).toMatchObject({ outcome: 'unfetched', problem: { remedy: expect.any(String) } });
  expect(told(gone.urls)).toContain('sitemap /rugs/1');
  await scene.harness.app.close();
  scene = await createPreviewScene({ body: urlset('/a', '/b'), headers: XML }, undefined, undefined, {});
  const given = (await map({ url: 'https://shop.example/map.xml' })).body;
  expect(told(given.urls)).toEqual(['sitemap /a', 'sitemap /b', 'page /map.xml']);
});

test('nothing is asked of an address that may not be asked', async () => {
  scene = await createPreviewScene({ body: PAGE, headers: HTML });
  const { body } = await map({ url: 'http://10.0.0.1/' });
  expect(body).toMatchObject({ outcome: 'unfetched', urls: [], documents: [] });
  expect(scene.dispatch.published).toEqual([]);
  expect((await map({ url: 'no address' })).status).toBe(422);
  expect((await map({ ...wanted, limit: 10_001 })).status).toBe(422);
});
