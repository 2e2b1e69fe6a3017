// Which documents are old enough to go. What is open, waits or was set by hand stays whatever its age.
import { CLEAN_UP_DAYS } from '../clean-up.ts';
import type { Retention } from '../../../config/retention/retention.ts';
import type { OldRow, OldRowKind } from './old-row.ts';
import { DAY_MS } from '../../../system/duration.ts';

/** Incidents that are over, and actions on many jobs that have ended. */
export const HISTORY_DAYS = 365;
/** A host that was asked for nothing, and a process that gave no sign of life. */
export const UNSEEN_DAYS = 90;
/** Answers by their idempotency keys are used for a day. */
const ANSWER_DAYS = 2;

export function isOutdated(
  kind: OldRowKind,
  row: OldRow,
  facts: { now: number; retention: Retention },
): boolean {
  const days = (facts.now - row.at.getTime()) / DAY_MS;
  return row.isHeld !== true && days >= keptDays(kind, row, facts.retention);
}

function keptDays(kind: OldRowKind, { state }: OldRow, retention: Retention): number {
  switch (kind) {
    case 'events':
      return retention.eventsDays;
    case 'deliveries':
      if (state === 'waiting') return Infinity;
      // Longer, because somebody may still want to send what could not be delivered.
      return state === 'dead' ? retention.deliveriesDays * 2 : retention.deliveriesDays;
    case 'incidents':
      return state === 'resolved' ? HISTORY_DAYS : Infinity;
    case 'bulkActions':
      return state === 'done' || state === 'aborted' ? HISTORY_DAYS : Infinity;
    case 'idempotency':
      return ANSWER_DAYS;
    case 'agents':
    case 'hosts':
      return UNSEEN_DAYS;
    case 'cleanUps':
      return state === 'running' ? Infinity : CLEAN_UP_DAYS;
  }
}
