// An emergency hold as the API shows it.
import type { EmergencyHold } from '../../../domain/job/hold/emergency-hold.ts';
import { holdRemedy, holdWords, scopeWords } from '../../../domain/job/hold/hold-words.ts';
import type { HoldView } from '../../schemas/alert/emergency.ts';

export function toHoldView(hold: EmergencyHold): HoldView {
  const { _id, scope, kind, reason, by, since, windows, liftedAt, liftedBy } = hold;
  return {
    holdId: _id,
    scope,
    kind,
    reason,
    by,
    since: since.toISOString(),
    isSilent: windows.length > 0,
    liftedAt: liftedAt?.toISOString() ?? null,
    liftedBy,
    what: scopeWords(scope),
    words: holdWords(hold),
    remedy: holdRemedy(hold),
  };
}
