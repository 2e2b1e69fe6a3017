// The headline of a page: what its markup, its meta tags and its main heading agree on, without the site's name.
import { type PageMetadata, firstMeta } from '../markup/page-metadata.ts';
import type { PageScan } from '../scan/page-scan.ts';
import { type JsonObject, textProp } from '../markup/structured-node.ts';
import { wordOverlap } from '../html/word-overlap.ts';

const SEPARATOR = /\s+(?:[|¦–—·•»›«‹~\\/:]|-{1,2}|::)\s+/;

export interface TitleInput {
  readonly scan: PageScan;
  readonly metadata: PageMetadata;
  readonly node: JsonObject | undefined;
}

/** A site's name behind a sign without spaces, as Chinese, Japanese and Korean titles have it: "ニュースの見出し｜朝日新聞". */
const CJK_SITE =
  /(?<=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af！？」』）”])\s?[-|｜丨—–]\s?[^-_|｜丨—–\s]{2,12}$/;

/** Drops the site's name from a title: its stated name (og:site_name) at either end, or a short last part. */
function withoutSiteName(title: string, siteName: string | undefined): string {
  const bare = siteName === undefined ? undefined : withoutStatedName(title, siteName);
  if (bare !== undefined) return bare;
  const parts = title.split(SEPARATOR);
  if (parts.length < 2) return withoutCjkSite(title);
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  const isSite = (part: string): boolean =>
    siteName !== undefined && (wordOverlap(part, siteName) >= 0.8 || wordOverlap(siteName, part) >= 0.99);
  if (isSite(first) && !isSite(last)) return cut(title, first, 'start');
  return isSite(last) || isShortEnd(title, last) ? cut(title, last, 'end') : title;
}

/** Undefined: the title neither ends nor begins with the name. The name may hold separators itself. */
function withoutStatedName(title: string, siteName: string): string | undefined {
  if (title.length > siteName.length + 3 && title.endsWith(siteName)) {
    const bare = cut(title, siteName, 'end');
    if (bare !== title && SEPARATOR.test(title.slice(bare.length, title.length - siteName.length)))
      return bare;
  }
  return title.startsWith(`${siteName}: `) ? cut(title, siteName, 'start') : undefined;
}

/** A part of at most four words behind at least as many. */
function isShortEnd(title: string, last: string): boolean {
  const words = (text: string): number => text.match(/[\p{L}\p{N}][^\s]*/gu)?.length ?? 0;
  return words(last) <= 4 && words(title.slice(0, title.lastIndexOf(last))) >= 4;
}

/** The site's name is dropped only if more than half of the title is left. */
function withoutCjkSite(title: string): string {
  const rest = title.replace(CJK_SITE, '');
  return rest.length * 2 > title.length ? rest : title;
}

function cut(title: string, part: string, end: 'start' | 'end'): string {
  const rest = end === 'start' ? title.slice(part.length) : title.slice(0, title.length - part.length);
  const bare = rest.replace(/^[\s|¦–—·•»›«‹~\\/:-]+|[\s|¦–—·•»›«‹~\\/:-]+$/g, '');
  return bare === '' ? title : bare;
}

/** Whether the title is the heading and the page's place: "Solid oak table - Tables - Example Shop". */
function isPartOf(heading: string, title: string, isNamed: boolean): boolean {
  const parts = title.split(SEPARATOR).map((part) => part.toLowerCase());
  const key = heading.toLowerCase();
  // A heading of one or two words may name a section. In scripts without spaces two characters count as a word.
  const words = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u9fff\uac00-\ud7af]/.test(key)
    ? key.length / 2
    : key.split(' ').length;
  return parts.length > 1 && (isNamed || words >= 3) && parts.includes(key);
}

/** "Transport Bridge to be rebuilt" with the title "Bridge to be rebuilt": a kicker begins the heading. */
function hasKicker(heading: string, name: string): boolean {
  const kicker = heading.endsWith(name) ? heading.slice(0, heading.length - name.length) : '';
  return kicker !== '' && name.split(' ').length >= 4 && kicker.trim().split(' ').length <= 3;
}

function mainHeading(scan: PageScan, title: string): string | undefined {
  const firsts = scan.headings.filter((h) => h.level <= 2 && h.text !== '' && h.text.length <= 300);
  const own = firsts.filter((h) => h.level === 1 && h.region === 'main');
  const single = own.length === 1 && (own[0]?.text.split(' ').length ?? 0) >= 4 ? own[0] : undefined;
  const scored = firsts
    .slice(0, 12)
    // Below a single h1 no heading competes with it, even if that heading repeats the title.
    .filter((h) => single === undefined || h === single || h.order < single.order)
    .map((h) => ({
      h,
      fit: wordOverlap(h.text, title) - (h.level - 1) * 0.15 - (h.region === 'main' ? 0 : 0.2),
    }))
    .toSorted((a, b) => b.fit - a.fit);
  const best = scored[0];
  if (best !== undefined && best.fit >= 0.6) return best.h.text;
  return own.length === 1 ? own[0]?.text : undefined;
}

export function articleTitle(input: TitleInput): string | undefined {
  const { scan, metadata, node } = input;
  const siteName = firstMeta(metadata.meta, 'og:site_name', 'application-name');
  const stated = node === undefined ? undefined : textProp(node, 'headline');
  const open = firstMeta(
    metadata.meta,
    'og:title',
    'twitter:title',
    'sailthru.title',
    'parsely-title',
    'dc.title',
    'title',
  );
  const full = open ?? (metadata.title === '' ? (stated ?? '') : metadata.title);
  const name = withoutSiteName(full, siteName);
  const heading = mainHeading(scan, name);
  if (heading === undefined) return name === '' ? undefined : name;
  const named = node === undefined ? undefined : textProp(node, 'headline', 'name');
  if (name === '' || isPartOf(heading, name, named === heading)) return heading;
  if (hasKicker(heading, name)) return name;
  // A heading with nearly all words of the name is the title. A heading with fewer words is a kicker or a first line,
  // unless it adds words of its own.
  const covers = wordOverlap(name, heading);
  return covers >= 0.8 || (covers >= 0.6 && wordOverlap(heading, name) < 0.9) ? heading : name;
}
