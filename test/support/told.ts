// What `inspect change` tells of a sequence of versions, in a form that fits into a table of cases.
import type { CaseOptions } from '../../cli/inspect/cases/change-case.ts';
import { inspectChange } from '../../cli/inspect/explain/inspect-change.ts';

/** One letter a step after the baseline: c = change, - = none. */
export function told(
  options: CaseOptions,
  bodies: readonly string[],
  content_type: string = 'text/html',
): string {
  const { changed = [] } = inspectChange({ content_type, options, steps: bodies.map((body) => ({ body })) });
  return changed
    .slice(1)
    .map((isTold) => (isTold === true ? 'c' : '-'))
    .join('');
}

/** A web page with a paragraph for each line. */
export function page(...lines: string[]): string {
  return `<html><body>${lines.map((line) => `<p>${line}</p>`).join('\n')}</body></html>`;
}
