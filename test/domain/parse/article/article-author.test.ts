import { describe, expect, test } from 'vitest';
import { cleanAuthor } from '../../../../domain/parse/article/article-author.ts';
import { inspectArticle } from '../../../../domain/inspect/inspect-article.ts';

describe('what a byline adds to a name is left out', () => {
  test.each([
    ['Ann Lee, Staff Writer', 'Ann Lee'],
    ['Ann Lee, Chief Economics Editor', 'Ann Lee'],
    ['By Ann Lee in Berlin', 'Ann Lee'],
    ['By Ann Lee for The Herald', 'Ann Lee'],
    ['By ANN LEE, Associated Press', 'ANN LEE'],
    ['Ann Lee @annlee', 'Ann Lee'],
    ['ann.lee@herald.example (Ann Lee)', 'Ann Lee'],
    ['Story by Ann Lee, photos by Bob Ray', 'Ann Lee'],
    ['Von Hans Müller, Redakteur', 'Hans Müller'],
    ['Texto: Luis Pérez', 'Luis Pérez'],
    ['Автор: Иван Петров', 'Иван Петров'],
    ['作者：王小明', '王小明'],
    ['홍길동 기자', '홍길동'],
    ['Ann Lee, PhD', 'Ann Lee, PhD'],
    ['Diana Ross', 'Diana Ross'],
    ['Photography by Bob Ray', undefined],
    ['Contributor', undefined],
  ])('%s is %s', (text, expected) => {
    expect(cleanAuthor(text)).toBe(expected);
  });
});

const TEXT =
  '<p>The council met on the bridge, argued for hours, and decided to wait for a report.</p>'.repeat(4);

function authorOf(byline: string, head = ''): string | null {
  const body = `<article><h1>Bridge waits for another report</h1>${byline}${TEXT}</article>`;
  return inspectArticle({ html: `<head>${head}</head><body>${body}</body>`, url: 'https://s.example/a' })
    .author;
}

describe('the author stands', () => {
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
  ])('%s', (_, byline, expected) => {
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
