// The parse pass: turns a page's source into everything that the later stages need, as plain copied data.
import { statesAuthor } from './article/article-author.ts';
import { statesDate, extractArticle } from './article/article-facts.ts';
import { pageDescription } from './article/article-description.ts';
import { articleNode } from './article/article-node.ts';
import { articleBody } from './article/article-text.ts';
import { createBlockPaths } from './html/block-path.ts';
import { type CompiledFields, extractFields } from './part/field/field-rule.ts';
import { type HtmlTree, type TreeLimits, DEFAULT_TREE_LIMITS, parseHtml } from './html/html-tree.ts';
import { type PageData, extractPageData } from './markup/page-data.ts';
import { extractFeatures } from './kind/page-features.ts';
import { type LinkBase, type LinkResolver, canonicalResolver, extractLinks } from './scan/page-links.ts';
import { productHeading } from './product/product-heading.ts';
import { type PageMetadata, extractMetadata } from './markup/page-metadata.ts';
import { keptBlocks, placeOf } from './scan/block-place.ts';
import type { BlockDraft, PageScan } from './scan/page-scan.ts';
import { type WalkLimits, DEFAULT_WALK_LIMITS, walkPage } from './scan/page-walk.ts';
import { adPath, framePath } from './html/place-mark.ts';
import type { PageLink, ParsedPage, TextBlock } from './page/parsed-page.ts';
import { type ProductFindings, extractProduct } from './product/product-facts.ts';
import { given } from '../system/given.ts';

type ParseLimits = TreeLimits & WalkLimits;

const DEFAULT_PARSE_LIMITS: ParseLimits = { ...DEFAULT_TREE_LIMITS, ...DEFAULT_WALK_LIMITS };

export interface ParseInput {
  readonly html: string;
  /** Address the page was answered from, after redirects. */
  readonly url: string;
  readonly fields: CompiledFields;
  readonly limits?: ParseLimits;
  /** Encoding of the page, in which the queries of its links are written; default utf-8. */
  readonly charset?: string;
  /**
   * Reads the part of the page that is kept and compared; null: it is not there. Absent: all of the page. It is called
   * last, because it may change the tree. `drafts`: the blocks of the whole page.
   */
  readonly readPart?:
    | ((tree: HtmlTree, drafts: readonly BlockDraft[]) => readonly TextBlock[] | null)
    | undefined;
}

/** What the pass has read, still tied to the tree; `inspect` asks it for more than a run does. */
export interface PageView {
  readonly tree: HtmlTree;
  readonly scan: PageScan;
  readonly resolver: LinkResolver;
  readonly links: readonly PageLink[];
  readonly metadata: PageMetadata;
  readonly data: PageData;
  readonly url: string;
}

export interface ViewOptions {
  readonly limits?: ParseLimits | undefined;
  /** How hrefs become addresses; canonical when not given. */
  readonly resolverFor?: (base: LinkBase) => LinkResolver;
  /** Encoding the page came in; default utf-8. */
  readonly charset?: string | undefined;
}

export function viewPage(html: string, url: string, options: ViewOptions = {}): PageView {
  const limits = options.limits ?? DEFAULT_PARSE_LIMITS;
  const tree = parseHtml(html, limits);
  const scan = walkPage(tree, limits);
  const { resolverFor = canonicalResolver, charset } = options;
  const resolver = resolverFor({ pageUrl: url, baseHref: scan.baseHref, charset });
  const links = extractLinks(scan, resolver);
  const metadata = extractMetadata(scan, resolver);
  return { tree, scan, resolver, links, metadata, data: extractPageData(tree, scan, resolver), url };
}

/** `isKnown` = the caller knows that this is a product page; without it weak evidence gives no product. */
export function productOf(view: PageView, isKnown = false): ProductFindings {
  const { scan, data, metadata, url } = view;
  const heading = productHeading(scan, metadata, url);
  const identity = {
    url,
    canonicalUrl: metadata.canonicalUrl,
    heading: heading?.text ?? '',
    title: metadata.title,
  };
  return extractProduct({ scan, data, metadata, identity, heading, isKnown });
}

export function toTextBlocks(drafts: readonly BlockDraft[]): TextBlock[] {
  const pathOf = createBlockPaths();
  const [ads, frames] = [new Map<string, string>(), new Map<string, string>()];
  return keptBlocks(drafts).map((draft) => {
    const { element, text } = draft;
    const path = pathOf(element);
    const place = placeOf(draft);
    if (place === 'advertisement') return { path: marked(ads, path, adPath), text };
    return { path: place === 'frame' ? marked(frames, path, framePath) : path, text };
  });
}

/** Blocks with the same path share one string, with a mark before it, too. */
function marked(known: Map<string, string>, path: string, mark: (path: string) => string): string {
  const found = known.get(path) ?? mark(path);
  known.set(path, found);
  return found;
}

export function parsePage(input: ParseInput): ParsedPage {
  const view = viewPage(input.html, input.url, { limits: input.limits, charset: input.charset });
  const { scan, data, metadata, links, tree } = view;
  const found = productOf(view);
  const article = extractArticle(view);
  const features = extractFeatures({
    scan,
    data,
    metadata,
    links,
    candidates: found.candidates,
    product: found.product,
    productNodes: found.productNodes,
    hasPublished: article.published !== undefined,
    statesDate: statesDate(view),
    statesAuthor: statesAuthor({ ...view, node: articleNode(view)?.node }),
    body: articleBody(scan),
    cut: tree.cut,
  });
  const fields = extractFields(input.fields, tree.all);
  const blocks = input.readPart === undefined ? toTextBlocks(scan.blocks) : input.readPart(tree, scan.blocks);
  return {
    title: metadata.title,
    description: pageDescription(view),
    lang: metadata.lang,
    ...given({ canonicalUrl: metadata.canonicalUrl }),
    noindex: metadata.noindex,
    nofollow: metadata.nofollow,
    blocks: blocks ?? [],
    ...(blocks === null ? { lostPart: true } : {}),
    links,
    fields,
    priceCandidates: found.candidates,
    ...given({ product: found.product }),
    article,
    features,
  };
}
