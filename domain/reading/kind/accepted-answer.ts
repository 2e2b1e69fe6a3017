// Pages that a site sends with an error as their status, and that a job takes for the page all the same.
import type { PageClass } from '../page/page-type.ts';

/** What says of itself that it is an error is one: whoever takes the error for the page wants to read just that. */
const ERRORS: ReadonlySet<string> = new Set(['soft-404', 'error']);

/** `status`: of the answer; one from 400 is read only where the job takes it for the page. */
export function acceptedClass(pageClass: PageClass, status: number | undefined): PageClass {
  if (status === undefined || status < 400 || !pageClass.wall || !ERRORS.has(pageClass.subtype ?? ''))
    return pageClass;
  const reasons = [`the job takes an answer ${status} for the page`];
  return { type: 'other', score: pageClass.score, reasons, wall: false };
}
