// Indicators that a page tells one story.
import { type Indicator, indicator, rise } from './indicator.ts';

const OG_ARTICLE = /article|blog|post|news/;

export const ARTICLE_INDICATORS: readonly Indicator[] = [
  indicator('structured data says article', [-0.2, -0.3, 0.8, -0.2], (f) => f.ldArticle),
  indicator('og:type is article', [-0.3, 0, 0.5, -0.2], (f) => OG_ARTICLE.test(f.ogType)),
  indicator('markup states a date of publication', [-0.3, -0.2, 0.5, 0], (f) => f.statesDate),
  indicator('markup or a byline names an author', [-0.3, -0.1, 0.6, -0.3], (f) => f.statesAuthor),
  indicator('a date is printed', [-0.2, -0.4, 0.5, 0.1], (f) => f.hasPublished),
  indicator('long paragraphs run on', [-0.2, -0.3, 0.6, -0.1], (f) => rise(f.paragraphRun, 2, 10)),
  indicator(
    'a long text with few links',
    [0, -0.2, 0.2, -0.1],
    (f) => rise(f.bodyChars, 1_000, 4_000) * (1 - rise(f.bodyLinkDensity, 0.05, 0.2)),
  ),
  indicator('most of the text is one body', [-0.2, -0.2, 0.3, 0.1], (f) => rise(f.bodyShare, 0.3, 0.8)),
  indicator('paragraphs follow the main heading', [-0.2, -0.4, 0.6, 0.1], (f) =>
    rise(f.proseAfterHeading, 0, 800),
  ),
  indicator('the main heading is a long line', [0, -0.5, 0.6, -0.1], (f) => rise(f.headingWords, 3, 8)),
  indicator('the address looks like an article', [-0.2, -0.3, 0.8, -0.2], (_f, url) => url.articleHint),
  indicator('the address spells a headline', [-0.1, -0.3, 0.7, -0.3], (_f, url) => rise(url.slugWords, 2, 6)),
];
