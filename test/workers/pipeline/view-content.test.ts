// What a page says as Markdown and as text: of an article its headline and its text, of any other page its body.
import { expect, it } from 'vitest';
import type { ViewedContent } from '../../../domain/job/preview/page-viewer.ts';
import { viewContent } from '../../../workers/pipeline/view-content.ts';

const URL = 'https://news.example/story';
const SENTENCE =
  'The council has decided to build the bridge, which the town had been waiting for since the flood.';

const STORY = `<!doctype html><html><head><title>Bridge</title></head><body>
  <nav><a href="/a">Politics</a> <a href="/b">Sports</a></nav>
  <main>
    <div class="top"><a href="/more">More of today</a></div>
    <article>
      <h1>The bridge is built</h1>
      <p>${SENTENCE} Work begins in <a href="/may">May</a>.</p>
      <aside class="related"><h3>Read as well</h3><ul><li><a href="/x">Ten bridges of the region</a></li><li><a href="/y">The flood in pictures</a></li></ul></aside>
      <h2>What it costs</h2>
      <p>${SENTENCE} Nobody knows yet what becomes of the old ferry, and of the people who work on it.</p>
      <ul><li>The bridge itself costs four million and takes two years, says the council.</li><li>The road to it costs one million, and nobody says how long it takes.</li></ul>
      <form class="newsletter"><p>Subscribe to our newsletter</p><input name="mail"></form>
      <p>${SENTENCE} The last word is with the region, which has to agree until autumn.</p>
    </article>
    <section class="teasers"><a href="/z"><h3>Another story of today</h3></a></section>
  </main>
  <footer>© 2026 News</footer></body></html>`;

function view(text: string, request: { whole?: boolean; article?: boolean }): ViewedContent {
  return viewContent(
    { text, contentType: 'text/html', url: URL },
    { view: 'content', whole: false, ...request },
  );
}

it('of an article its headline, its text and its lists are kept, and what stands between them is not', () => {
  const { markdown, lines, links } = view(STORY, { article: true });
  expect(markdown).toContain('# The bridge is built\n\nThe council has decided');
  expect(markdown).toContain('[May](https://news.example/may)');
  expect(markdown).toContain('## What it costs');
  expect(markdown).toMatch(/^- +The bridge itself costs four million/m);
  for (const other of [
    'Politics',
    'Read as well',
    'Ten bridges',
    'Subscribe',
    'Another story',
    'More of today',
  ])
    expect(markdown).not.toContain(other);
  expect(lines).toHaveLength(7);
  expect(lines?.[0]).toBe('The bridge is built');
  expect(links).toEqual([{ url: 'https://news.example/may', text: 'May' }]);
});

it('the whole page has everything, and its text is that of its lines', () => {
  const { markdown, lines } = view(STORY, { article: true, whole: true });
  for (const part of ['Politics', 'Ten bridges', 'Another story', 'What it costs'])
    expect(markdown).toContain(part);
  expect(lines).toBeNull();
});

it('a page that was not understood as an article is read without its frame alone', () => {
  const { markdown, lines } = view(STORY, {});
  expect(markdown).toContain('What it costs');
  expect(markdown).not.toContain('Politics');
  expect(lines).toBeNull();
});

it('a page with hardly any text is read as any other, whatever it was taken for', () => {
  const { markdown, lines } = view('<main><h1>Soon</h1><p>More of this tomorrow.</p></main>', {
    article: true,
  });
  expect(markdown).toBe('# Soon\n\nMore of this tomorrow.');
  expect(lines).toBeNull();
});

it('an article that stands in a script alone is written as a headline and paragraphs', () => {
  const text = [1, 2, 3].map((part) => `Part ${part} of <b>it</b>. ${SENTENCE} ${SENTENCE}`).join('\n');
  const stated = JSON.stringify({ '@type': 'NewsArticle', headline: 'Bridge', articleBody: text });
  const { markdown, lines } = view(
    `<html><head><script type="application/ld+json">${stated}</script></head><body><h1>The bridge</h1><div id="app"></div></body></html>`,
    { article: true },
  );
  expect(lines?.map((line) => line.slice(0, 13))).toEqual([
    'The bridge',
    'Part 1 of it.',
    'Part 2 of it.',
    'Part 3 of it.',
  ]);
  expect(markdown).toBe(`# ${lines?.join('\n\n')}`);
});
