// What one walk over the tree collects: drafts that still point into the tree. They live as long as the parse pass.
import type { Element, Text } from 'domhandler';
import type { Region } from './page-region.ts';

export interface BlockDraft {
  readonly text: string;
  /** The block element that holds the text. */
  readonly element: Element;
  readonly region: Region;
  readonly linkChars: number;
  readonly order: number;
  /** 1 to 6 for headings, 0 otherwise. */
  readonly heading: number;
  /** It stands in an advertisement; known when the page has been walked. */
  isAd?: boolean;
  /** It stands in the dialog of a vendor of consent, and there is other text; likewise. */
  isConsent?: boolean;
  /** It stands around what the page is read for; likewise. */
  isFrame?: boolean;
}

/** Characters of their texts. */
export function charsOf(blocks: readonly BlockDraft[]): number {
  return blocks.reduce((sum, { text }) => sum + text.length, 0);
}

export interface LinkDraft {
  readonly element: Element;
  readonly href: string;
  readonly text: string;
  readonly region: Region;
  readonly order: number;
  listingItem: boolean;
}

/** Siblings of one shape, each with a link: cards of a grid, rows of a list, entries of a menu. */
export interface RepeatedGroup {
  readonly element: Element;
  readonly region: Region;
  readonly items: number;
  readonly images: number;
  readonly prices: number;
  readonly headings: number;
  /** Headings in all items together. */
  readonly headingCount: number;
  readonly chars: number;
  /** Characters of the largest item. */
  readonly largest: number;
  readonly linkStart: number;
  readonly linkEnd: number;
  readonly orderStart: number;
  readonly orderEnd: number;
}

export interface PriceDraft {
  readonly node: Text | Element;
  readonly region: Region;
  readonly order: number;
}

export interface HeadingDraft {
  readonly level: number;
  readonly text: string;
  readonly element: Element;
  readonly region: Region;
  readonly order: number;
  /** A line that only looks like a heading: it names a product, and is no proof that the page has one. */
  readonly isGuess?: true;
}

export interface ActionDraft {
  readonly kind: 'cart' | 'sold-out';
  readonly order: number;
  readonly region: Region;
  readonly text: string;
  readonly disabled: boolean;
  readonly element: Element;
}

/** An element whose class or id speaks of something, with its place. */
export interface PlacedElement {
  readonly element: Element;
  readonly order: number;
  readonly region: Region;
}

/** A button or link to write to or call the seller, as on classified ads. */
export interface ContactDraft extends PlacedElement {
  readonly text: string;
}

interface PageCounts {
  images: number;
  passwords: number;
  inputs: number;
  radios: number;
  /** Inputs of the main part that ask for something to be written. */
  mainInputs: number;
  scripts: number;
  scriptChars: number;
  articles: number;
  textChars: number;
  mainChars: number;
  captchaMarks: number;
  /** Scripts and frames of challenges. */
  challengeMarks: number;
  /** Password fields of the main part. */
  mainPasswords: number;
}

export interface PageScan {
  readonly blocks: BlockDraft[];
  readonly links: LinkDraft[];
  readonly groups: RepeatedGroup[];
  readonly headings: HeadingDraft[];
  readonly prices: PriceDraft[];
  readonly actions: ActionDraft[];
  readonly contacts: ContactDraft[];
  readonly metas: Element[];
  readonly headLinks: Element[];
  readonly jsonLd: Element[];
  /** Scripts with a body that may hold data: JSON of any type, and inline code. */
  readonly stateScripts: Element[];
  /** Attributes that hold an object or a list as JSON: what is handed to a component. */
  readonly stateTexts: { readonly text: string; readonly name: string }[];
  /** Elements with itemscope, in document order. */
  readonly itemScopes: Element[];
  readonly hasRdfa: boolean;
  readonly times: PlacedElement[];
  /** Elements whose class, rel or itemprop speaks of an author, a date or stock. */
  readonly bylines: PlacedElement[];
  readonly dates: PlacedElement[];
  readonly stocks: PlacedElement[];
  /** Elements whose class or id speaks of an article number or a brand. */
  readonly numbers: PlacedElement[];
  readonly brands: PlacedElement[];
  /** Elements with a product's property or data attribute, and hidden fields with its number. */
  readonly productMarks: PlacedElement[];
  readonly noscripts: Element[];
  readonly counts: PageCounts;
  readonly title: string;
  readonly baseHref: string | undefined;
  readonly lang: string;
  /** The first element with an id, for itemref. */
  readonly byId: ReadonlyMap<string, Element>;
  readonly elements: number;
}
