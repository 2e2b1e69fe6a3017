// What a robots.txt says beside its rules: delays and sitemaps, in the spellings of real files.
import { describe, expect, it } from 'vitest';
import { inspectRobots } from '../../../cli/inspect/explain/robots.ts';
import { crawlDelayMs } from '../../../domain/web/robots/judge.ts';
import { parseRobots } from '../../../domain/web/robots/parse.ts';

describe('a crawl delay', () => {
  it.each([
    ['whole seconds', 'User-agent: foo\nCrawl-delay: 5', 5],
    ['a fraction', 'User-agent: foo\nCrawl-delay: 0.5', 0.5],
    ['a fraction without a zero', 'User-agent: foo\nCrawl-delay: .5', 0.5],
    ['a decimal comma', 'User-agent: foo\nCrawl-delay: 1,5', 1.5],
    ['a unit', 'User-agent: foo\nCrawl-delay: 10s', 10],
    ['a comment', 'User-agent: foo\nCrawl-delay: 10 # seconds', 10],
    ['a zero', 'User-agent: foo\nCrawl-delay: 0', 0],
    ['words', 'User-agent: foo\nCrawl-delay: slow', null],
    ['less than nothing', 'User-agent: foo\nCrawl-delay: -3', null],
    ['nothing', 'User-agent: foo\nCrawl-delay:', null],
    ['no hyphen', 'User-agent: foo\nCrawldelay: 5', 5],
    ['an underscore', 'User-agent: foo\nCrawl_delay: 5', 5],
    ['a letter missing', 'User-agent: foo\nCraw-delay: 5', 5],
    ['a space for the hyphen', 'User-agent: foo\nCrawl delay: 5', 5],
    ['words without a colon', 'User-agent: foo\nCrawl-delay 5', 5],
    ['another agent', 'User-agent: bar\nCrawl-delay: 5', null],
    ['everybody', 'User-agent: *\nCrawl-delay: 5', 5],
    [
      'everybody, but the agent has a group',
      'User-agent: *\nCrawl-delay: 5\nUser-agent: foo\nDisallow: /a',
      null,
    ],
    ['among rules', 'User-agent: foo\nDisallow: /a\nCrawl-delay: 5\nDisallow: /b', 5],
    ['for two agents', 'User-agent: bar\nUser-agent: foo\nCrawl-delay: 5', 5],
    ['two of them', 'User-agent: foo\nCrawl-delay: 5\nDisallow: /\nUser-agent: foo\nCrawl-delay: 9', 5],
    ['a year', 'User-agent: foo\nCrawl-delay: 31536000', 86_400],
  ])('is read in seconds or not at all: %s', (_what, robots, seconds) => {
    const ms = crawlDelayMs(parseRobots(robots), 'foo');
    expect(ms === null ? null : ms / 1_000).toBe(seconds);
  });
});

describe('sitemaps', () => {
  const named = (robots_txt: string): readonly string[] | undefined =>
    inspectRobots({ robots_txt, url: 'https://x.com/robots.txt', ask: 'sitemaps' }).sitemaps;

  it.each([
    ['one', 'Sitemap: https://x.com/s.xml', ['https://x.com/s.xml']],
    [
      'several, one of them twice',
      'Sitemap: https://x.com/1\nSitemap: https://x.com/2\nSitemap: https://x.com/1',
      ['https://x.com/1', 'https://x.com/2'],
    ],
    ['a byte order mark first', '\ufeffSitemap: https://x.com/s.xml', ['https://x.com/s.xml']],
    [
      'a byte order mark in the wrong charset first',
      '\u00ef\u00bb\u00bfSitemap: https://x.com/s.xml',
      ['https://x.com/s.xml'],
    ],
    [
      'a byte order mark in the file',
      'User-agent: *\n\ufeffSitemap: https://x.com/s.xml',
      ['https://x.com/s.xml'],
    ],
    ['a byte order mark before the address', 'Sitemap: \ufeffhttps://x.com/s.xml', ['https://x.com/s.xml']],
    ['a relative address', 'Sitemap: /s.xml', ['https://x.com/s.xml']],
    ['a relative address without a slash', 'Sitemap: s.xml', ['https://x.com/s.xml']],
    ['an address without a scheme', 'Sitemap: //cdn.x.com/s.xml', ['https://cdn.x.com/s.xml']],
    [
      'other spellings',
      'SITEMAP:https://x.com/1\nsite-map: https://x.com/2\nSitemap : https://x.com/3\nSitemaps: https://x.com/4',
      ['https://x.com/1', 'https://x.com/2', 'https://x.com/3', 'https://x.com/4'],
    ],
    ['a comment behind', 'Sitemap: https://x.com/s.xml # main', ['https://x.com/s.xml']],
    ['the address in pointed brackets', 'Sitemap: <https://x.com/s.xml>', ['https://x.com/s.xml']],
    ['the address in quotes', 'Sitemap: "https://x.com/s.xml"', ['https://x.com/s.xml']],
    ['no colon', 'Sitemap https://x.com/s.xml', ['https://x.com/s.xml']],
    ['nothing', 'Sitemap:', []],
    ['within a group', 'User-agent: bar\nSitemap: https://x.com/s.xml\nDisallow: /', ['https://x.com/s.xml']],
    ['CR only', 'User-agent: *\rSitemap: https://x.com/s.xml\rDisallow:', ['https://x.com/s.xml']],
    [
      'an address with a colon and a query',
      'Sitemap: https://x.com:8080/s?a=b:c',
      ['https://x.com:8080/s?a=b:c'],
    ],
  ])('are found where lines name them: %s', (_what, robots, urls) => expect(named(robots)).toEqual(urls));
});
