// Compares what three runs reported with what is known independently: the count of reachable pages, the site's own log,
// and the scenario that was carried out between the second run and the third. Each check says what it saw.
import type { SiteRequest } from './docs-site.ts';
import type { Reach } from './reachable.ts';
import type { Expected } from './scenario.ts';

export interface Check {
  readonly ok: boolean;
  readonly what: string;
  readonly seen: string;
}

export interface Outcome {
  readonly path: string;
  readonly outcome: string;
  readonly reason: string;
}

export interface RunReport {
  readonly state: string;
  readonly ledger: Readonly<Record<'discovered' | 'stored' | 'unchanged' | 'failed' | 'skipped', number>>;
  readonly outcomes: readonly Outcome[];
  /** `<kind> <path>` */
  readonly changes: readonly { readonly kind: string; readonly path: string }[];
  /** For pages; robots.txt is none. */
  readonly requests: readonly SiteRequest[];
}

function check(what: string, ok: boolean, seen: string): Check {
  return { what, ok, seen };
}

/** The differences of two lists as sets, in words. */
function compare(what: string, found: readonly string[], wanted: readonly string[]): Check {
  const missing = wanted.filter((one) => !found.includes(one));
  const extra = found.filter((one) => !wanted.includes(one));
  const twice = found.length - new Set(found).size;
  const ok = missing.length + extra.length + twice === 0;
  const name = (paths: readonly string[]) => paths.slice(0, 5).join(' ');
  return check(
    what,
    ok,
    ok
      ? `${found.length}`
      : `${found.length} of ${wanted.length}; missing ${missing.length} ${name(missing)}; not expected ${extra.length} ${name(extra)}; twice ${twice}`,
  );
}

function checkBooks(report: RunReport): Check[] {
  const { discovered, stored, unchanged, failed, skipped } = report.ledger;
  const sum = stored + unchanged + failed + skipped;
  const rows = report.outcomes.length;
  return [
    check('the run completed', report.state === 'completed', report.state),
    check(
      'discovered = stored + unchanged + failed + skipped, and a row for each',
      sum === discovered && rows === discovered,
      `${discovered} = ${stored} + ${unchanged} + ${failed} + ${skipped}, ${rows} rows`,
    ),
  ];
}

function pathsOf(report: RunReport, outcome: string): string[] {
  return report.outcomes.filter((one) => one.outcome === outcome).map(({ path }) => path);
}

/** A first run looks again at a few pages of each kind to learn what differs by itself; all others are asked for once. */
const MAX_NOISE_SAMPLES = 48;

function checkSecondLooks({ requests }: RunReport): Check {
  const times = new Map<string, number>();
  for (const { path } of requests) times.set(path, (times.get(path) ?? 0) + 1);
  const again = [...times.values()].filter((n) => n > 1);
  const ok = again.length <= MAX_NOISE_SAMPLES && again.every((n) => n === 2);
  return check(
    `and once only, but for at most ${MAX_NOISE_SAMPLES} noise samples`,
    ok,
    `${again.length} pages were asked for again`,
  );
}

export function judgeFirst(report: RunReport, reach: Reach): Check[] {
  return [
    ...checkBooks(report),
    compare('every reachable page is stored', pathsOf(report, 'stored'), reach.pages),
    compare('what is linked and does not exist failed', pathsOf(report, 'failed'), reach.missing),
    compare(
      'the site was asked for each',
      [...new Set(report.requests.map(({ path }) => path))],
      [...reach.pages, ...reach.missing],
    ),
    checkSecondLooks(report),
    check('nothing is reported as changed', report.changes.length === 0, `${report.changes.length}`),
  ];
}

export function judgeSecond(report: RunReport, reach: Reach): Check[] {
  const { requests } = report;
  const conditional = requests.filter(
    ({ ifNoneMatch, ifModifiedSince }) => ifNoneMatch !== undefined || ifModifiedSince !== undefined,
  );
  return [
    ...checkBooks(report),
    compare('every page is unchanged', pathsOf(report, 'unchanged'), reach.pages),
    compare(
      'the site was asked once for each, conditionally',
      conditional.map(({ path }) => path),
      reach.pages,
    ),
    check(
      'and answered 304',
      conditional.every(({ status }) => status === 304),
      `${conditional.filter(({ status }) => status === 304).length} of ${conditional.length}`,
    ),
    check('nothing is reported as changed', report.changes.length === 0, `${report.changes.length}`),
  ];
}

export function judgeThird(report: RunReport, expected: Expected): Check[] {
  const told = (kinds: (kind: string) => boolean): string[] =>
    report.changes.filter(({ kind }) => kinds(kind)).map(({ path }) => path);
  const isNews = (kind: string): boolean => kind === 'removed' || kind === 'added';
  const added = told((kind) => kind === 'added').filter((path) => !expected.changed.includes(path));
  const changed = report.changes
    .filter(({ kind, path }) => !isNews(kind) || (kind === 'added' && expected.changed.includes(path)))
    .map(({ path }) => path);
  const quiet = expected.relinked.filter((path) => report.changes.some((change) => change.path === path));
  return [
    ...checkBooks(report),
    compare('the altered pages are reported as changed', changed, expected.changed),
    compare(
      'the deleted pages are reported as removed',
      told((kind) => kind === 'removed'),
      expected.removed,
    ),
    compare('the new page is reported as added', added, expected.added),
    check(
      'pages that only lost a link are not',
      quiet.length === 0,
      `${expected.relinked.length} such pages`,
    ),
  ];
}
