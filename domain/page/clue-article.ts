// Clues that a page tells one story.
import { clue } from './clue.ts';
import type { Clue } from './clue.ts';

export const ARTICLE_CLUES: readonly Clue[] = [
  clue('structured data says article', [-0.3, -0.4, 1.6, -0.2], (f) => f.flag('ldArticle')),
  clue('og:type is article', [-0.4, 0.2, 0.8, 0], (f) => /article|blog|post|news/.test(f.text('ogType'))),
  clue('markup states a date of publication', [-0.3, -0.2, 0.7, -0.2], (f) => f.flag('statesDate')),
  clue('markup or a byline names an author', [-0.4, 0, 0.6, -0.4], (f) => f.flag('statesAuthor')),
  clue(
    'date and author are stated',
    [-0.3, -0.4, 0.4, -0.2],
    (f) => f.flag('statesDate') && f.flag('statesAuthor'),
  ),
  clue('a date is printed', [-0.1, -0.2, 0.4, 0.2], (f) => f.flag('hasPublished')),
  clue('five long paragraphs run on', [-0.2, -0.7, 0.9, 0.1], (f) => f.number('paragraphRun') >= 5),
  clue('ten long paragraphs run on', [-0.2, -0.3, 0.5, -0.1], (f) => f.number('paragraphRun') >= 10),
  clue(
    'a long text with few links',
    [0.1, -0.5, 0.4, 0.1],
    (f) => f.number('bodyChars') > 2_500 && f.number('bodyLinkDensity') < 0.1,
  ),
  clue('most of the text is one body', [0, -0.2, 0.2, 0], (f) => f.number('bodyShare') >= 0.6),
  clue('the address looks like an article', [-0.4, -0.3, 0.9, -0.3], (_f, url) => url.articleHint),
  clue('the address spells a headline', [0.1, -0.6, 0.9, -0.2], (_f, url) => url.slugWords >= 5),
  clue('hardly any running text', [0.2, 0.2, -0.8, 0.3], (f) => f.number('bodyChars') < 600),
];
