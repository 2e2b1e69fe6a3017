// Sitemaps and feeds: the kinds, the faults of the wild, the bounds.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLastModified } from '../../../../domain/web/sitemap/entry.ts';
import { parseSitemap, SitemapReader } from '../../../../domain/web/sitemap/parse.ts';
import { inTime } from '../../../support/in-time.ts';

const BASE = 'https://x.com/sitemap.xml';

function locs(text: string): string[] {
  const result = parseSitemap(text, { url: BASE });
  return result.ok ? result.entries.map((entry) => entry.loc) : [];
}

describe('a sitemap', () => {
  it('has addresses with what their author claims', () => {
    const result =
      parseSitemap(`<?xml version="1.0"?><sm:urlset xmlns:sm="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="i">
      <sm:url><sm:loc> https://x.com/a?b=1&amp;c=2 </sm:loc><sm:lastmod>2024-05-01T10:00:00+02:00</sm:lastmod>
      <sm:changefreq>Daily</sm:changefreq><sm:priority>0.8</sm:priority>
      <image:image><image:loc>https://x.com/a.png</image:loc></image:image></sm:url>
      <sm:url><sm:loc><![CDATA[https://x.com/b]]></sm:loc><sm:priority>7</sm:priority><sm:changefreq>often</sm:changefreq></sm:url></sm:urlset>`);
    expect(result).toMatchObject({
      ok: true,
      kind: 'urlset',
      incomplete: false,
      entries: [
        {
          loc: 'https://x.com/a?b=1&c=2',
          lastModifiedMs: Date.UTC(2024, 4, 1, 8),
          changeFrequency: 'daily',
          priority: 0.8,
        },
        { loc: 'https://x.com/b', lastModifiedMs: null, changeFrequency: null, priority: null },
      ],
    });
  });

  it('may be an index, a list, RSS or Atom', () => {
    expect(
      parseSitemap('<sitemapindex><sitemap><loc>https://x.com/1.xml</loc></sitemap></sitemapindex>'),
    ).toMatchObject({
      kind: 'index',
    });
    expect(locs('https://x.com/a\r\nnot a page\nhttps://x.com/b\n')).toEqual([
      'https://x.com/a',
      'https://x.com/b',
    ]);
    const rss =
      '<rss><channel><link>https://x.com/</link><item><link>/p</link></item><item><guid>https://x.com/g</guid></item></channel></rss>';
    expect(locs(rss)).toEqual(['https://x.com/p', 'https://x.com/g']);
    const atom =
      '<feed><link href="https://x.com/"/><entry><link rel="self" href="https://x.com/s"/><link href="https://x.com/e"/></entry></feed>';
    expect(locs(atom)).toEqual(['https://x.com/e']);
  });

  it('gives what it holds when it is broken', () => {
    expect(
      locs(
        '<urlset><url><loc>https://x.com/a</loc><url><loc>https://x.com/b</loc></url><url><loc>https://x.com/hal',
      ),
    ).toEqual(['https://x.com/a', 'https://x.com/b']);
    expect(locs('Warning: out of memory\n<urlset><url><loc>https://x.com/a</loc></url></urlset>')).toEqual([
      'https://x.com/a',
    ]);
    expect(parseSitemap('<urlset><url><loc>https://x.com/a</loc>')).toMatchObject({
      ok: true,
      incomplete: true,
    });
  });

  it.each(['', '  ', '<html><body>404</body></html>', 'no page here', '<urlset'])('refuses %s', (text) => {
    expect(parseSitemap(text)).toMatchObject({ ok: false });
  });

  it('expands no entities and keeps to the web', () => {
    const text = `<!DOCTYPE urlset [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>
      <urlset><url><loc>https://x.com/ok</loc></url><url><loc>&b;</loc></url><url><loc>&x;</loc></url>
      <url><loc>javascript:alert(1)</loc></url><url><loc>file:///etc/passwd</loc></url></urlset>`;
    expect(locs(text)).toEqual(['https://x.com/ok']);
  });

  it('stops at its limit', () => {
    const text = `<urlset>${'<url><loc>https://x.com/a</loc></url>'.repeat(20)}</urlset>`;
    expect(parseSitemap(text, { maxEntries: 5 })).toMatchObject({
      ok: true,
      cut: true,
      entries: { length: 5 },
    });
  });

  it('never throws, and names addresses of the web alone', () => {
    const piece = fc.constantFrom(
      '<urlset>',
      '<url>',
      '<loc>',
      '</loc>',
      '</url>',
      'https://x.com/',
      '<![CDATA[',
      ']]>',
      '&amp;',
      '<!--',
      '<rss><item><link>',
      '<?xml',
      '\u0000',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
        for (const loc of locs(pieces.join(''))) expect(loc).toMatch(/^https?:\/\//);
      }),
    );
    expect(parseSitemap(`<urlset>${'<url>'.repeat(100_000)}`)).toMatchObject({ ok: true, incomplete: true });
  });

  it('gives up on what nests without end, with what it has', () => {
    const list = '<urlset><url><loc>https://x.com/a</loc></url>';
    const endless = `${list}${'<url>'.repeat(2_000_000)}`;
    const read = inTime(5_000, () => parseSitemap(endless, { url: BASE }));
    expect(read).toMatchObject({ ok: true, incomplete: true, entries: { length: 1 } });
  });

  it('reads the same in pieces of any size', () => {
    const text =
      '<urlset><url><loc>https://x.com/a?b&amp;c</loc></url><!-- x --><url><loc><![CDATA[https://x.com/d]]></loc></url></urlset>';
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), (size) => {
        const reader = new SitemapReader();
        for (let at = 0; at < text.length; at += size) reader.write(text.slice(at, at + size));
        const end = reader.end();
        expect({ ...end, entries: reader.take() }).toEqual(parseSitemap(text));
      }),
    );
  });
});

describe('a modification date', () => {
  it.each([
    ['2024', Date.UTC(2024, 0, 1)],
    ['2024-05', Date.UTC(2024, 4, 1)],
    ['2024-05-01', Date.UTC(2024, 4, 1)],
    ['2024-05-01T10:30Z', Date.UTC(2024, 4, 1, 10, 30)],
    ['2024-05-01 10:30:00', Date.UTC(2024, 4, 1, 10, 30)],
    ['2024-05-01T10:30:00.250-0500', Date.UTC(2024, 4, 1, 15, 30, 0, 250)],
    ['Thu, 17 Dec 2009 12:04:56 +0200', Date.UTC(2009, 11, 17, 10, 4, 56)],
    ['17 Dec 2009 12:04:56', Date.UTC(2009, 11, 17, 12, 4, 56)],
    ['2024-13-01', null],
    ['yesterday', null],
    ['', null],
  ])('is read from "%s" or left unknown', (text, expected) => expect(parseLastModified(text)).toBe(expected));
});
