// Which node of a page's structured data is its article, among related ones, comments and videos.
import type { DataNode, PageData } from '../markup/page-data.ts';
import type { PageMetadata } from '../markup/page-metadata.ts';
import { textProp } from '../markup/structured-node.ts';

const ARTICLE_TYPES: ReadonlySet<string> = new Set([
  'Article',
  'NewsArticle',
  'BlogPosting',
  'ReportageNewsArticle',
  'AnalysisNewsArticle',
  'OpinionNewsArticle',
  'ReviewNewsArticle',
  'BackgroundNewsArticle',
  'TechArticle',
  'ScholarlyArticle',
  'LiveBlogPosting',
  'Report',
  'Recipe',
  'HowTo',
  'AdvertiserContentArticle',
  'MedicalWebPage',
  'PodcastEpisode',
]);
const LISTED = /itemListElement|blogPost|hasPart|relatedLink|comment|review|mentions/;

export function isArticleNode(node: DataNode): boolean {
  return node.types.some((type) => ARTICLE_TYPES.has(type)) && !LISTED.test(node.via);
}

/** A post has author and date like an article, but a page of posts is a discussion. Used if no article node exists. */
const POST_TYPES: ReadonlySet<string> = new Set([
  'SocialMediaPosting',
  'DiscussionForumPosting',
  'WebPageElement',
]);

/** What tells the article of a page from the others it names. */
export interface NodeInput {
  readonly data: PageData;
  readonly url: string;
  readonly metadata: PageMetadata;
}

/** The article that the page is about: of several, the one with its address or its title, else the first with a date. */
export function articleNode({ data, url, metadata }: NodeInput): DataNode | undefined {
  const nodes = data.nodes.filter(isArticleNode);
  if (nodes.length === 0)
    nodes.push(...data.nodes.filter((one) => one.types.some((type) => POST_TYPES.has(type))));
  const own = nodes.length < 2 ? undefined : ownNode(nodes, url, metadata.title);
  return own ?? nodes.find((one) => one.node['datePublished'] !== undefined) ?? nodes[0];
}

/** Undefined if no node, or each, speaks for itself. */
function ownNode(nodes: readonly DataNode[], url: string, title: string): DataNode | undefined {
  const path = pathOf(url);
  const heading = title.toLowerCase();
  const rank = ({ node }: DataNode): number => {
    const addresses = ['url', '@id', 'mainEntityOfPage'].map((name) => textProp(node, name));
    const isHere =
      path.length > 1 && addresses.some((address) => address !== undefined && pathOf(address) === path);
    const headline = textProp(node, 'headline', 'name')?.toLowerCase();
    const isTitle = headline !== undefined && headline.length > 5 && heading.includes(headline);
    return (isHere ? 4 : 0) + (isTitle ? 2 : 0) + (node['datePublished'] === undefined ? 0 : 1);
  };
  const best = nodes.toSorted((a, b) => rank(b) - rank(a))[0];
  return best === undefined || rank(best) < 2 ? undefined : best;
}

/** The path of an address, without what stands behind it: the host and the protocol may differ. */
function pathOf(address: string): string {
  return (/^(?:https?:)?\/\/[^/]+([^?#]*)/.exec(address)?.[1] ?? '').replace(/\/$/, '');
}

/** A page node may carry the dates of the article it holds. */
export function pageNode(data: PageData): DataNode | undefined {
  return data.nodes.find((one) => one.types.includes('WebPage') && one.node['datePublished'] !== undefined);
}
