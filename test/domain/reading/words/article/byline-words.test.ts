// Words of bylines: what finds the line of a name and what takes the name out of it know the same words.
import { describe, expect, test } from 'vitest';
import { inspectArticle } from '../../../../../cli/inspect/explain/inspect-article.ts';
import { cleanAuthor } from '../../../../../domain/reading/article/author-name.ts';
import {
  AUTHOR,
  AUTHOR_LABELS,
  AUTHOR_OF_NAME,
  BEHIND_NAME,
  BY,
  CREDITS,
  NAME_PARTICLES,
  NO_NAMES,
  ROLE_KINDS,
  ROLES,
  TEXT,
  WRITTEN,
  WRITTEN_IN_LINE,
} from '../../../../../domain/reading/words/article/byline.ts';
import { INVITATIONS, HOME, READ_ON } from '../../../../../domain/reading/words/article/invitation.ts';
import { MONTHS, ENGLISH_MONTHS } from '../../../../../domain/reading/words/time/calendar-words.ts';
import { spelledWords } from '../../../../support/spelled-words.ts';

const PROSE =
  '<p>The council met on the bridge, argued for hours, and decided to wait for a report.</p>'.repeat(4);

function articleOf(line: string) {
  const html = `<article><h1>Bridge waits for another report</h1>${line}${PROSE}</article>`;
  return inspectArticle({ html, url: 'https://s.example/a' });
}

const BEFORE_NAME = [
  ...spelledWords(BY, AUTHOR),
  ...spelledWords(WRITTEN_IN_LINE).map((word) => `${word}by`),
];

describe('before a name', () => {
  test.each(BEFORE_NAME)('"%s" makes a byline, and is no part of the name', (words) => {
    expect(articleOf(`<p>${words} Ada Byron</p>`).author).toBe('Ada Byron');
    expect(cleanAuthor(`${words} Ada Byron`)).toBe('Ada Byron');
  });

  test.each(spelledWords(TEXT))('"%s:" makes a byline, and is no part of the name', (word) => {
    expect(articleOf(`<p>${word}: Ada Byron</p>`).author).toBe('Ada Byron');
    expect(spelledWords(AUTHOR_LABELS)).toContain(word);
  });

  test.each([
    ...spelledWords(AUTHOR_OF_NAME),
    ...spelledWords(WRITTEN).map((words) => `${words} by`),
    ...spelledWords(AUTHOR_LABELS).map((word) => `${word}:`),
  ])('"%s" is no part of it', (words) => {
    expect(cleanAuthor(`${words} Ada Byron`)).toBe('Ada Byron');
  });

  test.each(spelledWords(CREDITS))('"%s" needs no space', (word) => {
    expect(articleOf(`<p>${word}：王小明</p>`).author).toBe('王小明');
  });
});

describe('behind a name', () => {
  test.each(spelledWords(BEHIND_NAME))('"%s" ends it', (word) => {
    expect(cleanAuthor(`Ada Byron ${word} here`)).toBe('Ada Byron');
  });

  test.each(spelledWords(ROLES))('"%s" is what she is', (word) => {
    expect(cleanAuthor(`Ada Byron, ${word}`)).toBe('Ada Byron');
  });

  test.each(spelledWords(ROLE_KINDS))('"%s" says which kind', (word) => {
    expect(cleanAuthor(`Ada Byron ${word} editor`)).toBe('Ada Byron');
  });

  test.each(ENGLISH_MONTHS.split('|'))('"%s" begins a date, and is a month to all', (month) => {
    expect(cleanAuthor(`Ada Byron ${month} 3`)).toBe('Ada Byron');
    expect(MONTHS.split('|')).toContain(month);
  });
});

test.each(spelledWords(NAME_PARTICLES))('"Ada %s Byron" is a name', (word) => {
  expect(articleOf(`<p>von Ada ${word} Byron</p>`).author).toBe(`Ada ${word} Byron`);
});

test.each(spelledWords(NO_NAMES))('"%s" is no name', (word) => {
  expect(cleanAuthor(word)).toBeUndefined();
});

test.each(spelledWords(HOME, READ_ON, INVITATIONS))('"%s" is no part of the text', (line) => {
  const html = `<article><h1>Bridge waits</h1>${PROSE}<p>${line}</p>${PROSE}</article>`;
  const { text } = inspectArticle({ html, url: 'https://s.example/a' });
  expect(text).toContain('The council met');
  expect(text?.split('\n')).not.toContain(line);
});
