// `webloom inspect sitemap`: a site given as answers, and bytes in other encodings.
import { describe, expect, it } from 'vitest';
import { inspectSitemap } from '../../../cli/inspect/explain/sitemap.ts';

const HOME = 'https://x.com';
const asIs = (bytes: Uint8Array): Uint8Array => bytes;
const urlset = (...paths: string[]): string =>
  `<urlset>${paths.map((path) => `<url><loc>${HOME}${path}</loc></url>`).join('')}</urlset>`;
const index = (...paths: string[]): string =>
  `<sitemapindex>${paths.map((path) => `<sitemap><loc>${HOME}${path}</loc></sitemap>`).join('')}</sitemapindex>`;

function pages(documents: Readonly<Record<string, string>>): readonly string[] | undefined {
  const responses = Object.fromEntries(
    Object.entries(documents).map(([path, text]) => [`${HOME}${path}`, { text, status_code: 200 }]),
  );
  return inspectSitemap({ homepage: HOME, responses }, asIs).page_urls?.map((url) => url.replace(HOME, ''));
}

describe('a site', () => {
  it.each([
    [
      'names its sitemap in robots.txt',
      { '/robots.txt': `Sitemap: ${HOME}/s.xml`, '/s.xml': urlset('/a') },
      ['/a'],
    ],
    [
      'has a byte order mark in robots.txt',
      { '/robots.txt': `\ufeffSitemap: ${HOME}/s.xml`, '/s.xml': urlset('/a') },
      ['/a'],
    ],
    [
      'has a byte order mark before the address',
      { '/robots.txt': `Sitemap: \ufeff${HOME}/s.xml`, '/s.xml': urlset('/a') },
      ['/a'],
    ],
    ['names a relative address', { '/robots.txt': 'Sitemap: /s.xml', '/s.xml': urlset('/a') }, ['/a']],
    [
      'names its sitemap with a fragment',
      { '/robots.txt': `Sitemap: ${HOME}/s.xml#main`, '/s.xml': urlset('/a') },
      ['/a'],
    ],
    [
      'has an index with fragments',
      { '/sitemap.xml': index('/1.xml#a', '/1.xml#b'), '/1.xml': urlset('/a') },
      ['/a'],
    ],
    [
      'has an index that names itself',
      { '/sitemap.xml': index('/sitemap.xml', '/1.xml'), '/1.xml': urlset('/a') },
      ['/a'],
    ],
    [
      'has an index of bare texts',
      {
        '/sitemap.xml': `<sitemapindex><sitemap>${HOME}/1.xml</sitemap></sitemapindex>`,
        '/1.xml': urlset('/a'),
      },
      ['/a'],
    ],
    [
      'has a document that is cut off',
      { '/sitemap.xml': `<urlset><url><loc>${HOME}/a</loc></url><url><loc>${HOME}/ha` },
      ['/a'],
    ],
    ['has addresses with fragments', { '/sitemap.xml': urlset('/a#b') }, ['/a#b']],
  ])('gives its pages when it %s', (_what, documents, expected) =>
    expect(pages(documents)).toEqual(expected),
  );
});

describe('bytes', () => {
  const base64 = (bytes: readonly number[]): string => btoa(String.fromCharCode(...bytes));
  const utf16 = (text: string, little: boolean): number[] =>
    Array.from(text).flatMap((char) => {
      const code = char.charCodeAt(0);
      return little ? [code & 255, code >> 8] : [code >> 8, code & 255];
    });
  const text = `<?xml version="1.0"?>${urlset('/é')}`;
  it.each([
    ['UTF-8 with a mark', [0xef, 0xbb, 0xbf, ...new TextEncoder().encode(text)]],
    ['UTF-16, little end first', [0xff, 0xfe, ...utf16(text, true)]],
    ['UTF-16, big end first', [0xfe, 0xff, ...utf16(text, false)]],
    [
      'ISO 8859-1 as declared',
      Array.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${urlset('/é')}`, (char) => char.charCodeAt(0)),
    ],
  ])('are decoded from %s', (_what, bytes) => {
    const result = inspectSitemap({ content_base64: base64(bytes) }, asIs);
    expect(result.page_urls).toEqual([`${HOME}/é`]);
  });
});
