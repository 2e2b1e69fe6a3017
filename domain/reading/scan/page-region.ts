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

const BEFORE =
  '(?:^|\\s)(?:(?:site|main|primary|secondary|top|bottom|global|page|pages|mobile|desktop|header|footer|left|right|sub|user|side|wp|block|post|posts|blog|l|c|m|o|js|the|sticky|section|module|region|widget)[_-]{1,2})?';
const AFTER =
  '(?:[_-]{1,2}(?:nav|menu|list|wrapper|wrap|container|content|inner|outer|area|main|primary|secondary|left|right|top|bottom|bar|bars|links?|items?|section|block|box|widget|buttons?|icons?|holder|group|row|default|desktop|mobile|products?|posts?|articles?))?(?:$|\\s)';

/** A class or id token that is the word, with at most one usual word joined on either side: "site-footer". */
function words(pattern: string): RegExp {
  return new RegExp(`${BEFORE}(?:${pattern})${AFTER}`);
}

/** Any of these letters must appear before the exact rules below are worth trying. */
const HINT =
  /nav|menu|crumb|foot|head|side|relat|recomm|simil|also|sell|pag|comment|disqus|respond|cookie|consent|gdpr|share|sharing|social|viewed|newsletter|topbar|more-from|onetrust/;

const RULES: readonly (readonly [Region, RegExp])[] = [
  [
    'pagination',
    words(
      'pagination|paginator|paging|pager|page-numbers?|pagenav|pagenavi|page-nav|pages-nav|pagination-\\w+',
    ),
  ],
  [
    'consent',
    /cookie-?(?:banner|consent|notice|bar|law|policy|popup|modal|message)|consent-?(?:banner|modal|popup|bar)|gdpr|onetrust|cookiebot|(?:^|\s)cookies?(?:$|\s)/,
  ],
  [
    'related',
    words(
      'related|related-(?:products?|posts?|articles?|items?|stories|content|links|news)|recommend(?:ed|ations?|er)?|recommended-\\w+|similar|similar-\\w+|also-?(?:bought|like|viewed)|up-?sells?|cross-?sells?|recently-?viewed|more-from|more-stories|you-may-\\w+(?:-\\w+)*|customers-who|read-?more-\\w+',
    ),
  ],
  ['comments', words('comments?|comment-?list|disqus|disqus_thread|respond')],
  [
    'navigation',
    words(
      'nav|navbar|navigation|navi|mainnav|topnav|subnav|menu|menubar|submenu|dropdown-menu|mega-?menu|breadcrumbs?|crumbs?',
    ),
  ],
  ['footer', words('footer|colophon|foot')],
  ['header', /(?:^|\s)(?:(?:site|main|page|global)-?header|page-?top|masthead|top-?bar)(?:$|\s)/],
  [
    'aside',
    words('sidebar|side-?bar|newsletter|newsletter-\\w+|share|sharing|social|social-?(?:share|media|links)'),
  ],
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

/** Every element inside these regions keeps the region. */
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

/** The region that class and id words speak of. */
export function regionOfWords(names: string): Region | undefined {
  if (names.length > 300 || !HINT.test(names)) return undefined;
  for (const [region, rule] of RULES) {
    if (rule.test(names)) return NOT_A_REGION.test(names) ? undefined : region;
  }
  return undefined;
}

/** The region an element opens, by what its tag, role and words say; `byItsWords` is `regionOfWords` of its words. */
export function regionOf(
  element: Element,
  outer: Region,
  role: string | undefined,
  byItsWords: Region | undefined,
): Region {
  if (STICKY.has(outer)) return outer;
  const { name } = element;
  if (name === 'body' || name === 'html') return outer;
  const stated = (role === undefined ? undefined : BY_ROLE[role]) ?? byTag(element, outer);
  if (stated !== undefined) return outer === 'aside' && stated === 'header' ? outer : stated;
  return name === 'article' ? outer : (byItsWords ?? outer);
}
