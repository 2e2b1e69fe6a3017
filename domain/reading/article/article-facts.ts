// Title, author and dates of an article from structured data, meta tags and the visible page.
import { authorName } from './article-author.ts';
import { cleanAuthor } from './author-name.ts';
import { parseDate } from './article-date.ts';
import { visibleDate } from './article-visible-date.ts';
import { boundedText } from '../html/copy-text.ts';
import type { DataNode, PageData } from '../markup/page-data.ts';
import { articleNode, pageNode } from './article-node.ts';
import { type PageMetadata, firstMeta } from '../markup/page-metadata.ts';
import { mainHeading } from '../scan/page-heading.ts';
import type { PageScan } from '../scan/page-scan.ts';
import type { ArticleFacts } from '../page/parsed-page.ts';
import { articleTitle } from './article-title.ts';
import { textProp } from '../markup/structured-node.ts';
import { given } from '../../system/given.ts';

const PUBLISHED_META = [
  'article:published_time',
  'article:published',
  'og:article:published_time',
  'og:published_time',
  'datepublished',
  'date.published',
  'publish-date',
  'publish_date',
  'publishdate',
  'published-date',
  'published_time',
  'publication_date',
  'publicationdate',
  'pubdate',
  'article.published',
  'sailthru.date',
  'parsely-pub-date',
  'dc.date.issued',
  'dcterms.issued',
  'dc.date',
  'dcterms.created',
  'dcterms.date',
  'dc.date.created',
  'citation_publication_date',
  'citation_date',
  'article_date_original',
  'cxenseparse:recs:publishtime',
  'ptime',
  'originalpublicationdate',
  'bt:pubdate',
  'vr:published_time',
  'rnews:datepublished',
  'shareaholic:article_published_time',
  'date',
  'datecreated',
  'creation_date',
];
const MODIFIED_META = [
  'article:modified_time',
  'og:updated_time',
  'datemodified',
  'last-modified',
  'dcterms.modified',
  'lastmod',
  'revised',
];

function firstDate(texts: readonly (string | undefined)[], lang: string): string | undefined {
  for (const text of texts) {
    const date = text === undefined ? undefined : parseDate(text, lang);
    if (date !== undefined) return date;
  }
  return undefined;
}

const URL_DATE = /\/((?:19|20)\d{2})(?:[/-](\d{1,2})[/-](\d{1,2})(?:[/-]|$)|(\d{2})(\d{2})(?:[/_.-]|$))/;

function urlDate(url: string): string | undefined {
  const match = URL_DATE.exec(url);
  if (match === null) return undefined;
  return parseDate(`${match[1]}/${match[2] ?? match[4]}/${match[3] ?? match[5]}`);
}

function publishedOf(input: ArticleInput, node: DataNode | undefined): string | undefined {
  const { scan, metadata, data, url } = input;
  const { lang } = metadata;
  const page = pageNode(data);
  const stated = [node, page].map((one) =>
    one === undefined ? undefined : textProp(one.node, 'datePublished', 'uploadDate', 'dateCreated'),
  );
  return (
    firstDate(stated, lang) ??
    firstDate(
      PUBLISHED_META.map((name) => firstMeta(metadata.meta, name)),
      lang,
    ) ??
    urlDate(url) ??
    visibleDate(scan, mainHeading(scan, metadata.title)?.order, lang) ??
    // A text that says only when it was changed was published by then.
    firstDate([node === undefined ? undefined : textProp(node.node, 'dateModified')], lang)
  );
}

export interface ArticleInput {
  readonly scan: PageScan;
  readonly data: PageData;
  readonly metadata: PageMetadata;
  readonly url: string;
}

export function extractArticle(input: ArticleInput): ArticleFacts {
  const { scan, metadata, data } = input;
  const node = articleNode(input);
  const title = articleTitle({ scan, metadata, node: node?.node });
  const author = authorName({ scan, metadata, data, node: node?.node });
  const published = publishedOf(input, node);
  const modified = firstDate(
    [
      node === undefined ? undefined : textProp(node.node, 'dateModified'),
      firstMeta(metadata.meta, ...MODIFIED_META),
    ],
    metadata.lang,
  );
  return {
    ...(title === undefined ? {} : { title: boundedText(title, 400) }),
    ...(author === undefined ? {} : { author: boundedText(cleanAuthor(author) ?? author, 200) }),
    ...given({ published, modified }),
  };
}

/** Whether markup or meta tags themselves name a date of publication. */
export function statesDate(input: ArticleInput): boolean {
  const node = articleNode(input) ?? pageNode(input.data);
  if (node !== undefined && textProp(node.node, 'datePublished', 'dateCreated') !== undefined) return true;
  return (
    firstMeta(
      input.metadata.meta,
      'article:published_time',
      'og:article:published_time',
      'datepublished',
      'pubdate',
      'parsely-pub-date',
      'sailthru.date',
      'citation_date',
      'dc.date.issued',
    ) !== undefined
  );
}
