// The rows of the inbox by day, and template changes of a site as one row with the number of pages that have it.
import type { ChangeView } from '../../../api/schemas/change/change.ts';

export interface InboxRow {
  readonly change: ChangeView;
  /** The same change of the site's template on other pages. */
  readonly same: readonly ChangeView[];
}

export interface DayGroup {
  readonly day: string;
  readonly rows: readonly InboxRow[];
}

/** `dayOf` names the day of a time in the user's zone. */
export function groupByDay(changes: readonly ChangeView[], dayOf: (at: number) => string): DayGroup[] {
  const groups: { day: string; rows: InboxRow[] }[] = [];
  for (const row of foldSiteWide(changes)) {
    const day = dayOf(Date.parse(row.change.at));
    const last = groups.at(-1);
    if (last?.day === day) last.rows.push(row);
    else groups.push({ day, rows: [row] });
  }
  return groups;
}

function foldSiteWide(changes: readonly ChangeView[]): InboxRow[] {
  const rows: { change: ChangeView; same: ChangeView[] }[] = [];
  const known = new Map<string, { change: ChangeView; same: ChangeView[] }>();
  for (const change of changes) {
    const key = change.siteWide === null ? null : `${change.runId} ${change.siteWide}`;
    const first = key === null ? undefined : known.get(key);
    if (first !== undefined) {
      first.same.push(change);
      continue;
    }
    const row = { change, same: [] };
    rows.push(row);
    if (key !== null) known.set(key, row);
  }
  return rows;
}
