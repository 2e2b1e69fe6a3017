// Which elements of a sitemap are the sitemap's own, and which are those of images, videos and news.
import { describe, expect, it } from 'vitest';
import { type DocumentRow as Row, listedPages } from '../../../support/listed-pages.ts';

const NS = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const IMAGE = 'http://www.google.com/schemas/sitemap-image/1.1';

const urlset = (body: string, attributes = ''): string =>
  `<urlset xmlns="${NS}" ${attributes}>${body}</urlset>`;

const NAMESPACES: readonly Row[] = [
  [
    'a prefix for the namespace of sitemaps',
    `<sm:urlset xmlns:sm="${NS}"><sm:url><sm:loc>https://x.com/a</sm:loc></sm:url></sm:urlset>`,
    ['/a'],
  ],
  [
    'a prefix nobody declared',
    '<ns0:urlset><ns0:url><ns0:loc>https://x.com/a</ns0:loc></ns0:url></ns0:urlset>',
    ['/a'],
  ],
  [
    'a prefix on the root alone',
    `<sm:urlset xmlns:sm="${NS}"><url><loc>https://x.com/a</loc></url></sm:urlset>`,
    ['/a'],
  ],
  [
    'a prefix on the entries alone',
    `<urlset xmlns="${NS}" xmlns:sm="${NS}"><sm:url><sm:loc>https://x.com/a</sm:loc></sm:url></urlset>`,
    ['/a'],
  ],
  [
    'a prefix in an index',
    `<s:sitemapindex xmlns:s="${NS}"><s:sitemap><s:loc>https://x.com/1.xml</s:loc></s:sitemap></s:sitemapindex>`,
    ['/1.xml'],
  ],
  [
    'an older namespace',
    '<urlset xmlns="http://www.google.com/schemas/sitemap/0.84"><url><loc>https://x.com/a</loc></url></urlset>',
    ['/a'],
  ],
  [
    'no namespace, but images with one',
    `<urlset xmlns:image="${IMAGE}"><url><loc>https://x.com/a</loc><image:image><image:loc>https://x.com/a.png</image:loc></image:image></url></urlset>`,
    ['/a'],
  ],
  [
    'an image before the address',
    urlset(
      '<url><image:image><image:loc>https://x.com/a.png</image:loc></image:image><loc>https://x.com/a</loc></url>',
      `xmlns:image="${IMAGE}"`,
    ),
    ['/a'],
  ],
  [
    'the address of an image directly in the entry',
    urlset(
      '<url><image:loc>https://x.com/a.png</image:loc><loc>https://x.com/a</loc></url>',
      `xmlns:image="${IMAGE}"`,
    ),
    ['/a'],
  ],
  [
    'an entry with nothing but an image',
    urlset('<url><image:loc>https://x.com/a.png</image:loc></url>', `xmlns:image="${IMAGE}"`),
    [],
  ],
  [
    'videos and news',
    urlset(
      `<url><loc>https://x.com/a</loc><video:video><video:content_loc>https://x.com/v.mp4</video:content_loc><video:player_loc>https://x.com/p</video:player_loc></video:video><news:news><news:loc>https://x.com/n</news:loc></news:news></url>`,
      'xmlns:video="http://www.google.com/schemas/sitemap-video/1.1" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"',
    ),
    ['/a'],
  ],
  [
    'images whose namespace is the default of their element',
    urlset(
      `<url><loc>https://x.com/a</loc><image xmlns="${IMAGE}"><loc>https://x.com/a.png</loc></image></url>`,
    ),
    ['/a'],
  ],
  [
    'versions in other languages',
    urlset(
      '<url><loc>https://x.com/en</loc><xhtml:link rel="alternate" hreflang="de" href="https://x.com/de"/></url>',
      'xmlns:xhtml="http://www.w3.org/1999/xhtml"',
    ),
    ['/en'],
  ],
  [
    'another name for the image prefix',
    urlset('<url><loc>https://x.com/a</loc><i:loc>https://x.com/a.png</i:loc></url>', `xmlns:i="${IMAGE}"`),
    ['/a'],
  ],
];

describe('a sitemap', () => {
  it.each(NAMESPACES)('is read with %s', (_what, document, expected) =>
    expect(listedPages(document)).toEqual(expected),
  );
});
