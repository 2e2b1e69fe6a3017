// Where the author of an article is found, and what is not taken for one.
import { describe, expect, test } from 'vitest';
import { inspectArticle } from '../../../../cli/inspect/explain/inspect-article.ts';

const TEXT =
  '<p>The council met on the bridge, argued for hours, and decided to wait for a report.</p>'.repeat(4);

function authorOf(byline: string, head = '', behind = ''): string | null {
  const body = `<article><h1>Bridge waits for another report</h1>${byline}${TEXT}${behind}</article>`;
  return inspectArticle({ html: `<head>${head}</head><body>${body}</body>`, url: 'https://s.example/a' })
    .author;
}

describe('the author', () => {
  test.each([
    [
      'in links side by side',
      '<p class="byline">By <a rel="author">Ann Lee</a> and <a rel="author">Bob Ray</a></p>',
      'Ann Lee, Bob Ray',
    ],
    [
      'in a line without a class',
      '<p>Von Hans Müller und Eva Klein | 10:15 Uhr</p>',
      'Hans Müller und Eva Klein',
    ],
    ['in a line with a place', '<p>Par Jean Dupont, à Lyon</p>', 'Jean Dupont'],
    ['amid a line', '<p>2026年03月03日　来源：新华社　记者：王小明</p>', '王小明'],
    [
      'in the link of a box about them',
      '<div class="author-info"><a href="/u">Ann Lee</a><p>Ann writes about bridges, rivers and boats since 2011 and lives in Leeds.</p></div>',
      'Ann Lee',
    ],
  ])('finds the author %s', (_, byline, expected) => {
    expect(authorOf(byline)).toBe(expected);
  });

  test('in each of several meta tags', () => {
    const tags =
      '<meta name="citation_author" content="Lee, Ann"><meta name="citation_author" content="Ray, Bob">';
    expect(authorOf('', tags)).toBe('Lee, Ann, Ray, Bob');
  });

  test('not in a line that only begins like one', () => {
    expect(authorOf('<p>Von Montag bis Freitag geöffnet</p>')).toBeNull();
  });
});

function ld(node: object): string {
  return `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: 'Bridge', ...node })}</script>`;
}

const HERALD = { '@type': 'Organization', name: 'The Herald' };

describe('markup names the author', () => {
  test.each<[string, object, string, string]>([
    [
      'several persons',
      {
        author: [
          { '@type': 'Person', name: 'Ann Lee' },
          { '@type': 'Person', name: 'Bob Ray' },
        ],
      },
      '',
      'Ann Lee, Bob Ray',
    ],
    ['a byline in a string', { author: 'By Ann Lee, Staff Writer' }, '', 'Ann Lee'],
    ['an organisation, the page a person', { author: HERALD }, '<p class="byline">By Ann Lee</p>', 'Ann Lee'],
    ['an organisation alone', { author: HERALD }, '', 'The Herald'],
    [
      'the publisher, the page a person',
      { author: { '@type': 'Person', name: 'The Herald' }, publisher: HERALD },
      '<span class="author">Ann Lee</span>',
      'Ann Lee',
    ],
    [
      'an account, the page a person',
      { author: { '@type': 'Person', name: 'KatieS' } },
      "<p>by <a href='/authors/ann-lee/'>Ann O'Lee</a></p>",
      "Ann O'Lee",
    ],
    ['an account alone', { author: { '@type': 'Person', name: 'KatieS' } }, '', 'KatieS'],
    ['a first name alone', { author: { '@type': 'Person', name: 'Maddy' } }, '', 'Maddy'],
    [
      'an address',
      { author: { '@type': 'Person', name: 'https://s.example/ann' } },
      '<p>By Ann Lee</p>',
      'Ann Lee',
    ],
    ['nothing', { author: { '@type': 'Person', name: '' } }, '<p>By Ann Lee</p>', 'Ann Lee'],
    [
      'an account of a forum',
      { '@type': 'DiscussionForumPosting', author: { '@type': 'Person', name: 'khixxx' } },
      '<div class="author">Bob Ray</div>',
      'khixxx',
    ],
  ])('as %s', (_, node, byline, expected) => {
    expect(authorOf(byline, ld(node))).toBe(expected);
  });

  test('by a reference to a person', () => {
    const graph = {
      '@graph': [
        { '@type': 'NewsArticle', author: [{ '@id': '#a' }, { '@id': '#b' }] },
        { '@type': 'Person', '@id': '#a', name: 'Ann Lee' },
        { '@type': 'Person', '@id': '#b', name: 'Bob Ray' },
      ],
    };
    const script = `<script type="application/ld+json">${JSON.stringify(graph)}</script>`;
    expect(authorOf('', script)).toBe('Ann Lee, Bob Ray');
  });

  test.each([
    [
      'the site',
      '<meta name="author" content="The Herald"><meta property="og:site_name" content="The Herald">',
    ],
    ['a domain', '<meta name="author" content="herald.example">'],
    ['a profile', '<meta property="article:author" content="https://social.example/annlee">'],
    ['an account', '<meta name="author" content="annl">'],
  ])('not in a meta tag with %s', (_, head) => {
    expect(authorOf('<div class="byline">By <a href="/people/ann-lee">Ann Lee</a></div>', head)).toBe(
      'Ann Lee',
    );
  });
});

describe('the author on the page', () => {
  test.each([
    [
      'in a link to a page of theirs',
      '<a href="/author/ann-lee">Ann Lee</a> <time>2024-03-03</time>',
      'Ann Lee',
    ],
    ['before agencies', '<p class="byline">By Ann Lee and Bob Ray, Reuters</p>', 'Ann Lee and Bob Ray'],
    ['as an agency', '<p class="byline">By Reuters</p>', 'Reuters'],
    ['before a date', '<p>Von Hans Müller 03.03.2024, 10:15 Uhr</p>', 'Hans Müller'],
    [
      'before words',
      '<div>Par <strong>Jean Dupont</strong> - Publié le 3 mars 2024 à 10h15</div>',
      'Jean Dupont',
    ],
    ['behind a job', '<p>Door onze redacteur Jan de Vries</p>', 'Jan de Vries'],
    ['behind a label', '<p>文：山田太郎</p>', '山田太郎'],
    ['before a job', '<p class="byline">김철수 기자 (kim@news.example)</p>', '김철수'],
    [
      'in a list',
      '<ul class="authors"><li class="author"><a>Ann Lee</a></li><li class="author"><a>Bob Ray</a></li></ul>',
      'Ann Lee, Bob Ray',
    ],
    [
      'as the heading of a box',
      '<div class="author-card"><h4>About Ann Lee</h4><p>Ann Lee is a reporter who covers bridges, rivers, boats and the sea for the Herald since 2011, and lives in Leeds.</p></div>',
      'Ann Lee',
    ],
  ])('finds the author %s', (_, byline, expected) => {
    expect(authorOf(byline)).toBe(expected);
  });

  test.each([
    ['(Reporting by Ann Lee in London; editing by Bob Ray)', 'Ann Lee'],
    ['Reporting by Ann Lee and Cy Fox; Editing by Bob Ray', 'Ann Lee and Cy Fox'],
  ])('in the last line: %s', (line, expected) => {
    expect(authorOf('', '', `<p>${line}</p>`)).toBe(expected);
  });

  test.each([
    ['a commenter', '', '<section class="comments"><div class="comment-author">Bob Ray</div></section>'],
    ['a commenter in a line', '', '<div id="comments"><div class="comment"><p>By Bob Ray</p></div></div>'],
    ['a photographer', '<figure><img><figcaption>Photo by Bob Ray</figcaption></figure>', ''],
    ['a section', '<a class="section" href="/news">News</a>', ''],
    ['a handle', '<a href="https://social.example/herald">@herald</a>', ''],
    ['a day', '<p>By Monday the bridge was closed.</p>', ''],
    ['a year', '<p>By 2030 the bridge will be new.</p>', ''],
    ['what no name begins', '<p>By the council</p>', ''],
    ['a link in the text', `${TEXT}<p>We met <a href="/shop">Ann Lee</a> there.</p>`, ''],
  ])('not as %s', (_, byline, behind) => {
    expect(authorOf(byline, '', behind)).toBeNull();
  });
});

describe('the name of the site', () => {
  const site = '<meta property="og:site_name" content="elm-gazette.example">';
  const meta = (...names: readonly string[]): string =>
    names.map((name) => `<meta name="author" content="${name}">`).join('');

  test('is no author where the page shows one', () => {
    expect(authorOf('<p>By Ann Lee, Leeds</p>', site + meta('Elm Gazette NEWS'))).toBe('Ann Lee');
  });

  test('is left out beside a person, in whatever order', () => {
    expect(authorOf('', site + meta('Elm Gazette', 'Ann Lee'))).toBe('Ann Lee');
    expect(authorOf('', site + meta('Ann Lee', 'Elm Gazette'))).toBe('Ann Lee');
  });

  test('stands where nobody else is named, and where it says who of it', () => {
    expect(authorOf('', site + meta('Elm Gazette'))).toBe('Elm Gazette');
    expect(authorOf('<p>By Ann Lee</p>', site + meta('Elm Gazette Staff'))).toBe('Elm Gazette Staff');
  });

  test.each(['市長は14日の記者会見で説明した。', '据悉，记者会将于下周举行。'])('no name in %s', (line) => {
    expect(authorOf(`<p>${line}</p>`)).toBeNull();
  });
});
