// Numbers and flags about a page that the classifier decides from; they travel in the parse stage's file.
import type { ArticleBody } from '../article/article-text.ts';
import { isArticleNode } from '../article/article-node.ts';
import { copyText } from '../html/copy-text.ts';
import { mainHeading } from '../scan/page-heading.ts';
import type { PageData } from '../markup/page-data.ts';
import { type PageMetadata, firstMeta } from '../markup/page-metadata.ts';
import type { PageScan } from '../scan/page-scan.ts';
import { proseFacts } from './page-prose.ts';
import { recordFacts } from '../scan/page-record.ts';
import type {
  CountFeatures,
  ShopFeatures,
  TextFeatures,
  TypeFeatures,
  WebPageFeatures,
} from '../page/page-features.ts';
import type { PageLink, PriceCandidate, ProductFacts } from '../page/parsed-page.ts';
import { phraseCounts } from './page-phrase.ts';
import { wallSigns } from './page-wall.ts';

export interface FeatureInput {
  readonly scan: PageScan;
  readonly data: PageData;
  readonly metadata: PageMetadata;
  readonly links: readonly PageLink[];
  readonly candidates: readonly PriceCandidate[];
  readonly product: ProductFacts | undefined;
  readonly productNodes: number;
  readonly hasPublished: boolean;
  /** Date and author stand in markup or meta tags, not just somewhere in the text. */
  readonly statesDate: boolean;
  readonly statesAuthor: boolean;
  readonly body: ArticleBody | undefined;
  readonly cut: string | undefined;
}

const LIST_TYPES: ReadonlySet<string> = new Set([
  'ItemList',
  'CollectionPage',
  'SearchResultsPage',
  'OfferCatalog',
  'Blog',
  'ProductCollection',
]);

function typeFlags(data: PageData): TypeFeatures {
  const has = (name: string): boolean =>
    data.nodes.some((one) => one.types.includes(name) && !/itemListElement/.test(one.via));
  return {
    ldList: data.nodes.some(
      (one) => one.types.some((type) => LIST_TYPES.has(type)) && !/mainEntityOfPage/.test(one.via),
    ),
    ldSearchPage: has('SearchResultsPage'),
    ldArticle: data.nodes.some(isArticleNode),
    ldFaq: has('FAQPage') || has('QAPage'),
    ldContact: has('ContactPage') || has('AboutPage'),
    ldDiscussion: has('DiscussionForumPosting') || has('QAPage') || has('Question'),
    ldService: has('Service') || has('ProfessionalService') || has('SoftwareApplication'),
    ldListedArticles: data.nodes.filter(
      (one) =>
        /itemListElement|blogPost/.test(one.via) &&
        one.types.some((type) => /Article|BlogPosting|Recipe/.test(type)),
    ).length,
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function shopFlags(input: FeatureInput): ShopFeatures {
  const { scan, candidates, product } = input;
  const heading = scan.headings.find((h) => h.level === 1)?.order ?? 0;
  const carts = scan.actions.filter((one) => one.region === 'main');
  const visible = candidates.filter((one) => one.source === 'visible');
  return {
    productNodes: input.productNodes,
    productOffer: candidates.some(
      (one) => one.source === 'json-ld' || one.source === 'microdata' || one.source === 'opengraph',
    ),
    productFacts: product !== undefined,
    productSku: product?.sku !== undefined,
    stockKnown: product !== undefined && product.availability !== 'unknown',
    cartActions: carts.length,
    cartNearHeading: carts.some((one) => one.order > heading && one.order < heading + 400),
    bestVisiblePrice: Math.max(
      0,
      ...visible.filter((one) => one.role === 'price' || one.role === 'from').map((one) => one.confidence),
    ),
  };
}

function textFlags(input: FeatureInput): TextFeatures {
  const { scan, body } = input;
  const { counts } = scan;
  return {
    textChars: counts.textChars,
    mainChars: counts.mainChars,
    bodyChars: body?.chars ?? 0,
    bodyShare: round(body?.share ?? 0),
    bodyLinkDensity: round(
      (body?.blocks.reduce((sum, block) => sum + block.linkChars, 0) ?? 0) / Math.max(1, body?.chars ?? 0),
    ),
    hasPublished: input.hasPublished,
    statesDate: input.statesDate,
    statesAuthor: input.statesAuthor,
    articles: counts.articles,
    headings: scan.headings.length,
  };
}

function countFeatures({ scan, metadata, links, cut }: FeatureInput, heading: string): CountFeatures {
  const { counts } = scan;
  return {
    generator: (firstMeta(metadata.meta, 'generator') ?? '').toLowerCase().slice(0, 40),
    ogType: (firstMeta(metadata.meta, 'og:type') ?? '').toLowerCase().slice(0, 40),
    title: copyText(metadata.title.slice(0, 120)),
    heading: copyText(heading.slice(0, 120)),
    links: links.length,
    pagingLinks: links.filter((link) => link.context === 'pagination').length,
    listingLinks: links.filter((link) => link.context === 'listing-item').length,
    images: counts.images,
    inputs: counts.inputs,
    mainInputs: counts.mainInputs,
    passwords: counts.passwords,
    mainPasswords: counts.mainPasswords,
    captchaMarks: counts.captchaMarks,
    challengeMarks: counts.challengeMarks,
    scriptChars: counts.scriptChars,
    scripts: counts.scripts,
    elements: scan.elements,
    cut: cut ?? '',
  };
}

export function extractFeatures(input: FeatureInput): WebPageFeatures {
  const { scan, metadata } = input;
  const main = mainHeading(scan, metadata.title);
  // Spreads into one literal of so many members took a twentieth of the parse pass: V8 copies them one by one.
  const page = Object.assign(
    typeFlags(input.data),
    recordFacts(scan),
    proseFacts(scan, main),
    shopFlags(input),
  );
  const text = Object.assign(textFlags(input), wallSigns(scan, metadata), phraseCounts(scan));
  return Object.assign(page, text, countFeatures(input, main?.text ?? ''));
}
