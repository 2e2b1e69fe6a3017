// Clues that a page lists many things of a kind.
import { clue } from './clue.ts';
import type { Clue } from './clue.ts';

export const LISTING_CLUES: readonly Clue[] = [
  clue('structured data says list or collection', [-0.3, 1, -0.3, 0], (f) => f.flag('ldList')),
  clue('structured data names many products', [-0.3, 1.2, -0.3, 0], (f) => f.number('productNodes') >= 4),
  clue('eight or more like records', [0, 0.8, 0.1, -0.3], (f) => f.number('recordItems') >= 8),
  clue('sixteen or more like records', [-0.1, 0.7, -0.1, 0], (f) => f.number('recordItems') >= 16),
  clue('records hold a third of the text', [0, 0.4, -0.1, 0.2], (f) => f.number('recordsShare') >= 0.33),
  clue('records hold most of the text', [-0.2, 0.6, -0.3, 0], (f) => f.number('recordsShare') >= 0.6),
  clue('six or more records with a price', [0.1, 0.8, -0.3, -0.2], (f) => f.number('recordPrices') >= 6),
  clue('a dozen prices', [0, 0.3, -0.2, -0.1], (f) => f.number('visiblePrices') >= 12),
  clue('many buy buttons', [0.1, 0.7, 0, -0.1], (f) => f.number('cartActions') >= 6),
  clue('it has paging', [-0.3, 1.1, -0.2, -0.2], (f) => f.number('pagingLinks') >= 2),
  clue(
    'it can be sorted or filtered, or counts its results',
    [-0.2, 1.1, -0.3, -0.4],
    (f) => f.number('results') >= 1,
  ),
  clue('sorting, filters and counts', [-0.3, 0.8, -0.2, -0.2], (f) => f.number('results') >= 3),
  clue('several teasers to read or see more', [0.1, 0.8, -0.5, 0.1], (f) => f.number('teasers') >= 4),
  clue('the address looks like a category', [-0.5, 1, -0.3, 0], (_f, url) => url.listingHint),
  clue('the address is a search', [-0.3, 1, -0.3, 0], (_f, url) => url.isSearch),
  clue('several article teasers', [0, 0.9, -0.3, 0], (f) => f.number('articles') >= 5),
  clue('mostly links', [-0.1, 0.8, -0.3, -0.1], (f) => f.number('linkDensity') >= 0.5),
  clue('more than forty links of records', [0.2, 0.4, -0.3, 0], (f) => f.number('listingLinks') >= 40),
  clue('structured data lists articles', [-0.3, 0.8, 0, 0], (f) => f.number('ldListedArticles') >= 3),
  clue('six or more records with a picture', [0, 0.5, 0, -0.2], (f) => f.number('recordImages') >= 6),
  clue('six or more records with a heading', [0.1, 0.1, 0, 0.3], (f) => f.number('recordHeadings') >= 6),
  clue(
    'priced records and no buy button by the heading',
    [-0.4, 0.4, 0.2, 0],
    (f) => f.number('recordPrices') >= 4 && !f.flag('cartNearHeading') && f.number('bestVisiblePrice') < 0.5,
  ),
  clue(
    'half of the links belong to records',
    [0.1, 0.3, -0.1, 0.1],
    (f) => f.number('listingLinks') * 2 >= f.number('links') && f.number('links') >= 20,
  ),
];
