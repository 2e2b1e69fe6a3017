// The rows of the inbox by day; what a run tells together is one row with the number of pages that have it.
import type { ChangeView } from '../../../api/schemas/change/change.ts';
import { foldTogether, type Together } from '../../../domain/change/words/fold-together.ts';

export type InboxRow = Together<ChangeView>;

export interface DayGroup {
  readonly day: string;
  readonly rows: readonly InboxRow[];
}

/** `dayOf` names the day of a time in the user's zone. */
export function groupByDay(changes: readonly ChangeView[], dayOf: (at: number) => string): DayGroup[] {
  const groups: { day: string; rows: InboxRow[] }[] = [];
  for (const row of foldTogether(changes)) {
    const day = dayOf(Date.parse(row.change.at));
    const last = groups.at(-1);
    if (last?.day === day) last.rows.push(row);
    else groups.push({ day, rows: [row] });
  }
  return groups;
}
