// A step of a rule as it is typed: when, then who is told or what is paused.
import { ESCALATION_ACTIONS, type EscalationStep } from '../../../domain/alert/rule/escalation.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { parseEvery } from '../../../domain/config/schedule/interval-text.ts';

/** Channels are as they were typed, by id or name. */
export function parseEscalationStep(text: string): EscalationStep {
  const [, wait, what] = /^(\d+ ?[smhdw]) +(\S.*)$/.exec(text.trim()) ?? [];
  if (wait === undefined || what === undefined)
    throw new WebloomError(
      'validation',
      `"${text}" is no step. Write one as "10m all", "10m Ops,Phone", "30m pause-job" or "1h pause-host".`,
    );
  const afterMinutes = Math.max(1, Math.round(parseEvery(wait.replace(' ', '')) / 60_000));
  const action = ESCALATION_ACTIONS.find((one) => one === what);
  if (action !== undefined) return { afterMinutes, action };
  return { afterMinutes, channels: what === 'all' ? 'all' : what.split(',') };
}
