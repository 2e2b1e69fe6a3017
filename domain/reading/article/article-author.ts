// Who wrote an article: structured data and meta tags first, then what the page shows.
import { cleanAuthor, isAccountName, isAddress } from './author-name.ts';
import { joinNames, shownAuthor, shownPerson, visibleAuthor } from './author-place.ts';
import { TOGETHER } from '../words/article/byline.ts';
import { letters } from '../words/letters.ts';
import { anyOf } from '../words/word-lists.ts';
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
  const publisher = listOf(node?.['publisher'])[0];
  const site = publisher === undefined ? undefined : textValue(resolveNode(data, publisher) ?? publisher);
  const sites = [site, siteOf(metadata)];
  const stated = values.map((value) => {
    const name = textValue(value);
    return name === undefined ? undefined : cleanAuthor(name);
  });
  const names = joinNames(withoutSite(stated, sites));
  if (names === undefined) return undefined;
  const isOrganisation = values.some(
    (value) => isObject(value) && ORGANISATION.test(typesOf(value).join(' ')),
  );
  return { names, isPerson: !isOrganisation && isOfPerson(names, sites) };
}

/** Beside the name of a person the name of the site tells nothing. */
function withoutSite(
  names: readonly (string | undefined)[],
  sites: readonly (string | undefined)[],
): readonly (string | undefined)[] {
  const others = names.filter((name) => name !== undefined && !isOfSite(name, sites));
  return others.length > 0 ? others : names;
}

function siteOf(metadata: PageMetadata): string | undefined {
  return firstMeta(metadata.meta, 'og:site_name', 'application-name');
}

function isOfPerson(names: string, sites: readonly (string | undefined)[]): boolean {
  return !isAccountName(names) && !isAddress(names) && !isOfSite(names, sites);
}

const TOP_DOMAIN = /\.[a-z]{2,}$/i;
const SITE_MIN = 3;

/** "Elm Gazette" and "Elm Gazette News" where the site is called Elm Gazette or elm-gazette.example. */
function isOfSite(name: string, sites: readonly (string | undefined)[]): boolean {
  const own = letters(name);
  return sites.some((site) => {
    const ofSite = letters(site?.replace(TOP_DOMAIN, '') ?? '');
    return ofSite.length >= SITE_MIN && own.startsWith(ofSite) && !isTogether(name);
  });
}

const GROUP = new RegExp(String.raw`(?:^|\s|(?<=\p{Lo}))(?:${anyOf(TOGETHER)})$`, 'iu');

/** Its staff has written it, as it says itself. */
function isTogether(name: string): boolean {
  return GROUP.test(name);
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
    const names = joinNames(
      withoutSite((metadata.meta.get(name) ?? []).map(cleanAuthor), [siteOf(metadata)]),
    );
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
