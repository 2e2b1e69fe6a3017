// The rules that found what an incident tells and keep silent for it: named in it, and heirs of it when its rule goes
// before it was told.
import type { AlertRule } from '../rule/alert-rule.ts';
import { tellingTime } from '../rule/telling-time.ts';
import type { IncidentFacts } from './begin-incident.ts';
import { type Incident, MAX_MOVES } from './incident.ts';
import { ofOtherRule } from './incident-id.ts';

/** Rules that are named; a workspace with more of them for one thing has the others' names in its list of rules. */
const MAX_NAMED = 20;

export type FoundBy = Pick<IncidentFacts, 'rule' | 'reason'>;

/** Itself when it names them already. */
export function withFinders(incident: Incident, finders: readonly FoundBy[]): Incident {
  const { alsoBy = [] } = incident;
  const fresh = finders.filter(({ rule }) => alsoBy.every(({ ruleId }) => ruleId !== rule._id));
  const named = fresh.map(({ rule, reason }) => ({ ruleId: rule._id, ruleName: rule.name, reason }));
  const all = [...alsoBy, ...named].slice(0, MAX_NAMED);
  return all.length === alsoBy.length ? incident : { ...incident, alsoBy: all };
}

/** Whether an open incident tells already what another rule finds. A rule that asks for more of a limit is a further step. */
export function isSaidBy(
  incident: Pick<Incident, 'lines'>,
  { rule, lines }: Pick<IncidentFacts, 'rule' | 'lines'>,
  first: Pick<AlertRule, 'when'>,
): boolean {
  if (rule.when.kind === 'degraded') return lines.every((line) => incident.lines.includes(line));
  if (rule.when.kind === 'limit-near' && first.when.kind === 'limit-near')
    return rule.when.percent <= first.when.percent;
  return true;
}

/** The incident as one of the rules that kept silent tells it, because its own rule is gone or off. */
export function inheritedBy(incident: Incident, rule: AlertRule, at: Date): Incident {
  const { alsoBy = [], ruleId, ruleName, ...rest } = incident;
  const others = alsoBy.filter((one) => one.ruleId !== rule._id);
  const reason = alsoBy.find((one) => one.ruleId === rule._id)?.reason ?? incident.reason;
  const move = { at, event: `told by “${rule.name}” in place of “${ruleName}”`, by: 'monitor' };
  return {
    ...rest,
    ruleId: rule._id,
    ruleName: rule.name,
    reason,
    ...(others.length === 0 ? {} : { alsoBy: others }),
    ...(incident.openKey && { openKey: ofOtherRule(incident.openKey, ruleId, rule._id) }),
    ...(incident.group && { group: ofOtherRule(incident.group, ruleId, rule._id) }),
    tellAt: tellingTime(rule, at),
    history: [...incident.history, move].slice(-MAX_MOVES),
  };
}
