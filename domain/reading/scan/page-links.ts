// Links with their absolute URL, context and follow rule. Links of paging and of listings are told from navigation.
import { canonicalUrl } from '../../web/url/canonical.ts';
import { encodeQuery } from '../../web/url/query-charset.ts';
import { copyText } from '../html/copy-text.ts';
import type { Region } from './page-region.ts';
import { isRecordGroup } from './page-record.ts';
import type { LinkDraft, PageScan } from './page-scan.ts';
import { MORE_OF_LIST, NEXT_PAGE, PREVIOUS_PAGE } from '../words/page/paging.ts';
import { anyOf } from '../words/word-lists.ts';
import type { LinkContext, PageLink } from '../page/parsed-page.ts';

const OTHER_SCHEME = /^(?!https?:)[a-z][a-z0-9+.-]*:/i;
const NEXT_TEXT = new RegExp(String.raw`^(?:${anyOf(NEXT_PAGE)})?\s*(?:[>›»→]|&raquo;)*$`, 'i');
const PREVIOUS_TEXT = new RegExp(String.raw`^(?:[<‹«←]\s*)?(?:${anyOf(PREVIOUS_PAGE)})`, 'i');
const PAGE_NUMBER = /^\d{1,4}$/;
const PAGE_URL = /[?&](?:page|p|pg|paged|pagenum|start|offset|seite)=\d+|\/page[/-]?\d+|\/p\/?\d+\/?$/i;
const MORE_TEXT = new RegExp(`^(?:${anyOf(MORE_OF_LIST)})`, 'i');

const CONTEXT: Readonly<Record<Region, LinkContext>> = {
  main: 'main',
  navigation: 'navigation',
  header: 'header',
  footer: 'footer',
  aside: 'aside',
  related: 'related',
  pagination: 'pagination',
  comments: 'main',
  consent: 'footer',
};

/** Resolves hrefs of one page. Plain paths, the usual case, are joined without building a URL object. */
export class LinkResolver {
  readonly base: string;
  readonly #origin: string;
  readonly #seen = new Map<string, string | undefined>();

  readonly #absolute: (raw: string, base: string) => string | undefined;

  constructor(
    pageUrl: string,
    baseHref: string | undefined,
    absolute: (raw: string, base: string) => string | undefined,
  ) {
    this.#absolute = absolute;
    const page = parsed(pageUrl);
    const base = baseHref === undefined ? page : (parsed(baseHref.trim(), page?.href) ?? page);
    this.base = base?.href ?? pageUrl;
    this.#origin = base?.origin === 'null' ? '' : (base?.origin ?? '');
  }

  /** Absolute http(s) URL without fragment, or undefined. */
  resolve(href: string): string | undefined {
    const known = this.#seen.get(href);
    if (known !== undefined || this.#seen.has(href)) return known;
    const url = this.#compute(href);
    this.#seen.set(href, url);
    return url;
  }

  #compute(href: string): string | undefined {
    const raw = href.trim();
    if (raw.length > 4096 || OTHER_SCHEME.test(raw)) return undefined;
    if (this.#origin !== '' && PLAIN_PATH.test(raw) && !raw.includes('/.')) return this.#origin + raw;
    const url = this.#absolute(raw, this.base);
    return url === undefined ? undefined : copyText(url);
  }
}

/** Paths that resolving would leave as they are: no dot segments, no escapes, no query, no host. */
const PLAIN_PATH = /^\/(?!\/)[A-Za-z0-9_.~/-]*$/;

function parsed(raw: string, base?: string): URL | undefined {
  try {
    return new URL(raw, base);
  } catch {
    return undefined;
  }
}

/** What the addresses of a page depend on. */
export interface LinkBase {
  readonly pageUrl: string;
  readonly baseHref: string | undefined;
  /** Encoding of the page: queries are encoded in it, as browsers do and servers expect. */
  readonly charset: string | undefined;
}

/** Resolves links to the canonical spelling, by which a job knows its pages. */
export function canonicalResolver({ pageUrl, baseHref, charset }: LinkBase): LinkResolver {
  return new LinkResolver(pageUrl, baseHref, (raw, base) => {
    const url = canonicalUrl(raw, base, { charset });
    return url.ok ? url.url : undefined;
  });
}

/** Resolves links as the page means them; nothing of an address is dropped. */
export function exactResolver({ pageUrl, baseHref, charset }: LinkBase): LinkResolver {
  return new LinkResolver(pageUrl, baseHref, (raw, base) => {
    const url = parsed(encodeQuery(raw, charset), base);
    if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined;
    return url.href;
  });
}

function markListingItems(scan: PageScan): void {
  for (const group of scan.groups) {
    if (!isRecordGroup(group)) continue;
    for (let at = group.linkStart; at < group.linkEnd; at++) {
      const link = scan.links[at];
      // A menu within a record group is still a menu.
      if (link?.region === 'main') link.listingItem = true;
    }
  }
}

const PAGING_TEXTS = [
  [PAGE_NUMBER, 'page'],
  [PREVIOUS_TEXT, 'prev'],
  [NEXT_TEXT, 'next'],
] as const;

function pagingStep(link: LinkDraft, rel: string, inPaging: boolean): 'next' | 'prev' | 'page' | undefined {
  if (rel.includes('next')) return 'next';
  if (rel.includes('prev')) return 'prev';
  const { text, href } = link;
  if (text.length > 20 || text === '') return undefined;
  for (const [pattern, step] of PAGING_TEXTS)
    if (pattern.test(text)) return inPaging || PAGE_URL.test(href) ? step : undefined;
  return MORE_TEXT.test(text) && PAGE_URL.test(href) ? 'next' : undefined;
}

function contextOf(link: LinkDraft, step: string | undefined): LinkContext {
  if (step !== undefined) return 'pagination';
  if (link.listingItem) return 'listing-item';
  return CONTEXT[link.region];
}

/** Links of the body in document order, then rel=next and rel=prev of the head. */
export function extractLinks(scan: PageScan, resolver: LinkResolver): PageLink[] {
  markListingItems(scan);
  const links: PageLink[] = [];
  for (const draft of scan.links) {
    const url = resolver.resolve(draft.href);
    if (url === undefined) continue;
    const rel = draft.element.attribs['rel']?.toLowerCase() ?? '';
    const step = pagingStep(draft, rel, draft.region === 'pagination');
    const link = { url, text: shortText(draft), context: contextOf(draft, step), nofollow: isNofollow(rel) };
    links.push(step === undefined ? link : { ...link, paging: step });
  }
  for (const element of scan.headLinks) {
    const rel = element.attribs['rel']?.toLowerCase();
    if (rel !== 'next' && rel !== 'prev') continue;
    const url = resolver.resolve(element.attribs['href'] ?? '');
    if (url !== undefined) links.push({ url, text: '', context: 'head', nofollow: false, paging: rel });
  }
  return links;
}

function isNofollow(rel: string): boolean {
  return rel !== '' && /(?:^|[\s,])nofollow(?:$|[\s,])/.test(rel);
}

function shortText(link: LinkDraft): string {
  const { text } = link;
  return text.length > 300 ? copyText(text.slice(0, 300)) : text;
}
