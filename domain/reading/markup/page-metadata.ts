// Title, description, language, canonical address, robots rules and all meta properties of a page.
import { boundedText, copyText } from '../html/copy-text.ts';
import { readJsonAt } from './json-mend.ts';
import { usualName } from './open-graph.ts';
import { isObject, textProp } from './structured-node.ts';
import type { LinkResolver } from '../scan/page-links.ts';
import type { PageScan } from '../scan/page-scan.ts';

/** Meta name or property (lower case) → values in document order. */
export type MetaMap = ReadonlyMap<string, readonly string[]>;

export interface PageMetadata {
  readonly title: string;
  readonly description: string;
  readonly lang: string;
  readonly canonicalUrl: string | undefined;
  readonly refreshUrl: string | undefined;
  readonly noindex: boolean;
  readonly nofollow: boolean;
  readonly meta: MetaMap;
}

function metaMap(scan: PageScan): MetaMap {
  const map = new Map<string, string[]>();
  const add = (key: string, content: string): void => {
    const values = map.get(key);
    if (values === undefined) map.set(key, [content]);
    else values.push(content);
  };
  for (const { attribs } of scan.metas) {
    const content = attribs['content'];
    if (content === undefined) continue;
    for (const key of metaKeys(attribs)) add(key, content);
  }
  for (const [key, content] of parselyPage(map.get('parsely-page')?.[0])) add(key, content);
  return map;
}

/** An older form of Parse.ly's tags: one tag that holds all as JSON. */
const PARSELY: Readonly<Record<string, string>> = {
  title: 'parsely-title',
  author: 'parsely-author',
  pub_date: 'parsely-pub-date',
};

function parselyPage(content: string | undefined): [string, string][] {
  if (content === undefined) return [];
  const page = readJsonAt(content, 0).value;
  if (!isObject(page)) return [];
  return Object.entries(PARSELY).flatMap(([key, name]): [string, string][] => {
    const text = textProp(page, key);
    return text === undefined ? [] : [[name, text]];
  });
}

const DESCRIPTIONS = [
  'description',
  'og:description',
  'twitter:description',
  'dc.description',
  'dcterms.description',
  'dcterms.abstract',
  'sailthru.description',
  'citation_abstract',
];

const NO_PREFIXES = new Map<string, string>();

/** A property may have several names (RDFa) and stand beside a name: `name="description" property="og:description"`. */
function metaKeys(attribs: Readonly<Record<string, string>>): Set<string> {
  const properties = (attribs['property'] ?? '').split(/\s+/).map((name) => usualName(name, NO_PREFIXES));
  const names = [...properties, attribs['name']?.trim() ?? ''].filter((name) => name !== '');
  const [other] = [attribs['http-equiv'], attribs['itemprop']].filter((name) => name?.trim());
  if (names.length === 0 && other !== undefined) names.push(other.trim());
  return new Set(names.map((name) => name.toLowerCase()));
}

export function firstMeta(meta: MetaMap, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    for (const value of meta.get(name) ?? []) {
      if (value.trim() !== '') return boundedText(value, 2_000);
    }
  }
  return undefined;
}

function canonicalOf(scan: PageScan, resolver: LinkResolver): string | undefined {
  for (const { attribs } of scan.headLinks) {
    if (attribs['rel']?.toLowerCase() !== 'canonical' || attribs['href'] === undefined) continue;
    return resolver.resolve(attribs['href']);
  }
  return undefined;
}

/** The first description; a longer one that begins alike, if the first was cut off: "Oak, ash and …". */
function descriptionOf(meta: MetaMap): string {
  const first = firstMeta(meta, ...DESCRIPTIONS) ?? '';
  const whole = /^(.{20,}?)\s*(?:\.\.\.|…)$/su.exec(first)?.[1];
  if (whole === undefined) return first;
  const others = DESCRIPTIONS.map((name) => firstMeta(meta, name) ?? '');
  return others.find((one) => one.length > first.length && one.startsWith(whole)) ?? first;
}

const REFRESH = /^\s*\d*\.?\d*\s*[;,]\s*url\s*=\s*["']?([^"']+)/i;

function refreshOf(meta: MetaMap, resolver: LinkResolver): string | undefined {
  const target = REFRESH.exec(meta.get('refresh')?.[0] ?? '')?.[1];
  return target === undefined ? undefined : resolver.resolve(target);
}

export function extractMetadata(scan: PageScan, resolver: LinkResolver): PageMetadata {
  const meta = metaMap(scan);
  const robots = (meta.get('robots') ?? []).join(',').toLowerCase();
  return {
    title:
      scan.title === '' ? (firstMeta(meta, 'og:title', 'twitter:title') ?? '') : boundedText(scan.title, 500),
    description: descriptionOf(meta),
    lang: copyText((scan.lang || (meta.get('content-language')?.[0] ?? '')).trim().slice(0, 35)),
    canonicalUrl: canonicalOf(scan, resolver),
    refreshUrl: refreshOf(meta, resolver),
    noindex: /\bnoindex\b|\bnone\b/.test(robots),
    nofollow: /\bnofollow\b|\bnone\b/.test(robots),
    meta,
  };
}
