// The addresses of a site, with documents that are read by a function of their address.
import { expect, test } from 'vitest';
import { type MapPorts, mapSite } from '../../../../domain/job/preview/map-site.ts';

const SITE = 'https://shop.example';
const START = { url: `${SITE}/`, links: [`${SITE}/a`], sitemaps: [`${SITE}/s.xml`], feeds: [] };
const ALL = { search: '', most: 10_000 };

type Documents = Readonly<Record<string, Awaited<ReturnType<MapPorts['read']>>>>;

function portsOf(documents: Documents, isOver = (_asked: readonly string[]): boolean => false) {
  const asked: string[] = [];
  const ports: MapPorts = {
    now: () => 0,
    isOver: () => isOver(asked),
    read: async (url, source) => {
      asked.push(`${source} ${url.replace(SITE, '')}`);
      return documents[url] ?? { problem: 'It is not there.', isAnswered: true };
    },
  };
  return { asked, ports };
}

function list(kind: 'urlset' | 'index', ...paths: string[]): Documents[string] {
  return { kind, locs: paths.map((path) => `${SITE}${path}`), cut: false };
}

test('an index that names itself is read once, and no deeper than sitemaps go', async () => {
  const deep = [0, 1, 2, 3, 4, 5].map((n): [string, Documents[string]] => [
    `${SITE}/${n}.xml`,
    list('index', `/${n}.xml`, `/${n + 1}.xml`),
  ]);
  const { asked, ports } = portsOf(Object.fromEntries(deep));
  await mapSite(ports, { ...START, sitemaps: [`${SITE}/0.xml`] }, ALL);
  expect(asked).toEqual([0, 1, 2, 3, 4].map((n) => `sitemap /${n}.xml`));
});

test('no more documents are asked for than sixty', async () => {
  const paths = Array.from({ length: 100 }, (_, n) => `/${n}.xml`);
  const { asked, ports } = portsOf({ [`${SITE}/s.xml`]: list('index', ...paths) });
  const { cut, documents } = await mapSite(ports, START, ALL);
  expect(asked).toHaveLength(60);
  expect(cut).toBe(true);
  expect(documents.at(-1)).toEqual({ url: `${SITE}/58.xml`, problem: 'It is not there.' });
});

test('once the time is over nothing more is asked, and what is known is told', async () => {
  const documents = { [`${SITE}/s.xml`]: list('urlset', '/b'), [`${SITE}/t.xml`]: list('urlset', '/c') };
  const { ports } = portsOf(documents, (asked) => asked.length > 0);
  const start = { ...START, sitemaps: [`${SITE}/s.xml`, `${SITE}/t.xml`] };
  expect(await mapSite(ports, start, ALL)).toEqual({
    urls: [
      { url: `${SITE}/b`, source: 'sitemap' },
      { url: `${SITE}/a`, source: 'page' },
    ],
    documents: [{ url: `${SITE}/s.xml`, problem: null }],
    cut: true,
  });
});

test('addresses of the same domain belong to the site, others do not, and no form of one counts twice', async () => {
  const locs = [
    'https://blog.shop.example/1',
    'https://shop.example.evil.test/2',
    'ftp://shop.example/3',
    `${SITE}/a?utm_source=x#top`,
    `${SITE}/q?b=1&a=2`,
    `${SITE}/q?a=2&b=1`,
  ];
  const { ports } = portsOf({ [`${SITE}/s.xml`]: { kind: 'urlset', locs, cut: false } });
  const { urls } = await mapSite(ports, START, ALL);
  expect(urls.map(({ url }) => url)).toEqual([
    'https://blog.shop.example/1',
    `${SITE}/a`,
    `${SITE}/q?b=1&a=2`,
  ]);
});

test('what is no sitemap says so', async () => {
  const { ports } = portsOf({ [`${SITE}/s.xml`]: { kind: null, locs: [], cut: false } });
  const { documents } = await mapSite(ports, START, ALL);
  expect(documents).toEqual([{ url: `${SITE}/s.xml`, problem: 'It is no sitemap and no feed.' }]);
});

test('where a site names no sitemap the usual places are tried, until one is there', async () => {
  const { asked, ports } = portsOf({
    [`${SITE}/sitemap.xml`]: { kind: null, locs: [], cut: false },
    [`${SITE}/sitemap_index.xml`]: list('index', '/posts.xml'),
    [`${SITE}/posts.xml`]: list('urlset', '/post'),
  });
  const { urls, documents } = await mapSite(ports, { ...START, sitemaps: [] }, ALL);
  expect(asked).toEqual(['sitemap /sitemap.xml', 'sitemap /sitemap_index.xml', 'sitemap /posts.xml']);
  expect(urls.map(({ url }) => url)).toEqual([`${SITE}/post`, `${SITE}/a`]);
  expect(documents[0]?.problem).toBe('It is no sitemap and no feed.');
});

test('of a site without a sitemap a few places are asked for, and its feeds are read', async () => {
  const { asked, ports } = portsOf({ [`${SITE}/feed`]: list('urlset', '/post') });
  const { urls } = await mapSite(ports, { ...START, sitemaps: [], feeds: [`${SITE}/feed`] }, ALL);
  expect(asked).toContain('feed /feed');
  expect(asked).toHaveLength(7);
  expect(urls[0]).toEqual({ url: `${SITE}/post`, source: 'feed' });
});

test('no usual place is tried beside a sitemap that is named', async () => {
  const { asked, ports } = portsOf({});
  await mapSite(ports, START, ALL);
  expect(asked).toEqual(['sitemap /s.xml']);
});

test('a host that gives no answer is not asked at one place after another', async () => {
  const silent = { problem: 'It did not answer.', isAnswered: false };
  const { asked, ports } = portsOf({ [`${SITE}/sitemap.xml`]: silent });
  const { urls } = await mapSite(ports, { ...START, sitemaps: [] }, ALL);
  expect(asked).toEqual(['sitemap /sitemap.xml']);
  expect(urls).toEqual([{ url: `${SITE}/a`, source: 'page' }]);
});
