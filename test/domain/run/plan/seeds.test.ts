// Which URLs a run begins with.
import { describe, expect, it } from 'vitest';
import type { JobConfig } from '../../../../domain/config/schema.ts';
import type { Page } from '../../../../domain/page/page.ts';
import {
  givenSource,
  judgeKnownPages,
  seedUrls,
  visitsKnownPages,
} from '../../../../domain/run/plan/seeds.ts';
import { createLinkSelector } from '../../../../domain/run/plan/select-links.ts';
import { samplePage } from '../../../contracts/sample-documents.ts';
import { configOf } from '../../../support/control-scene.ts';

const SITE = { kind: 'site', start: ['http://shop.test/'] };
const SITEMAP = {
  kind: 'sitemap',
  sitemaps: ['http://shop.test/sitemap.xml'],
  include: ['http://shop.test/p/**'],
};
const FEED = { kind: 'feed', feeds: ['http://shop.test/feed'] };
const PAGES = { kind: 'pages', urls: ['http://shop.test/a'] };
const of = (source: object): { config: JobConfig } => ({ config: configOf({ source }) });

describe('the source of a run', () => {
  it.each([
    { source: PAGES, list: PAGES.urls, documents: [], known: false },
    { source: SITE, list: SITE.start, documents: [], known: true },
    { source: SITEMAP, list: [], documents: SITEMAP.sitemaps, known: true },
    { source: FEED, list: [], documents: FEED.feeds, known: false },
  ])('$source.kind gives URLs or documents', ({ source, list, documents, known }) => {
    expect(givenSource(of(source))).toEqual({ list: list.map((url) => ({ url, depth: 0 })), documents });
    expect(visitsKnownPages(of(source))).toBe(known);
  });

  it('is the list alone where a run is for some URLs only', () => {
    const run = {
      ...of(SITE),
      onlyUrls: ['http://shop.test/b', 'http://shop.test/c'],
      onlyDepths: [2],
    };
    const list = [
      { url: 'http://shop.test/b', depth: 2 },
      { url: 'http://shop.test/c', depth: 0 },
    ];
    expect(givenSource(run)).toEqual({ list, documents: [] });
    expect(visitsKnownPages(run)).toBe(false);
  });
});

describe('an address with a date in it', () => {
  const dated = 'https://api.test/rates?from={today-1m}&to={today:dd.MM.yyyy}';
  const visitsOf = (run: object, ...urls: string[]) => {
    const config = configOf({
      source: { kind: 'pages', urls: [dated, 'https://api.test/plain'] },
      schedule: { kind: 'interval', everyMs: 86_400_000, timezone: 'Europe/Zurich' },
    });
    const whole = { config, createdAt: new Date('2026-03-31T22:30:00Z'), ...run };
    const rows = urls.map((url) => ({ url, depth: 0 }));
    const rules = { run: whole, links: createLinkSelector(config), urlKeyOf: (url: string) => url };
    return seedUrls(rows, rules).map(({ urlKey, url }) => [urlKey, url]);
  };
  const today = 'https://api.test/rates?from=2026-03-01&to=01.04.2026';

  it('is one page, asked for by the address of the day that it is where the job is', () => {
    expect(visitsOf({}, dated, 'https://api.test/plain')).toEqual([
      [dated, today],
      ['https://api.test/plain', 'https://api.test/plain'],
    ]);
  });

  it('is of the time that a run was planned for, and of today where a rerun names an earlier day', () => {
    const slot = 'job@2026-03-30T22:30:00Z';
    const onTime = 'https://api.test/rates?from=2026-02-28&to=31.03.2026';
    expect(visitsOf({ slot }, dated)).toEqual([[dated, onTime]]);
    expect(visitsOf({ onlyUrls: [onTime] }, onTime)).toEqual([[dated, today]]);
    expect(
      visitsOf({ onlyUrls: ['https://api.test/rates?from=x'] }, 'https://api.test/rates?from=x'),
    ).toEqual([['https://api.test/rates?from=x', 'https://api.test/rates?from=x']]);
  });
});

describe('what a source names', () => {
  const seeds = (source: object, ...urls: string[]): string[] => {
    const run = { ...of(source), createdAt: new Date('2026-03-31T22:30:00Z') };
    const rows = urls.map((url) => ({ url, depth: 0 }));
    const rules = { run, links: createLinkSelector(run.config), urlKeyOf: (url: string) => url };
    return seedUrls(rows, rules).map(({ url }) => url);
  };

  it('is taken once, in its canonical form, and not at all where it is no address', () => {
    const named = [
      'http://SHOP.test/p/a#top',
      'http://shop.test/p/a',
      'not an address',
      'ftp://shop.test/p/b',
    ];
    expect(seeds(SITEMAP, ...named)).toEqual(['http://shop.test/p/a']);
  });

  it('has to belong to the run where a sitemap names it, and not where it was given', () => {
    expect(seeds(SITEMAP, 'http://shop.test/p/a', 'http://shop.test/blog')).toEqual(['http://shop.test/p/a']);
    expect(seeds(FEED, 'http://elsewhere.test/a')).toEqual(['http://elsewhere.test/a']);
    expect(seeds(PAGES, 'http://elsewhere.test/a')).toEqual(['http://elsewhere.test/a']);
  });
});

it('of the pages that are known those outside the source are retired, the others visited when they are due', () => {
  const now = new Date('2026-03-10T00:00:00Z');
  const page = (url: string, fields: Partial<Page> = {}): Page => ({
    ...samplePage('job', url),
    url: `http://shop.test/${url}`,
    depth: 2,
    ...fields,
  });
  const gone = { state: 'removed', removedAt: new Date('2026-03-01T00:00:00Z') } as const;
  const pages = [
    page('p/live'),
    page('blog/old'),
    page('p/gone-lately', { ...gone, lastCheckedAt: new Date('2026-03-09T12:00:00Z') }),
    page('p/gone-and-due', { ...gone, lastCheckedAt: new Date('2026-03-02T00:00:00Z') }),
  ];
  const links = createLinkSelector(of(SITEMAP).config);
  const judged = judgeKnownPages(pages, { links, now });
  expect(judged.seeds).toEqual([
    { url: 'http://shop.test/p/live', depth: 2 },
    { url: 'http://shop.test/p/gone-and-due', depth: 2 },
  ]);
  expect(judged.outside).toEqual([pages[1]?._id]);
});
