// Prices, robots.txt, sitemaps, addresses and bytes of any kind: an answer or a reason, never an exception.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../domain/web/fetch/charset.ts';
import { parseMoney, toMinor } from '../../domain/reading/money/money.ts';
import { crawlDelayMs, isAllowed, judgeRobots } from '../../domain/web/robots/judge.ts';
import { parseRobots } from '../../domain/web/robots/parse.ts';
import { parseSitemap, SitemapReader } from '../../domain/web/sitemap/parse.ts';
import { canonicalUrl, urlIdentity } from '../../domain/web/url/canonical.ts';
import { checkForAll, RUNS, strung } from './fuzz.ts';

describe('parseMoney', () => {
  const pieces = [
    '1',
    '299',
    '000',
    '.',
    ',',
    "'",
    ' ',
    '\u00a0',
    '€',
    '$',
    'US$',
    'kr',
    'EUR',
    '-',
    '–',
    'ab ',
    'from ',
    '/kg',
    '%',
    '½',
    '⁹⁹',
    '٣',
    '億',
    'Lakh',
    'x',
    '(',
    'free',
  ];
  it('gives a plain decimal that money holds, or nothing', () => {
    const ran = checkForAll(strung(pieces, 16), (text) => {
      const { amount, currencyIso } = parseMoney(text);
      if (amount === null) return;
      expect(amount).toMatch(/^\d+(\.\d+)?$/);
      if (amount.length <= 12)
        expect(Number.isSafeInteger(toMinor(amount, currencyIso ?? '').minor)).toBe(true);
    });
    expect(ran).toBe(RUNS);
  });
});

describe('robots.txt', () => {
  const pieces = [
    'User-agent: ',
    'Useragent:',
    '*',
    'Webloom',
    '\n',
    '\r\n',
    'Disallow: ',
    'allow:',
    '/',
    '/*',
    '$',
    '/a%2fb',
    '%',
    '#',
    'Crawl-delay: ',
    '1',
    '-1',
    '1e9',
    'Sitemap: https://s.example/m.xml',
    '\ufeff',
    '\u0000',
    '<html>',
  ];
  it('is read whatever it is, and judges every path', () => {
    const ran = checkForAll(
      fc.tuple(strung(pieces), strung(['/', 'a', '%2f', '*', '$', '?', 'ü'], 10)),
      ([text, path]) => {
        const rules = parseRobots(text);
        const url = `https://s.example/${path}`;
        expect(judgeRobots(rules, 'Webloom', url).allowed).toBe(isAllowed(rules, 'Webloom', url));
        const delay = crawlDelayMs(rules, 'Webloom');
        if (delay !== null) expect(delay).toBeGreaterThanOrEqual(0);
        expect(parseRobots(text)).toEqual(rules);
      },
    );
    expect(ran).toBe(RUNS);
  });
});

describe('sitemaps', () => {
  const pieces = [
    '<?xml version="1.0"?>',
    '<urlset>',
    '</urlset>',
    '<url>',
    '</url>',
    '<loc>',
    '</loc>',
    'https://s.example/a',
    '<lastmod>',
    '2026-13-45',
    '2026-01-02T03:04Z',
    '<sitemapindex>',
    '<sitemap>',
    '<!DOCTYPE x [<!ENTITY a "b">]>',
    '&a;',
    '&amp;',
    '<![CDATA[',
    ']]>',
    '<rss><channel><item><link>',
    '<feed><entry>',
    '<priority>',
    '2',
    '\n',
    '<',
    '\u0000',
  ];
  it('are read in any pieces with the same result', () => {
    const ran = checkForAll(fc.tuple(strung(pieces), fc.integer({ min: 1, max: 50 })), ([text, size]) => {
      const whole = parseSitemap(text, { url: 'https://s.example/sitemap.xml' });
      if (whole.ok) for (const { loc } of whole.entries) expect(canonicalUrl(loc).ok).toBe(true);
      const reader = new SitemapReader({ url: 'https://s.example/sitemap.xml' });
      for (let at = 0; at < text.length; at += size) reader.write(text.slice(at, at + size));
      const end = reader.end();
      expect(end.ok ? { ...end, entries: reader.take() } : end).toEqual(whole);
    });
    expect(ran).toBe(RUNS);
  });
});

describe('addresses', () => {
  const pieces = [
    'http',
    'https',
    '://',
    '/',
    '//',
    '\\',
    '..',
    '.',
    '%2e',
    '%',
    '%zz',
    '?',
    '&',
    '=',
    '#',
    'a',
    'A',
    'ü',
    '😀',
    'utm_source=x',
    ';jsessionid=1',
    'PHPSESSID=2',
    '@',
    ':',
    ':443',
    '[::1]',
    'xn--',
    '+',
    ' ',
    '\t',
    'example.com',
    'EXAMPLE.com.',
  ];
  const address = fc.oneof(
    strung(pieces, 14),
    strung(pieces, 14).map((tail) => `https://s.example/${tail}`),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
  );

  it('canonicalised twice are as canonicalised once, and so is the identity', () => {
    const ran = checkForAll(address, (text) => {
      const once = canonicalUrl(text, 'https://base.example/x/');
      if (!once.ok) return;
      expect(canonicalUrl(once.url)).toEqual(once);
      const identity = urlIdentity(once.url);
      expect(identity).not.toBeNull();
      expect(urlIdentity(identity ?? '')).toBe(identity);
    });
    expect(ran).toBe(RUNS);
  });
});

describe('bytes', () => {
  const types = fc.oneof(
    fc.constantFrom(
      '',
      'text/html',
      'text/html; charset=utf-16',
      'charset=x-unknown',
      'text/html; charset="shift_jis',
      'text/html;charset=utf-7',
    ),
    fc.string(),
  );
  const heads = fc.constantFrom(
    '',
    '\ufeff',
    '<meta charset=gbk>',
    '<?xml version="1.0" encoding="koi8-r"?>',
    '<meta charset="utf-16be">',
  );
  it('become well-formed text whatever they are said to be', () => {
    const ran = checkForAll(
      fc.tuple(fc.uint8Array({ maxLength: 200 }), heads, types),
      ([bytes, head, type]) => {
        const body = Buffer.concat([Buffer.from(head), bytes]);
        const { text, charset } = decodeText(body, type);
        expect(text).not.toMatch(/\p{Surrogate}/u);
        expect(charset).not.toBe('');
      },
    );
    expect(ran).toBe(RUNS);
  });
});
