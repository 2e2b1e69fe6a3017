// What pages say of themselves: every word is known to every reader that asks for it.
import { describe, expect, test } from 'vitest';
import { noiseAlone, noiseBetween } from '../../../../../domain/change/noise/noise.ts';
import { inspectArticle } from '../../../../../cli/inspect/explain/inspect-article.ts';
import { NO_FIELDS } from '../../../../../domain/reading/part/field/field-rule.ts';
import { parsePage } from '../../../../../domain/reading/parse-page.ts';
import { AD_LABELS } from '../../../../../domain/reading/words/page/ad-label.ts';
import {
  BUY_BOX,
  CALLS_TO_ACT,
  LIST_TOOLS,
  LISTED,
  REPLIES,
  TEASERS,
} from '../../../../../domain/reading/words/page/kind-phrase.ts';
import {
  COUNTED,
  DONE,
  LOOKING,
  PEOPLE,
  TIMES,
} from '../../../../../domain/reading/words/page/page-count.ts';
import { NEXT_PAGE, PREVIOUS_PAGE } from '../../../../../domain/reading/words/page/paging.ts';
import { RIGHTS } from '../../../../../domain/reading/words/page/rights.ts';
import { MADE_IN, YOUR } from '../../../../../domain/reading/words/page/server-note.ts';
import { asHtml, spelledWords } from '../../../../support/spelled-words.ts';

function pageOf(html: string) {
  return parsePage({ html, url: 'https://s.example/list', fields: NO_FIELDS });
}

const PROSE = '<p>The council met on the bridge, argued for hours, and decided to wait.</p>'.repeat(4);

/** The lines of an article's text with one more between its paragraphs. */
function textBeside(line: string): readonly string[] {
  const html = `<article><h1>Bridge waits</h1>${PROSE}<p>${line}</p>${PROSE}</article>`;
  return (inspectArticle({ html, url: 'https://s.example/a' }).text ?? '').split('\n');
}

describe('a label of an advertisement', () => {
  test.each(spelledWords(AD_LABELS))('"%s" is no text of an article, and noise', (label) => {
    expect(textBeside(label)).not.toContain(label);
    expect(noiseAlone(label)).toBe('ad-label');
  });
});

describe('what is counted', () => {
  test.each(spelledWords(COUNTED))('"1,204 %s"', (word) => {
    expect(noiseBetween(`1,204 ${word}`, `1,377 ${word}`)).toBe('counter');
  });

  test.each(spelledWords(PEOPLE))('"17 %s looking"', (word) => {
    expect(noiseBetween(`17 ${word} looking`, `9 ${word} looking`)).toBe('counter');
  });

  test.each(spelledWords(LOOKING))('"17 people %s"', (word) => {
    expect(noiseBetween(`17 people ${word}`, `9 people ${word}`)).toBe('counter');
  });

  test.each(spelledWords(DONE))('"%s 12 times"', (word) => {
    expect(noiseBetween(`${word} 12 times`, `${word} 13 times`)).toBe('counter');
  });

  test.each(spelledWords(TIMES))('"12 %s viewed"', (word) => {
    expect(noiseBetween(`12 ${word} viewed`, `13 ${word} viewed`)).toBe('counter');
  });
});

test.each(spelledWords(RIGHTS))('"%s" is no text of an article, and the year beside it moves on', (word) => {
  expect(textBeside(word)).not.toContain(word);
  expect(noiseBetween(`2025 Harbour. ${word}`, `2026 Harbour. ${word}`)).toBe('copyright-year');
});

test.each(spelledWords(MADE_IN))('"%s" stands before how long it took', (word) => {
  expect(noiseBetween(`${word} 0.12 s`, `${word} 0.31 s`)).toBe('timing');
});

test.each(spelledWords(YOUR))('"%s IP" is the address of who asked', (word) => {
  expect(noiseBetween(`${word} IP: 10.0.0.1`, `${word} IP: 10.0.0.2`)).toBe('token');
});

describe('a line that gives the kind away', () => {
  test.each([
    ['replies', spelledWords(REPLIES)],
    ['callsToAct', spelledWords(CALLS_TO_ACT)],
    ['results', [...spelledWords(LIST_TOOLS), ...spelledWords(LISTED).map((word) => `48 ${word}`)]],
    ['teasers', spelledWords(TEASERS)],
    ['buyBox', spelledWords(BUY_BOX)],
  ] as const)('counts for the feature %s', (feature, words) => {
    for (const word of words) {
      // "Posts:" stands before their number.
      const line = word.endsWith(':') ? `${word}5` : word;
      const { features } = pageOf(`<h1>Harbour</h1><p>${asHtml(line)}</p>`);
      expect(features, word).toMatchObject({ [feature]: 1 });
    }
  });
});

test.each([
  ['next', spelledWords(NEXT_PAGE)],
  ['prev', spelledWords(PREVIOUS_PAGE)],
])('a link to the %s page', (paging, words) => {
  for (const word of words) {
    const { links } = pageOf(`<p><a href="?page=2">${word}</a></p>`);
    expect(links[0], word).toMatchObject({ paging });
  }
});
