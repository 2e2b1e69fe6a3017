// Ids of incidents and their messages, derived from what they are about: a repeat makes no second one.
import type { Hasher } from '../../system/clock.ts';
import { orderedId } from '../../run/ids.ts';

const SEPARATOR = '\n';

/** `inc_` + an id that sorts by time. `parts`: the rule and what happened. */
export function incidentId(at: Date, parts: readonly string[], hasher: Hasher): string {
  return `inc_${orderedId(at, parts.join(SEPARATOR), hasher)}`;
}

/** The message of an incident's telling with this number, or of a digest that begins with the incident. */
export function messageId(incident: string, kind: string, told: number): string {
  return `msg_${incident.slice('inc_'.length)}-${kind}-${told}`;
}

/** What is true while an incident of this rule about this subject is not resolved: unique. */
export function openKey(kind: string, ruleId: string, subject: string): string {
  return `${kind}:${ruleId}:${subject}`;
}

/** What gathers the changes that one run made for a rule. */
export function incidentGroup(ruleId: string, runId: string): string {
  return `${ruleId}:${runId}`;
}

/** An open key or a group as it is of another rule. */
export function ofOtherRule(key: string, ruleId: string, heirId: string): string {
  return key.replace(ruleId, () => heirId);
}
