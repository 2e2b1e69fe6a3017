// Compares what Webloom found in the demo shop with what really changed there: found, missed, false alarms.
import type { ChangeView, PriceView } from '../../api/client/client.ts';
import type { ExpectedChange, QuietDifference } from './shop/expected-change.ts';

export interface Findings {
  readonly changes: readonly ChangeView[];
  readonly prices: readonly PriceView[];
}

export interface Comparison {
  readonly found: readonly { readonly expected: ExpectedChange; readonly change: ChangeView }[];
  readonly missed: readonly ExpectedChange[];
  /** Changes on pages where nothing changed, or nothing worth telling. */
  readonly falseAlarms: readonly ChangeView[];
  /** Changes that repeat the news of another page: allowed, and shown separately. */
  readonly echoes: readonly ChangeView[];
}

export function compareFindings(
  expected: readonly ExpectedChange[],
  quiet: readonly QuietDifference[],
  findings: Findings,
): Comparison {
  const changes = findings.changes.filter((change) => change.state !== 'withdrawn');
  const matches = expected.map((one) => ({
    expected: one,
    change: changes.find((change) => isTold(one, change, findings)),
  }));
  const newsPaths = new Set(expected.map(({ path }) => path));
  const quietPaths = new Set(quiet.map(({ path }) => path));
  const others = changes.filter((change) => !newsPaths.has(pathOf(change.url)));
  return {
    found: matches.flatMap(({ expected: one, change }) =>
      change === undefined ? [] : [{ expected: one, change }],
    ),
    missed: matches.filter(({ change }) => change === undefined).map((match) => match.expected),
    falseAlarms: others.filter((change) => !quietPaths.has(pathOf(change.url))),
    echoes: others.filter((change) => quietPaths.has(pathOf(change.url))),
  };
}

export function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

/** The change is on the right page and of the right kind, and for prices it has the right numbers. */
function isTold(expected: ExpectedChange, change: ChangeView, { prices }: Findings): boolean {
  if (pathOf(change.url) !== expected.path) return false;
  switch (expected.kind) {
    case 'added':
    case 'removed':
      return change.kind === expected.kind;
    case 'text':
      return ['text', 'field', 'added'].includes(change.kind);
    case 'availability':
      return ['availability', 'price', 'field', 'text'].includes(change.kind);
    case 'price':
      return prices.some((point) => pathOf(point.url) === expected.path && hasPrice(expected, point));
  }
}

function hasPrice({ price }: ExpectedChange, point: PriceView): boolean {
  return (
    price !== undefined &&
    point.changed &&
    point.price.currency === price.currency &&
    point.price.minor === price.afterMinor &&
    point.before?.minor === price.beforeMinor
  );
}
