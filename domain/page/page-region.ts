// Which part of a page an element belongs to, from its tag, role, class and id: content or the chrome around it.
import type { Element } from 'domhandler';

export type Region =
  | 'main'
  | 'navigation'
  | 'header'
  | 'footer'
  | 'aside'
  | 'related'
  | 'pagination'
  | 'comments'
  | 'consent';

const START = '(?:^|[\\s_-])';
const END = '(?:$|[\\s_-])';

function words(pattern: string): RegExp {
  return new RegExp(`${START}(?:${pattern})${END}`);
}

/** Any of these letters must appear before the exact rules below are worth trying. */
const HINT =
  /nav|menu|crumb|foot|head|side|widget|relat|recomm|simil|also|sell|pag|comment|disqus|cookie|consent|gdpr|share|social|viewed|carousel|newsletter|topbar|more-from/;

const RULES: readonly (readonly [Region, RegExp])[] = [
  [
    'pagination',
    words('pagination|paginator|paging|pager|page-numbers?|pagenav|pagenavi|wp-pagenavi|page-nav|pages-nav'),
  ],
  [
    'consent',
    /cookie-?(?:banner|consent|notice|bar|law|policy|popup|modal|message)|consent-?(?:banner|modal|popup|bar)|gdpr|onetrust|cookiebot|(?:^|[\s_-])cookies?(?:$|[\s_-])/,
  ],
  [
    'related',
    /related|recommend|similar-|(?:^|[\s_-])similar|also-?(?:bought|like|viewed)|up-?sells?|cross-?sells?|recently-?viewed|more-from|more-stories|you-may|customers-who|read-?(?:more|next)-/,
  ],
  ['comments', words('comments?|comment-?list|comment-?section|disqus|disqus_thread|respond')],
  [
    'navigation',
    words(
      'nav|navbar|navigation|navi|mainnav|topnav|menu|menubar|submenu|dropdown-menu|mega-?menu|breadcrumbs?|crumbs?',
    ),
  ],
  ['footer', words('footer|site-?footer|page-?footer|colophon|foot')],
  ['header', words('site-?header|page-?top|masthead|topbar|top-?bar|global-?header|main-?header')],
  ['aside', words('sidebar|side-?bar|widgets?|widget-?area|newsletter|share|sharing|social|share-?buttons?')],
];

const NOT_A_REGION = /(?:^|[\s_-])(?:has|with|no|is|without|hide|show|toggle)[_-]/;

const BY_ROLE: Readonly<Record<string, Region>> = {
  navigation: 'navigation',
  banner: 'header',
  contentinfo: 'footer',
  complementary: 'aside',
  main: 'main',
  menu: 'navigation',
  menubar: 'navigation',
};

/** Regions that content inside can't leave again. */
const STICKY: ReadonlySet<Region> = new Set(['related', 'comments', 'consent', 'footer']);

export function wordsOf(element: Element): string {
  const { class: className, id } = element.attribs;
  if (className === undefined) return id === undefined ? '' : id.toLowerCase();
  return (id === undefined ? className : `${className} ${id}`).toLowerCase();
}

function byTag(element: Element, outer: Region): Region | undefined {
  switch (element.name) {
    case 'nav':
      return 'navigation';
    case 'aside':
      return 'aside';
    case 'main':
      return 'main';
    case 'footer':
      return insideArticle(element) ? outer : 'footer';
    case 'header':
      return insideArticle(element) ? outer : 'header';
    default:
      return undefined;
  }
}

function insideArticle(element: Element): boolean {
  for (let up = element.parent, steps = 0; up && steps < 12; up = up.parent, steps++) {
    if ('name' in up && (up.name === 'article' || up.name === 'main' || up.name === 'section')) return true;
  }
  return false;
}

function byWords(names: string): Region | undefined {
  if (names.length > 300 || !HINT.test(names)) return undefined;
  for (const [region, rule] of RULES) {
    if (rule.test(names)) return NOT_A_REGION.test(names) ? undefined : region;
  }
  return undefined;
}

/** `names` is `wordsOf(element)`; `cache` keeps answers by those words for one page. */
export function regionOf(
  element: Element,
  outer: Region,
  names: string,
  cache: Map<string, Region | undefined>,
): Region {
  if (STICKY.has(outer)) return outer;
  const { name } = element;
  if (name === 'body' || name === 'html') return outer;
  const role = element.attribs['role'];
  const stated = (role === undefined ? undefined : BY_ROLE[role]) ?? byTag(element, outer);
  if (stated !== undefined) return outer === 'aside' && stated === 'header' ? outer : stated;
  if (names === '' || name === 'article') return outer;
  if (cache.has(names)) return cache.get(names) ?? outer;
  const found = byWords(names);
  cache.set(names, found);
  return found ?? outer;
}
