// Clues that a page tells one story.
import { clue, rise } from './clue.ts';
import type { Clue } from './clue.ts';

const OG_ARTICLE = /article|blog|post|news/;

export const ARTICLE_CLUES: readonly Clue[] = [
  clue('structured data says article', [-0.2, -0.3, 0.8, -0.2], (f) => f.flag('ldArticle')),
  clue('og:type is article', [-0.3, 0, 0.5, -0.2], (f) => OG_ARTICLE.test(f.text('ogType'))),
  clue('markup states a date of publication', [-0.3, -0.2, 0.5, 0], (f) => f.flag('statesDate')),
  clue('markup or a byline names an author', [-0.3, -0.1, 0.6, -0.3], (f) => f.flag('statesAuthor')),
  clue('a date is printed', [-0.2, -0.4, 0.5, 0.1], (f) => f.flag('hasPublished')),
  clue('long paragraphs run on', [-0.2, -0.3, 0.6, -0.1], (f) => rise(f.number('paragraphRun'), 2, 10)),
  clue(
    'a long text with few links',
    [0, -0.2, 0.2, -0.1],
    (f) => rise(f.number('bodyChars'), 1_000, 4_000) * (1 - rise(f.number('bodyLinkDensity'), 0.05, 0.2)),
  ),
  clue('most of the text is one body', [-0.2, -0.2, 0.3, 0.1], (f) => rise(f.number('bodyShare'), 0.3, 0.8)),
  clue('paragraphs follow the main heading', [-0.2, -0.4, 0.6, 0.1], (f) =>
    rise(f.number('proseAfterHeading'), 0, 800),
  ),
  clue('the main heading is a long line', [0, -0.5, 0.6, -0.1], (f) => rise(f.number('headingWords'), 3, 8)),
  clue('the address looks like an article', [-0.2, -0.3, 0.8, -0.2], (_f, url) => url.articleHint),
  clue('the address spells a headline', [-0.1, -0.3, 0.7, -0.3], (_f, url) => rise(url.slugWords, 2, 6)),
];
