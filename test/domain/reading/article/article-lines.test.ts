// What of a page is the text of its article, and what is left out.
import { expect, test } from 'vitest';
import { inspectArticle } from '../../../../cli/inspect/explain/inspect-article.ts';

const WORDS =
  'harbour bridge ferry pilot island morning captain winter council report engine crew market tide'.split(
    ' ',
  );

/** A paragraph of some 150 characters that no other number gives. */
function paragraph(number: number): string {
  const words = Array.from({ length: 20 }, (_, at) => WORDS[(number * 7 + at * 3) % WORDS.length]);
  return `Paragraph ${number} says that ${words.join(' ')}.`;
}
const paragraphs = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, at) => `<p>${paragraph(from + at)}</p>`).join('');

function textOf(body: string, head = ''): string {
  const html = `<html lang="en"><head><title>Ferry stays</title>${head}</head><body>${body}</body></html>`;
  return inspectArticle({ html, url: 'https://isle.example/ferry' }).text;
}

function stating(text: string): string {
  const node = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: 'Ferry stays',
    articleBody: text,
  };
  return `<script type="application/ld+json">${JSON.stringify(node)}</script>`;
}

test('another article that follows on the page is not part of it', () => {
  const text = textOf(
    `<main><article><h1>Ferry stays</h1>${paragraphs(0, 6)}</article>
     <div><article><h2>Pilots wanted</h2>${paragraphs(20, 32)}</article></div></main>`,
  );
  expect(text).toContain(paragraph(5));
  expect(text).not.toContain(paragraph(20));
});

test('a text that goes on outside the article element stays whole', () => {
  const text = textOf(
    `<main><article><h1>Ferry stays</h1>${paragraphs(0, 6)}</article><div class="story-text">${paragraphs(6, 14)}</div></main>`,
  );
  expect(text).toContain(paragraph(0));
  expect(text).toContain(paragraph(13));
});

test('lines that stand again and again are of the page', () => {
  const ask =
    '<p>Subscribe to unlock this story.</p><ul><li>All stories of the islands without limits</li></ul>';
  const body = `${paragraphs(0, 2)}${ask}${paragraphs(2, 4)}${ask}${paragraphs(4, 6)}
    <table><tr><td>Monday</td><td>closed</td></tr><tr><td>Tuesday</td><td>closed</td></tr></table>`;
  const text = textOf(`<main><article><h1>Ferry stays</h1>${body}</article></main>`);
  expect(text).not.toContain('Subscribe');
  expect(text.match(/All stories of the islands/g)).toHaveLength(1);
  expect(text.match(/closed/g)).toHaveLength(2);
  expect(text).toContain(paragraph(5));
});

const TEASERS = Array.from(
  { length: 4 },
  (_, at) => `<div class="card"><p>${paragraph(40 + at)}</p></div>`,
).join('');

test('a text that markup states tells it from what stands around', () => {
  const whole = Array.from({ length: 6 }, (_, at) => paragraph(at)).join(' ');
  const body = `<h1>Ferry stays</h1>${paragraphs(0, 3)}<h2>What the crew says</h2>${paragraphs(3, 6)}${TEASERS}`;
  const lines = textOf(`<main><div>${body}</div></main>`, stating(whole)).split('\n');
  expect(lines).toEqual([
    paragraph(0),
    paragraph(1),
    paragraph(2),
    'What the crew says',
    paragraph(3),
    paragraph(4),
    paragraph(5),
  ]);
});

test('an abstract in the markup does not cut the text', () => {
  const body = `<main><article><h1>Ferry stays</h1>${paragraphs(0, 10)}</article></main>`;
  expect(textOf(body, stating(`${paragraph(0)} ${paragraph(1)}`))).toContain(paragraph(9));
});

test('of a page that shows the beginning alone, the text is what the markup states', () => {
  const stated = Array.from({ length: 8 }, (_, at) => `<p>${paragraph(at)} &amp; so on</p>`).join('');
  const body = `<main><article><h1>Ferry stays</h1>${paragraphs(0, 1)}<p>Go on with a subscription.</p></article></main>`;
  const lines = textOf(body, stating(stated)).split('\n');
  expect(lines).toHaveLength(8);
  expect(lines[7]).toBe(`${paragraph(7)} & so on`);
});

const STATE = {
  data: { title: 'Ferry stays', teaser: paragraph(90), html: paragraphs(0, 5), html2: paragraphs(60, 62) },
};
const EMPTY = '<div id="root"></div><footer><p>© Isle News</p></footer>';

test.each([
  [
    'its state as JSON',
    `<script id="__NEXT_DATA__" type="application/json">${JSON.stringify(STATE)}</script>`,
  ],
  [
    'its state in a script, with the signs of markup escaped',
    `<script>window.__STATE__ = ${JSON.stringify(STATE).replaceAll('<', String.raw`\u003c`)};</script>`,
  ],
  [
    'JSON in the strings that a script pushes',
    `<script>self.__next_f.push(${JSON.stringify([1, `5:["$","div",null,${JSON.stringify(STATE)}]`])})</script>`,
  ],
])('a page that writes its text by script is read from %s', (_, script) => {
  const lines = textOf(EMPTY + script).split('\n');
  expect(lines).toEqual([0, 1, 2, 3, 4].map(paragraph));
});

test('a page that shows its text is not read from its scripts', () => {
  const body = `<main><article><h1>Ferry stays</h1>${paragraphs(20, 26)}</article></main>`;
  const text = textOf(`${body}<script>window.__STATE__ = ${JSON.stringify(STATE)};</script>`);
  expect(text).toContain(paragraph(20));
  expect(text).not.toContain(paragraph(0));
});

test('scripts of millions of characters are read up to a bound', () => {
  const picture = `data:image/png;base64,${String.raw`iVBOR\/`.repeat(500_000)}`;
  const script = `<script>window.__STATE__ = ${JSON.stringify({ html: paragraphs(0, 5) })}; window.picture = "${picture}";</script>`;
  expect(textOf(EMPTY + script).split('\n')).toEqual([0, 1, 2, 3, 4].map(paragraph));
});
