// Which of the dates of a page is the day of publication, in markup, in the address and on the page.
import { expect, test } from 'vitest';
import { inspectArticle } from '../../../../cli/inspect/explain/inspect-article.ts';

const TEXT =
  '<p>The council met on the bridge, argued for hours, and decided to wait for a report.</p>'.repeat(6);

interface Parts {
  readonly head?: string;
  readonly around?: string;
  readonly line?: string;
  readonly behind?: string;
  readonly url?: string;
}

function dayOf({
  head = '',
  around = '',
  line = '',
  behind = '',
  url = 'https://s.example/a',
}: Parts): string | null {
  const main = `<main><article><h1>Bridge waits for another report</h1>${line}${TEXT}${behind}</article></main>`;
  const html = `<head><title>Bridge waits for another report | The Herald</title>${head}</head><body>${around}${main}</body>`;
  return inspectArticle({ html, url }).date?.slice(0, 10) ?? null;
}

/** How pages print 3 March 2024, most with an update on 4 April. */
const PRINTED: readonly string[] = [
  '<p>Updated April 4, 2024. Published March 3, 2024</p>',
  '<p>Published: March 3, 2024 | Updated: April 4, 2024</p>',
  '<p>Updated <time datetime="2024-04-04">April 4</time> Published <time datetime="2024-03-03">March 3</time></p>',
  '<p>Published <time datetime="2024-03-03">March 3</time> Updated <time datetime="2024-04-04">April 4</time></p>',
  '<time class="entry-date published" datetime="2024-03-03T10:00:00+01:00">3</time><time class="updated" datetime="2024-04-04T10:00:00+01:00">4</time>',
  '<time class="updated" datetime="2024-04-04T10:00:00+01:00">4</time><time class="entry-date published" datetime="2024-03-03T10:00:00+01:00">3</time>',
  '<time class="entry-date published updated" datetime="2024-03-03T10:00:00+01:00">March 3, 2024</time>',
  '<p>Stand: 04.04.2024 | Veröffentlicht am 03.03.2024</p>',
  '<p>03.03.2024, 10:15 Uhr, aktualisiert am 04.04.2024</p>',
  '<p>Aktualisiert am 04.04.2024 - 10:15 | Erstellt am 03.03.2024</p>',
  '<p>Publié le 3 mars 2024 à 10h15, mis à jour le 4 avril 2024</p>',
  '<p>Mis à jour le 04/04/2024 à 10:15, publié le 03/03/2024 à 09:00</p>',
  '<p>Actualizado el 4 de abril de 2024. Publicado el 3 de marzo de 2024</p>',
  '<p>Pubblicato il 3 marzo 2024 - Ultimo aggiornamento 4 aprile 2024</p>',
  '<p>03/03/2024 10h15 - Atualizado em 04/04/2024 11h00</p>',
  '<p>Laatst bijgewerkt: 4 april 2024. Gepubliceerd: 3 maart 2024</p>',
  '<p>Aktualizacja: 4 kwietnia 2024, Opublikowano: 3 marca 2024</p>',
  '<p>3 марта 2024, 10:15 (обновлено 4 апреля 2024)</p>',
  '<p>公開日：2024年3月3日 更新日：2024年4月4日</p>',
  '<p>更新日：2024年4月4日 公開日：2024年3月3日</p>',
  '<p>2024-03-03 10:15 来源：新华社</p>',
  '<p>입력 2024.03.03 10:15 수정 2024.04.04 11:00</p>',
  '<p>수정 2024.04.04 11:00 입력 2024.03.03 10:15</p>',
  '<p>Güncelleme: 04.04.2024 Yayınlanma: 03.03.2024</p>',
  '<p>Uppdaterad 4 april 2024. Publicerad 3 mars 2024</p>',
  '<dl><dt>Last updated</dt><dd>4 April 2024</dd><dt>Published</dt><dd>3 March 2024</dd></dl>',
  '<div><span>Updated:</span> <span>April 4, 2024</span></div><div><span>Published:</span> <span>March 3, 2024</span></div>',
  '<meta itemprop="dateModified" content="2024-04-04"><meta itemprop="datePublished" content="2024-03-03">',
  '<div itemscope itemtype="http://schema.org/Article"><time itemprop="dateModified" datetime="2024-04-04">x</time><time itemprop="datePublished" datetime="2024-03-03">y</time></div>',
  '<header><time datetime="2024-03-03">March 3</time></header>',
  '<p>Last reviewed: April 4, 2024</p><p>Published: March 3, 2024</p>',
  '<p>Last updated on 4 April 2024 – First published on 3 March 2024</p>',
  '<p>Originally published March 3, 2024; last modified April 4, 2024</p>',
  '<span class="date" title="2024-03-03 10:00">3 days ago</span>',
  '<span class="timestamp" data-timestamp="1709460000">Mar 3</span>',
  '<span class="date" data-datetime="2024-03-03T10:00:00Z">Mar 3</span>',
];

test.each(PRINTED)('reads the day of publication in %s', (line) => {
  expect(dayOf({ line })).toBe('2024-03-03');
});

test.each([
  '<section class="comments"><time datetime="2025-01-01">Jan 1</time></section>',
  '<section class="related-posts"><time datetime="2025-01-01">Jan 1</time></section>',
  '<p>The fair opens on May 5, 2025 in Leeds.</p>',
  '<footer>© 2024 The Herald</footer>',
  '<p>The bridge was built in 1904.</p>',
])('no day of publication: %s', (behind) => {
  expect(dayOf({ behind })).toBeNull();
});

test.each([
  '<aside class="sidebar"><time datetime="2025-05-05">5 May</time></aside>',
  '<header><a href="/">The Herald</a><div class="date">Monday, 5 May 2025</div></header>',
])('nor one around the text: %s', (around) => {
  expect(dayOf({ around })).toBeNull();
  expect(dayOf({ around, line: '<time datetime="2024-03-03">March 3</time>' })).toBe('2024-03-03');
});

test('a date in the text, not one beside it', () => {
  const behind = '<aside><time datetime="2025-01-01">Jan 1</time></aside>';
  expect(dayOf({ line: '<p class="meta"><time datetime="2024-03-03">March 3</time></p>', behind })).toBe(
    '2024-03-03',
  );
});

/** Structured data, a line below the heading, the day. */
const DATA: readonly (readonly [string, string, string, string])[] = [
  [
    'ld published and modified',
    '{"@type":"NewsArticle","headline":"Bridge waits for another report","url":"https://s.example/a","datePublished":"2024-03-03T10:00:00Z","dateModified":"2024-04-04"}',
    '',
    '2024-03-03',
  ],
  [
    'ld modified only + visible published',
    '{"@type":"NewsArticle","headline":"Bridge waits for another report","url":"https://s.example/a","dateModified":"2024-04-04"}',
    '<p>Published March 3, 2024</p>',
    '2024-03-03',
  ],
  [
    'ld modified only, nothing else',
    '{"@type":"NewsArticle","headline":"Bridge waits for another report","url":"https://s.example/a","dateModified":"2024-04-04"}',
    '',
    '2024-04-04',
  ],
  [
    'comment node first',
    '[{"@type":"Comment","datePublished":"2024-05-05","text":"x"},{"@type":"NewsArticle","headline":"Bridge waits for another report","url":"https://s.example/a","datePublished":"2024-03-03"}]',
    '',
    '2024-03-03',
  ],
  [
    'video node first',
    '[{"@type":"VideoObject","uploadDate":"2020-01-01","name":"x"},{"@type":"NewsArticle","headline":"Bridge waits for another report","url":"https://s.example/a","datePublished":"2024-03-03"}]',
    '',
    '2024-03-03',
  ],
  [
    'video only',
    '[{"@type":"VideoObject","uploadDate":"2020-01-01","name":"x"}]',
    '<p>March 3, 2024</p>',
    '2024-03-03',
  ],
  [
    'related articles before',
    '{"@graph":[{"@type":"NewsArticle","headline":"Other story about cats","url":"https://s.example/b","datePublished":"2023-01-01"},{"@type":"NewsArticle","headline":"Bridge waits for another report","url":"https://s.example/a","datePublished":"2024-03-03"}]}',
    '',
    '2024-03-03',
  ],
  [
    'related by mainEntityOfPage',
    '[{"@type":"NewsArticle","headline":"Other","mainEntityOfPage":"https://s.example/b","datePublished":"2023-01-01"},{"@type":"NewsArticle","headline":"Bridge waits for another report","mainEntityOfPage":{"@id":"https://s.example/a"},"datePublished":"2024-03-03"}]',
    '',
    '2024-03-03',
  ],
  [
    'related itemlist',
    '[{"@type":"ItemList","itemListElement":[{"@type":"ListItem","item":{"@type":"NewsArticle","headline":"Other","datePublished":"2023-01-01"}}]},{"@type":"NewsArticle","headline":"Bridge waits for another report","url":"https://s.example/a","datePublished":"2024-03-03"}]',
    '',
    '2024-03-03',
  ],
  [
    'review of product in article',
    '{"@type":"NewsArticle","headline":"Bridge waits for another report","url":"https://s.example/a","datePublished":"2024-03-03","comment":[{"@type":"Comment","datePublished":"2024-06-06"}]}',
    '',
    '2024-03-03',
  ],
  [
    'tz kept day',
    '{"@type":"NewsArticle","headline":"Bridge waits for another report","url":"https://s.example/a","datePublished":"2024-03-03T23:30:00-08:00"}',
    '',
    '2024-03-03',
  ],
  [
    'tz plus',
    '{"@type":"NewsArticle","headline":"Bridge waits for another report","url":"https://s.example/a","datePublished":"2024-03-03T00:30:00+09:00"}',
    '',
    '2024-03-03',
  ],
  [
    'dateCreated vs datePublished',
    '{"@type":"NewsArticle","headline":"Bridge waits for another report","url":"https://s.example/a","dateCreated":"2024-01-01","datePublished":"2024-03-03"}',
    '',
    '2024-03-03',
  ],
  [
    'blogposting nested in webpage',
    '{"@type":"WebPage","datePublished":"2020-01-01","mainEntity":{"@type":"BlogPosting","headline":"Bridge","datePublished":"2024-03-03"}}',
    '',
    '2024-03-03',
  ],
  [
    'graph yoast webpage only',
    '{"@graph":[{"@type":"WebPage","datePublished":"2024-03-03T10:00:00+00:00","dateModified":"2024-04-04T10:00:00+00:00"}]}',
    '',
    '2024-03-03',
  ],
];

test.each(DATA)('reads the day of publication from data: %s', (_, data, line, day) => {
  expect(dayOf({ head: `<script type="application/ld+json">${data}</script>`, line })).toBe(day);
});

const META: readonly (readonly [string, string, string | null])[] = [
  ['<meta property="article:modified_time" content="2024-04-04T10:00:00Z">', '', null],
  [
    '<meta property="article:modified_time" content="2024-04-04">',
    '<time datetime="2024-03-03">March 3</time>',
    '2024-03-03',
  ],
  ['<meta name="date" content="20240303T103000Z">', '', '2024-03-03'],
  ['<meta name="date" content="Sun, 03 Mar 2024 10:00:00 GMT">', '', '2024-03-03'],
  ['<meta name="publish-date" content="03/04/2024">', '', '2024-03-04'],
  ['<meta name="date" content="03.04.2024">', '', '2024-04-03'],
  [
    '<meta property="article:published_time" content="2024-03-03T08:00:00Z">',
    '<time datetime="2025-05-05">now</time>',
    '2024-03-03',
  ],
  [
    '<meta property="article:published_time" content=""><meta name="pubdate" content="2024-03-03">',
    '',
    '2024-03-03',
  ],
  [
    '<meta property="article:published_time" content="0000-00-00"><meta name="date" content="2024-03-03">',
    '',
    '2024-03-03',
  ],
];

test.each(META)('%s and "%s" tell of %s', (head, line, day) => {
  expect(dayOf({ head, line })).toBe(day);
});

const ADDRESSES: readonly (readonly [string, string | null])[] = [
  ['https://s.example/2020/03/14/bridge', '2020-03-14'],
  ['https://s.example/2020/03/bridge', null],
  ['https://s.example/news/2020-03-14/bridge', '2020-03-14'],
  ['https://s.example/news/20200314/bridge', '2020-03-14'],
  ['https://s.example/news/20209914/bridge', null],
];

test.each(ADDRESSES)('%s tells of %s', (url, day) => {
  expect(dayOf({ url })).toBe(day);
});
