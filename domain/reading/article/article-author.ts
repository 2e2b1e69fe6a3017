// Who wrote an article: structured data and meta tags first, then what the page shows.
import { cleanAuthor, isAccountName, isAddress } from './author-name.ts';
import { joinNames, shownAuthor, shownPerson, visibleAuthor } from './author-place.ts';
import { boundedText } from '../html/copy-text.ts';
import { type PageData, resolveNode } from '../markup/page-data.ts';
import { type PageMetadata, firstMeta } from '../markup/page-metadata.ts';
import type { PageScan } from '../scan/page-scan.ts';
import { type JsonObject, isObject, listOf, textValue, typesOf } from '../markup/structured-node.ts';

export interface AuthorInput {
  readonly scan: PageScan;
  readonly metadata: PageMetadata;
  readonly data: PageData;
  readonly node: JsonObject | undefined;
}

/** Names from markup, and whether they are of people: not the site, an account or an address in the place of a name. */
interface StatedAuthor {
  readonly names: string;
  readonly isPerson: boolean;
}

const FORUM = /^(?:DiscussionForum|SocialMedia)Posting$/;
const ORGANISATION = /Organization|WebSite|Corporation/;

function statedAuthors({ data, node, metadata }: AuthorInput): StatedAuthor | undefined {
  const values = listOf(node?.['author'] ?? node?.['creator']).map(
    (value) => resolveNode(data, value) ?? value,
  );
  const names = joinNames(
    values.map((value) => {
      const name = textValue(value);
      return name === undefined ? undefined : cleanAuthor(name);
    }),
  );
  if (names === undefined) return undefined;
  const publisher = listOf(node?.['publisher'])[0];
  const site = publisher === undefined ? undefined : textValue(resolveNode(data, publisher) ?? publisher);
  const isOrganisation = values.some(
    (value) => isObject(value) && ORGANISATION.test(typesOf(value).join(' ')),
  );
  return { names, isPerson: !isOrganisation && isOfPerson(names, [site, siteOf(metadata)]) };
}

function siteOf(metadata: PageMetadata): string | undefined {
  return firstMeta(metadata.meta, 'og:site_name', 'application-name');
}

function isOfPerson(names: string, sites: readonly (string | undefined)[]): boolean {
  if (isAccountName(names) || isAddress(names)) return false;
  return !sites.some((site) => site?.toLowerCase() === names.toLowerCase());
}

const AUTHOR_META = [
  'author',
  'article:author',
  'sailthru.author',
  'parsely-author',
  'dc.creator',
  'dcterms.creator',
  'dc.creator.author',
  'byl',
  'citation_author',
  'rbauthors',
  'authors',
  'article.author',
  'og:article:author',
  'cxenseparse:author',
  'twitter:data1',
];

function metaAuthor(metadata: PageMetadata): StatedAuthor | undefined {
  for (const name of AUTHOR_META) {
    if (
      name === 'twitter:data1' &&
      !/written by|author/i.test(firstMeta(metadata.meta, 'twitter:label1') ?? '')
    )
      continue;
    const names = joinNames((metadata.meta.get(name) ?? []).map(cleanAuthor));
    if (names !== undefined) return { names, isPerson: isOfPerson(names, [siteOf(metadata)]) };
  }
  return undefined;
}

/** A person that markup or meta tags name; else a person on the page; else an organisation or an account. */
export function authorName(input: AuthorInput): string | undefined {
  const stated = [statedAuthors(input), metaAuthor(input.metadata)].filter((one) => one !== undefined);
  const other = stated[0]?.names;
  // Members of a forum go by the names of their accounts.
  const isForum = typesOf(input.node ?? {}).some((type) => FORUM.test(type));
  const found =
    stated.find((one) => one.isPerson)?.names ??
    (other === undefined
      ? shownAuthor(input.scan)
      : ((isForum ? undefined : shownPerson(input.scan)) ?? other));
  return found === undefined ? undefined : boundedText(found, 200);
}

/** Whether markup, meta tags or a byline element name an author; a "by" line alone does not count. */
export function statesAuthor(input: AuthorInput): boolean {
  return (statedAuthors(input) ?? metaAuthor(input.metadata) ?? visibleAuthor(input.scan)) !== undefined;
}
