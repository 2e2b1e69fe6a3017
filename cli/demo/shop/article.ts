// The shop's journal: six articles as in act 1, the addition of act 2, and the notes of later acts.

export interface Article {
  readonly slug: string;
  readonly headline: string;
  readonly author: string;
  /** Days, as ISO dates. */
  readonly published: string;
  readonly modified: string;
  readonly paragraphs: readonly string[];
  /** A short editors' note below the text; later acts replace it. */
  readonly note?: string;
}

export const ARTICLES: readonly Article[] = [
  {
    slug: 'how-we-choose',
    headline: 'How we choose what we sell',
    author: 'Ines Kallweit',
    published: '2025-02-03',
    modified: '2025-02-03',
    paragraphs: [
      'Every object in this shop has been used by one of us for at least a season. That sounds slow, and it is: of forty things we tried last year, six made it to the shelf.',
      'We look for three qualities. It must do its job better than what we had before, it must be possible to repair it, and its maker must be willing to say where it comes from.',
      'What we do not look at is how it photographs. Some of the best things we sell are brown.',
    ],
  },
  {
    slug: 'care-of-carbon-steel',
    headline: 'Living with a carbon steel knife',
    author: 'Tomo Arai',
    published: '2025-03-11',
    modified: '2025-03-11',
    paragraphs: [
      'Carbon steel rusts. It also takes an edge that stainless steel can only dream of, and the two facts have the same cause.',
      'Wipe the blade while you work and dry it when you stop. After a few weeks a grey patina covers the steel and protects it; do not polish it away.',
      'Twice a year, draw the knife over a wet stone: ten strokes a side on the coarse grit, ten on the fine one. It is less work than looking for the warranty card of a sharpener.',
      'If rust has come all the same, a cork dipped in fine ash takes it off in a minute.',
    ],
  },
  {
    slug: 'first-night-outside',
    headline: 'Your first night outside',
    author: 'Maud Ferrier',
    published: '2025-04-22',
    modified: '2025-04-22',
    paragraphs: [
      'Choose a place you could walk home from. The aim of the first night is not adventure, it is to learn how you sleep when the wall is made of cloth.',
      'Put up the tent once in daylight, in the garden if you have one. Then pack three layers, water, something warm to drink and a book that you know already.',
      'You will wake at four, because birds do. Make tea, look around, and you will understand why people do this.',
    ],
  },
  {
    slug: 'grind-and-water',
    headline: 'Grind, water, time: coffee in three dials',
    author: 'Ines Kallweit',
    published: '2025-05-06',
    modified: '2025-05-06',
    paragraphs: [
      'Sour means too little was dissolved, bitter means too much. Nearly every cup can be mended by turning one of three dials, and only one at a time.',
      'Start with the grind. Finer grounds give more to the water; two clicks are enough to notice. If that does not help, change the water: ninety-four degrees for dark roasts, just off the boil for light ones.',
      'Time is the last dial, because it follows from the other two. A pour of three minutes for half a litre is a good place to begin.',
    ],
  },
  {
    slug: 'the-oak-board',
    headline: 'A morning at the board maker’s',
    author: 'Edwin Pryce',
    published: '2025-05-19',
    modified: '2025-05-19',
    paragraphs: [
      'The workshop smells of vinegar, which is what oak smells of when it is wet. Forty planks lean against the wall; they have been drying there for three years.',
      'Each board is cut across the grain, turned on its end and glued into a chequer. Then it rests again. “Wood has opinions,” says the maker, “and it is better to hear them before the glue.”',
      'Three coats of oil later it is packed into paper. No part of it could not be made again in a hundred years.',
    ],
  },
  {
    slug: 'repair-week',
    headline: 'Repair week: bring it back',
    author: 'Maud Ferrier',
    published: '2025-05-28',
    modified: '2025-05-28',
    paragraphs: [
      'Once a year the shop closes its till for a week and opens its workbench. Bring a lantern, a stove or a pan you bought from us, or from somebody else, and we mend it together.',
      'Last year we replaced eleven zips, re-tinned seven pans and told two people that their kettle had earned its rest.',
      'The week is free of charge. Spare parts cost what they cost us.',
    ],
  },
];

/** The article that act 2 extends; `EXTENSION`: the added text. */
export const EXTENDED_ARTICLE = 'care-of-carbon-steel';
export const EXTENSION =
  'A reader asked about acids: lemon and tomato do darken the steel within a minute. That is harmless, but rinse the blade before you cut an apple for somebody else.';

/** Later acts show one of these below an article, in turn. */
export const NOTES: readonly string[] = [
  'Editors’ note: a printed copy of this article is enclosed with every order this month.',
  'Editors’ note: two readers sent corrections, and both of them were right.',
  'Editors’ note: we will read this article aloud in the shop on the last Friday of the month.',
  'Editors’ note: a translation into French is on its way.',
  'Editors’ note: the photographs that went with this text hang in the shop now.',
];

export function articlePath(slug: string): string {
  return `/journal/${slug}`;
}
