// Where a page goes on to other products: the first heading below the main one that says so.
import { RELATED_HEADINGS } from '../words/product/related-heading.ts';
import { anyOf } from '../words/word-lists.ts';
import type { HeadingDraft, PageScan } from './page-scan.ts';

const RELATED = new RegExp(`^(?:${anyOf(RELATED_HEADINGS)})`, 'iu');
const MAX_CHARS = 60;

/** The place where other products begin; Infinity when no heading says so. */
export function relatedFrom(scan: PageScan, heading: HeadingDraft | undefined): number {
  const from = heading?.order ?? 0;
  const found = scan.headings.find(
    (one) => one !== heading && one.order > from && one.text.length <= MAX_CHARS && RELATED.test(one.text),
  );
  return found?.order ?? Number.POSITIVE_INFINITY;
}
