// When the next step of an incident is due that nobody acknowledges.
import type { AlertRuleInput } from '../rule/alert-rule.ts';
import { type TellingTimes, tellingTime } from '../rule/telling-time.ts';
import type { Incident } from './incident.ts';

/** Counts from now, so that steps do not come all at once after a time in which none could be done. */
export function withNextEscalation(
  incident: Incident,
  rule: TellingTimes & Pick<AlertRuleInput, 'steps'>,
  at: Date,
): Incident {
  const { steps = [] } = rule;
  const done = incident.stepsDone ?? 0;
  const step = steps[done];
  if (step === undefined || incident.stepAt !== undefined) return incident;
  const waitMinutes = step.afterMinutes - (steps[done - 1]?.afterMinutes ?? 0);
  const due = new Date(at.getTime() + Math.max(0, waitMinutes) * 60_000);
  // Who is told must not be woken; what is paused wakes nobody.
  return { ...incident, stepAt: 'action' in step ? due : tellingTime({ ...rule, digest: 'none' }, due) };
}
