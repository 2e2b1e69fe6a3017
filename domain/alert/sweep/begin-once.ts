// Begins incidents of what lasts and that rules have found: where several find the same subject, those begin that tell
// it, and each names the rules that keep silent for it. What lasts already is begun by nobody a second time.
import type { AlertRule } from '../rule/alert-rule.ts';
import { type OpenAlerts, tellingRules } from '../rule/which-rule-tells.ts';
import { beginLasting, type IncidentFacts } from '../incident/begin-incident.ts';
import type { Incident } from '../incident/incident.ts';
import { openKey } from '../incident/incident-id.ts';
import { isSaidBy, withFinders } from '../incident/finders.ts';
import type { AlertPorts } from './alert-ports.ts';

/** What a rule found: `subject` lasts under one key; `cause` tells this time from others. */
export interface Found {
  readonly facts: IncidentFacts;
  readonly subject: string;
  readonly cause: string;
}

type Ports = Pick<AlertPorts, 'incidents' | 'hasher'>;

/** All of one kind of rule. */
export async function beginOnce(ports: Ports, found: readonly Found[]): Promise<void> {
  const groups = new Map<string, Found[]>();
  for (const one of found) {
    const key = `${one.facts.rule.workspaceId}\n${one.subject}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const begun: Incident[] = [];
  for (const group of groups.values()) begun.push(...(await beginGroup(ports, group)));
  await ports.incidents.insert(begun);
}

async function beginGroup(ports: Ports, group: readonly Found[]): Promise<Incident[]> {
  const [only] = group;
  if (only !== undefined && group.length === 1) return [begin(ports, only, [])];
  const known = await openOf(ports, group);
  const ofRule = new Map(group.map((one) => [one.facts.rule, one]));
  const begun: Incident[] = [];
  for (const { rule, silent } of tellingRules([...ofRule.keys()], openAlerts(known, ofRule))) {
    const one = ofRule.get(rule);
    if (one === undefined) continue;
    const others = silent.flatMap((other) => ofRule.get(other) ?? []);
    const incident = known.get(rule._id);
    if (incident === undefined) begun.push(begin(ports, one, others));
    else await join(ports, incident, others);
  }
  return begun;
}

async function openOf({ incidents }: Ports, group: readonly Found[]): Promise<Map<string, Incident>> {
  const known = new Map<string, Incident>();
  for (const { facts, subject } of group) {
    const { rule } = facts;
    const incident = await incidents.open(openKey(rule.when.kind, rule._id, subject));
    if (incident !== null) known.set(rule._id, incident);
  }
  return known;
}

function openAlerts(known: ReadonlyMap<string, Incident>, ofRule: ReadonlyMap<AlertRule, Found>): OpenAlerts {
  return {
    has: ({ _id }) => known.has(_id),
    isNews: (rule, first) => {
      const facts = ofRule.get(rule)?.facts;
      const incident = known.get(first._id);
      return facts !== undefined && incident !== undefined && !isSaidBy(incident, facts, first);
    },
  };
}

function begin({ hasher }: Ports, { facts, subject, cause }: Found, others: readonly Found[]): Incident {
  const finders = others.map((other) => other.facts);
  return withFinders(beginLasting(facts, { subject, cause }, hasher), finders);
}

/** A rule that finds later what is told already is named, too. */
async function join({ incidents }: Ports, incident: Incident, others: readonly Found[]): Promise<void> {
  const joined = withFinders(
    incident,
    others.map((other) => other.facts),
  );
  if (joined !== incident) await incidents.replace(joined, incident.v);
}
