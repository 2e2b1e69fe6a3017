// The steps of an incident that nobody acknowledges: when the next one is due, what is told of it, and the incident after it.
import type { AlertRuleInput } from '../rule/alert-rule.ts';
import { type EscalationAction, type EscalationStep, escalationWords } from '../rule/escalation.ts';
import { clip } from '../rule/alert-words.ts';
import type { AlertMessage } from '../rule/message.ts';
import { type Incident, MAX_MOVES } from './incident.ts';
import { incidentMessage } from './incident-message.ts';
import { messageId } from './incident-id.ts';
import { withNextEscalation } from './next-escalation.ts';
import { afterLastEscalation, type TellingRule } from './telling.ts';

export interface DueEscalation {
  readonly step: EscalationStep;
  /** From 1. */
  readonly number: number;
}

/** The step that is due; null: the rule has none left. */
export function dueEscalation(
  incident: Incident,
  { steps = [] }: Pick<AlertRuleInput, 'steps'>,
): DueEscalation | null {
  const number = (incident.stepsDone ?? 0) + 1;
  const step = steps[number - 1];
  return step === undefined ? null : { step, number };
}

/** What came of what a step does. */
export interface ActionOutcome {
  readonly action: EscalationAction;
  /** What was done, or why it could not be. */
  readonly done: string;
  /** How to go on from there. */
  readonly remedy: string;
}

const MAX_TITLE_LENGTH = 200;

/** Its id follows from incident and step, so that a repeat is the same message. */
export function escalationMessage(
  incident: Incident,
  { number }: DueEscalation,
  outcome: ActionOutcome | null,
): AlertMessage {
  const { next: _next, ...told } = incident;
  const begin = incidentMessage({ ...told, told: 0 });
  const lines = outcome === null ? [] : [outcome.done, outcome.remedy];
  return {
    ...begin,
    id: messageId(incident._id, 'step', number),
    kind: 'escalation',
    severity: outcome === null ? begin.severity : 'critical',
    title: clip(
      outcome === null ? `Nobody is at it: ${incident.title}` : `${outcome.done} ${incident.title}`,
      MAX_TITLE_LENGTH,
    ),
    lines: [
      ...lines,
      ...begin.lines,
      `Told first at ${incident.history.find(isBegin)?.at.toISOString() ?? ''}.`,
    ],
    at: incident.stepAt ?? begin.at,
  };
}

function isBegin({ event }: Incident['history'][number]): boolean {
  return event === 'told-begin';
}

/** The incident after its step, with the next one due; a change or a price without one is over. */
export function afterEscalation(
  incident: Incident,
  { step, number }: DueEscalation,
  {
    at,
    rule,
    outcome,
  }: { readonly at: Date; readonly rule: TellingRule; readonly outcome: ActionOutcome | null },
): Incident {
  const { stepAt: _done, ...rest } = incident;
  const move = { at, event: `step ${number}: ${outcome?.done ?? escalationWords(step)}`, by: 'monitor' };
  const moved = { ...rest, stepsDone: number, history: [...rest.history, move].slice(-MAX_MOVES) };
  const next = withNextEscalation(moved, rule, at);
  return next.stepAt === undefined ? afterLastEscalation(next, at) : next;
}
