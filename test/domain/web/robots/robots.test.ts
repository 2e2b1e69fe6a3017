// robots.txt: groups, precedence, spellings, delays, bounds.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crawlDelayMs, isAllowed, judgeRobots } from '../../../../domain/web/robots/judge.ts';
import { MAX_ROBOTS_LENGTH, parseRobots } from '../../../../domain/web/robots/parse.ts';
import { matchesPattern } from '../../../../domain/web/robots/path.ts';
import { inTime } from '../../../support/in-time.ts';

const FILE = `
Sitemap: https://x.com/sitemap.xml
User-agent: *
Disallow: /private/
Allow: /private/open
Disallow: /*.pdf$
Crawl-delay: 2

User-agent: webloom # ours
User-agent: other
Disallow: /only-us
Crawl-delay: 0.5
`;

describe('a robots.txt', () => {
  const rules = parseRobots(FILE);

  it.each([
    ['somebody', '/private/a', false],
    ['somebody', '/private/open/a', true],
    ['somebody', '/a.pdf', false],
    ['somebody', '/a.pdf?x', true],
    ['somebody', '/only-us', true],
    ['Webloom/1.0 (+https://example.com)', '/only-us/x', false],
    ['Webloom/1.0 (+https://example.com)', '/private/a', true],
    ['webloom', '/robots.txt', true],
  ])('for %s, %s is allowed: %s', (agent, path, allowed) => {
    expect(isAllowed(rules, agent, `https://x.com${path}`)).toBe(allowed);
  });

  it('names the line that decided', () => {
    expect(judgeRobots(rules, 'somebody', 'https://x.com/private/a').rule).toEqual({
      allow: false,
      pattern: '/private/',
      line: 4,
    });
  });

  it('counts each of several sitemaps, in lines of their own or in one', () => {
    const [a, b, c] = ['https://x.com/a.xml', 'https://x.com/b.xml', '/c.xml'];
    for (const text of [
      `Sitemap: ${a}\nUser-agent: *\nSitemap: ${b}\nDisallow: /x\nsitemap:${c}`,
      `Sitemap: ${a} ${b}\nSitemap: ${c}`,
      `Sitemap: ${a}, ${b} Sitemap: ${c}`,
      `Sitemap: <${a}> "${b}"\rSite-map: ${c}`,
    ])
      expect(parseRobots(text).sitemaps).toEqual([a, b, c]);
    expect(parseRobots('Sitemap: https://x.com/a b,c.xml').sitemaps).toEqual(['https://x.com/a b,c.xml']);
  });

  it('gives all agents of a group its delay, before and behind its rules', () => {
    const shared = parseRobots(
      'User-agent: a\nUser-agent: b\nCrawl-delay: 4\nDisallow: /x\n\nUser-agent: c\nUser-agent: *\nDisallow: /y\nCrawl-delay: 7',
    );
    for (const agent of ['a', 'b']) expect(crawlDelayMs(shared, agent)).toBe(4_000);
    for (const agent of ['c', 'somebody']) expect(crawlDelayMs(shared, agent)).toBe(7_000);
  });

  it('has delays by agent and sitemaps for all', () => {
    expect(crawlDelayMs(rules, 'somebody')).toBe(2_000);
    expect(crawlDelayMs(rules, 'webloom')).toBe(500);
    expect(rules.sitemaps).toEqual(['https://x.com/sitemap.xml']);
  });

  it('survives storage as JSON', () => {
    expect(JSON.parse(JSON.stringify(rules))).toEqual(rules);
  });

  it('allows on a tie and takes the longest rule', () => {
    const tie = parseRobots('user-agent: *\nallow: /a\ndisallow: /a\ndisallow: /a/b');
    expect(isAllowed(tie, 'x', '/a')).toBe(true);
    expect(isAllowed(tie, 'x', '/a/b')).toBe(false);
  });

  it('reads any line end, misspellings and escapes', () => {
    const odd = parseRobots(
      '\ufeffuseragent: x\rdisalow: /%7Ejoe\r\nDisallow:/caf\u00e9\n\n\nAllow /caf%c3%a9/open',
    );
    expect(isAllowed(odd, 'x', '/~joe/')).toBe(false);
    expect(isAllowed(odd, 'x', '/caf%C3%A9/')).toBe(false);
    expect(isAllowed(odd, 'x', '/caf%c3%a9/open')).toBe(true);
  });

  it('reads no further than 500 KiB and no half rule', () => {
    const filler = '# filler\n'.repeat(Math.ceil(MAX_ROBOTS_LENGTH / 9));
    expect(isAllowed(parseRobots(`user-agent: *\n${filler}disallow: /`), 'x', '/a')).toBe(true);
    const cut = `user-agent: *\n${'#'.repeat(MAX_ROBOTS_LENGTH - 26)}\ndisallow: /path`;
    expect(isAllowed(parseRobots(cut), 'x', '/a')).toBe(true);
  });

  it('never throws, and never takes long on patterns made to hurt', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, url) => {
        expect(isAllowed(parseRobots(text), 'x', url)).toBeTypeOf('boolean');
      }),
    );
    const text = `user-agent: *\n${`disallow: /${'a*'.repeat(200)}b\n`.repeat(200)}`;
    expect(inTime(1_000, () => isAllowed(parseRobots(text), 'x', `/${'a'.repeat(2_000)}`))).toBe(true);
  });

  it('matches as a naive matcher does', () => {
    const piece = fc.stringMatching(/^[ab/]{0,3}$/);
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        fc.stringMatching(/^[ab/]{0,10}$/),
        (pieces, anchored, path) => {
          const naive = new RegExp(`^${pieces.join('.*')}${anchored ? '$' : ''}`);
          expect(matchesPattern(`${pieces.join('*')}${anchored ? '$' : ''}`, path)).toBe(naive.test(path));
        },
      ),
    );
  });
});
