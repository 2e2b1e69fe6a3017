// Clues that a page tells one story.
import { clue, rise } from './clue.ts';
import type { Clue } from './clue.ts';

const OG_ARTICLE = /article|blog|post|news/;

export const ARTICLE_CLUES: readonly Clue[] = [
  clue('structured data says article', [-0.2, -0.3, 0.8, -0.2], (f) => f.ldArticle),
  clue('og:type is article', [-0.3, 0, 0.5, -0.2], (f) => OG_ARTICLE.test(f.ogType)),
  clue('markup states a date of publication', [-0.3, -0.2, 0.5, 0], (f) => f.statesDate),
  clue('markup or a byline names an author', [-0.3, -0.1, 0.6, -0.3], (f) => f.statesAuthor),
  clue('a date is printed', [-0.2, -0.4, 0.5, 0.1], (f) => f.hasPublished),
  clue('long paragraphs run on', [-0.2, -0.3, 0.6, -0.1], (f) => rise(f.paragraphRun, 2, 10)),
  clue(
    'a long text with few links',
    [0, -0.2, 0.2, -0.1],
    (f) => rise(f.bodyChars, 1_000, 4_000) * (1 - rise(f.bodyLinkDensity, 0.05, 0.2)),
  ),
  clue('most of the text is one body', [-0.2, -0.2, 0.3, 0.1], (f) => rise(f.bodyShare, 0.3, 0.8)),
  clue('paragraphs follow the main heading', [-0.2, -0.4, 0.6, 0.1], (f) =>
    rise(f.proseAfterHeading, 0, 800),
  ),
  clue('the main heading is a long line', [0, -0.5, 0.6, -0.1], (f) => rise(f.headingWords, 3, 8)),
  clue('the address looks like an article', [-0.2, -0.3, 0.8, -0.2], (_f, url) => url.articleHint),
  clue('the address spells a headline', [-0.1, -0.3, 0.7, -0.3], (_f, url) => rise(url.slugWords, 2, 6)),
];
