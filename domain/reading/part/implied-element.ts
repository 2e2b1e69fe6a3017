// Elements that a browser adds to a page whose source leaves them out: html, body, tbody. A selector copied from a browser
// names them, and the tree of the source does not have them.
import type { PartSelector } from './part-selector.ts';

/** The selector without such elements, to be tried when it finds nothing as it is; the nearest form first. */
export function withoutImplied({ language, expression }: PartSelector): string[] {
  if (language === 'json') return [];
  const forms = language === 'css' ? [cssWithoutTbody(expression)] : xpathForms(expression);
  return [...new Set(forms)].filter((form) => form !== expression);
}

/** `#prices > tbody > tr`, `html body table tbody tr` */
function cssWithoutTbody(selector: string): string {
  return selector.replace(/(^|[\s>,])tbody(?::(?:nth-child\(1\)|first-child))?(?:\s*>\s*|\s+)/g, '$1');
}

/** `/html/body/table/tbody/tr[2]` */
function xpathForms(path: string): string[] {
  const bare = path.replace(/\/tbody(?:\[1\])?(?=[/|)\]]|$)/g, '');
  return [
    bare,
    bare.replace(/^\/html(?:\[1\])?\/body(?:\[1\])?(?=\/)/, '/html'),
    bare.replace(/^\/html(?:\[1\])?(?=\/body)/, ''),
    bare.replace(/^\/html(?:\[1\])?\/body(?:\[1\])?(?=\/)/, ''),
  ];
}
