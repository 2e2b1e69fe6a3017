import { expect, test } from 'vitest';
import { inspectArticle } from '../../../../cli/inspect/explain/inspect-article.ts';

const HEADING = '<h1>Bridge waits for another report</h1>';
const TEXT =
  '<p>The council met on the bridge, argued for hours, and decided to wait for a report.</p>'.repeat(4);

test.each([
  [
    'an update named first',
    `<article>${HEADING}<p><span>Updated March 9, 2026</span> <span>Published March 3, 2026</span></p>${TEXT}</article>`,
  ],
  [
    'an update whose label stands before its time',
    `<article>${HEADING}<p>Last updated on <time datetime="2026-03-09">9 March</time></p><p>First published <time datetime="2026-03-03">3 March</time></p>${TEXT}</article>`,
  ],
  [
    'both in one line, the language after its own',
    `<article>${HEADING}<p>Mis à jour le 9 mars 2026, publié le 3 mars 2026</p>${TEXT}</article>`,
  ],
  [
    'a teaser above',
    `<aside class="related"><h3>Other</h3><time datetime="2025-01-01">1 Jan</time></aside><article>${HEADING}<time datetime="2026-03-03">3 March</time>${TEXT}</article>`,
  ],
  [
    'comments below',
    `<article>${HEADING}<p>3. März 2026</p>${TEXT}</article><section id="comments"><time datetime="2026-04-01">1 April</time></section>`,
  ],
  [
    'a clock in the header',
    `<header><div class="date">20 April 2026</div></header><article>${HEADING}<span class="post-date">3 mars 2026</span>${TEXT}</article>`,
  ],
  [
    'a date told in hours, its own in the title',
    `<article>${HEADING}<abbr class="published" title="2026-03-03T10:00:00Z">3 hours ago</abbr>${TEXT}</article>`,
  ],
])('the date of publication is found beside %s', (_, body) => {
  const { date } = inspectArticle({ html: `<body>${body}</body>`, url: 'https://s.example/a' });
  expect(date?.slice(0, 10)).toBe('2026-03-03');
});

test('a date that the text tells of is not when it was published', () => {
  const body = `${HEADING}${TEXT}<p>The next meeting is on March 30, 2027, at ten.</p>`;
  expect(inspectArticle({ html: `<body>${body}</body>`, url: 'https://s.example/a' }).date).toBeNull();
});
