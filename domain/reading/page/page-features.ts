// Numbers and flags about a page that the classifier decides from; no page content beyond short words. They travel in the
// parse stage's file.

/** What structured data says about the page. */
export interface TypeFeatures {
  readonly ldList: boolean;
  readonly ldSearchPage: boolean;
  readonly ldArticle: boolean;
  readonly ldFaq: boolean;
  readonly ldContact: boolean;
  readonly ldDiscussion: boolean;
  readonly ldService: boolean;
  readonly ldListedArticles: number;
}

/** Records of a list: cards of a grid, rows with a picture, a price or a sentence. */
export interface RecordFeatures {
  /** Items of the largest group. */
  readonly recordItems: number;
  /** Most items with a picture in one group; `recordPrices` likewise with a price. */
  readonly recordImages: number;
  readonly recordPrices: number;
  /** Share of the main text that stands in cards. */
  readonly cardShare: number;
}

/** How the text is built. */
export interface ProseFeatures {
  /** Number of different addresses in the main part whose link reads like a title. */
  readonly titleLinks: number;
  /** Share of the main part's text that is links. */
  readonly mainLinkDensity: number;
  /** Characters of paragraphs among the blocks right after the main heading. */
  readonly proseAfterHeading: number;
  /** Words of the main heading; names of lists are short, headlines are long. */
  readonly headingWords: number;
  /** Share of comments in the text of main part and comments. */
  readonly commentShare: number;
  /** Characters of the longest block of the main part. */
  readonly longestBlock: number;
}

/** Counts of short lines that show what kind of page it is. */
export interface PhraseFeatures {
  readonly replies: number;
  readonly callsToAct: number;
  readonly results: number;
  readonly teasers: number;
  readonly buyBox: number;
  /** Largest number of long paragraphs in one element: running text. */
  readonly paragraphRun: number;
  /** Number of elements that hold long paragraphs. */
  readonly paragraphHolders: number;
}

export interface ShopFeatures {
  /** Number of product nodes that may be the page's own. */
  readonly productNodes: number;
  readonly productOffer: boolean;
  readonly productFacts: boolean;
  readonly productSku: boolean;
  readonly stockKnown: boolean;
  readonly cartActions: number;
  readonly cartNearHeading: boolean;
  /** How sure it is that the best visible price is the page's own, 0 to 1. */
  readonly bestVisiblePrice: number;
}

export interface TextFeatures {
  readonly textChars: number;
  readonly mainChars: number;
  readonly bodyChars: number;
  readonly bodyShare: number;
  readonly bodyLinkDensity: number;
  readonly hasPublished: boolean;
  /** Date and author stand in markup or meta tags, not just somewhere in the text. */
  readonly statesDate: boolean;
  readonly statesAuthor: boolean;
  readonly articles: number;
  readonly headings: number;
}

/** How a page shows that it is a wall: by name alone, in a sentence, or in both title and heading; '' = not at all. */
export type WallSign = 'names' | 'says' | 'both' | '';

/** Signs of a page that is no content. */
export interface WallFeatures {
  readonly isParked: boolean;
  readonly asksLogin: boolean;
  readonly asksConsent: boolean;
  readonly saysConsent: boolean;
  readonly saysScript: boolean;
  readonly showsCode: boolean;
  readonly wallCaptcha: WallSign;
  readonly wallBlocked: WallSign;
  readonly wallNotFound: WallSign;
  readonly wallError: WallSign;
}

/** Counts, and what the head of the page says about it. */
export interface CountFeatures {
  readonly generator: string;
  readonly ogType: string;
  readonly title: string;
  readonly heading: string;
  readonly links: number;
  readonly pagingLinks: number;
  readonly listingLinks: number;
  readonly images: number;
  readonly inputs: number;
  readonly mainInputs: number;
  readonly passwords: number;
  readonly mainPasswords: number;
  readonly captchaMarks: number;
  readonly challengeMarks: number;
  readonly scriptChars: number;
  readonly scripts: number;
  readonly elements: number;
  /** Why not all of the page was read; '' when it was. */
  readonly cut: string;
}

/** Features of a web page. A page with much text has no signs of walls: no wall says that much. */
export interface WebPageFeatures
  extends TypeFeatures,
    RecordFeatures,
    ProseFeatures,
    PhraseFeatures,
    ShopFeatures,
    TextFeatures,
    CountFeatures,
    Partial<WallFeatures> {
  readonly format?: undefined;
}

/** Features of a document that is no web page and is kept as text. */
export interface DocumentFeatures {
  readonly format: 'text' | 'json' | 'xml';
  readonly blocks: number;
}

export type PageFeatures = WebPageFeatures | DocumentFeatures;

/** What a body was read as. */
export type ReadFormat = 'html' | NonNullable<PageFeatures['format']>;
