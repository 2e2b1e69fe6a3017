// For how many days the private Temporal server keeps the histories of runs that have ended. Webloom needs none of them: what it
// tells of old runs is in its own store.
import { WebloomError } from '../../../domain/system/errors.ts';
import { DAY_MS } from '../../../domain/system/duration.ts';

const DEFAULT_DAYS = 7;
const MAX_DAYS = 365;

/** Of the setting as it was written. */
export function temporalRetentionMs(text: string | undefined): number {
  const written = text?.trim() ?? '';
  const days = written === '' ? DEFAULT_DAYS : Number(written);
  if (Number.isInteger(days) && days >= 1 && days <= MAX_DAYS) return days * DAY_MS;
  const message = `WEBLOOM_TEMPORAL_DAYS must be a whole number from 1 to ${MAX_DAYS}; write for example WEBLOOM_TEMPORAL_DAYS=${DEFAULT_DAYS}.`;
  throw new WebloomError('configuration-invalid', message);
}
