// The same body under two addresses, as `/` and `/index.html`: its change is told once, at the address that says most by
// itself. The other page stores its version and says where the change is told. Chunks that are decided at the same moment do
// not know of each other: both store a change, and the alert sweep tells one.
import type { Change, Page } from '../../page/page.ts';
import { bodyChange, bodyMark, bodyMarkOf } from '../../page/snapshot-id.ts';
import type { ChangeRow } from '../stage/stage-row.ts';
import type { VisitRows } from './visit-context.ts';

export interface TwinVisit {
  readonly rows: VisitRows;
  readonly page: Page | undefined;
  readonly pageId: string;
}

interface Sight {
  readonly pageId: string;
  readonly url: string;
  /** It is told already. */
  readonly isTold: boolean;
}

/** The verdicts of the visits, by their place: of several pages with one body, one alone is a change. */
export function withoutTwins(
  visits: readonly TwinVisit[],
  earlier: readonly Change[],
  isConfirming: boolean,
): ChangeRow[] {
  const groups = groupsOf(visits, earlier);
  return visits.map((visit) => {
    const { change, scrape } = visit.rows;
    const key = keyOf(visit);
    // A first look that waits for its second one tells nobody yet.
    if (key === null || (isConfirming && scrape.lookAgain !== 'change')) return change;
    return judged(change, visit, groups.get(key) ?? []);
  });
}

function judged(change: ChangeRow, { pageId }: TwinVisit, group: readonly Sight[]): ChangeRow {
  const others = group.filter((sight) => sight.pageId !== pageId);
  const teller = tellerOf(group);
  if (change?.verdict !== 'changed' || others.length === 0 || teller === undefined) return change;
  if (teller.pageId === pageId) {
    const also = others.map(({ url }) => url).join(', ');
    return { ...change, reason: `${change.reason}; the same body stands at ${also}` };
  }
  const { suppressed } = change;
  const reason = `the same body as at ${teller.url}, where its change is told`;
  return { verdict: 'unchanged', step: 'same-body', reason, suppressed, accepts: true };
}

function tellerOf(group: readonly Sight[]): Sight | undefined {
  const told = group.filter(({ isTold }) => isTold);
  const shortestFirst = (a: Sight, b: Sight): number =>
    a.url.length - b.url.length || (a.url < b.url ? -1 : 1);
  return (told.length > 0 ? told : group).toSorted(shortestFirst)[0];
}

function groupsOf(visits: readonly TwinVisit[], earlier: readonly Change[]): Map<string, Sight[]> {
  const groups = new Map<string, Map<string, Sight>>();
  const add = (key: string | null, sight: Sight): void => {
    if (key === null) return;
    const group = groups.get(key) ?? new Map<string, Sight>();
    const known = group.get(sight.pageId);
    group.set(sight.pageId, known?.isTold === true ? known : sight);
    groups.set(key, group);
  };
  for (const change of earlier) {
    const { pageId, url, state } = change;
    if (state !== 'withdrawn') add(bodyChange(change), { pageId, url, isTold: state === 'confirmed' });
  }
  for (const visit of visits)
    add(keyOf(visit), { pageId: visit.pageId, url: visit.rows.scrape.url, isTold: false });
  return new Map([...groups].map(([key, group]) => [key, [...group.values()]]));
}

/** What the page was and what it became; null: it did not change, or more than its body is to be told. */
function keyOf({ rows, page }: TwinVisit): string | null {
  const { change, price, scrape } = rows;
  const before = page?.baseline?.snapshotId;
  if (change?.verdict !== 'changed' || price?.verdict === 'changed') return null;
  if (before === undefined || scrape.hash === undefined) return null;
  return `${bodyMark(before)} ${bodyMarkOf(scrape.hash)}`;
}
