// Hands over what is due. A message has its id before it is sent: that of an incident follows from how often it was told,
// that of a digest is written into its incidents first. Cut off anywhere, the next turn sends the same message again,
// which changes nothing, and then notes it.
import type { AlertRule } from '../rule/alert-rule.ts';
import { summaryRoom } from '../rule/alert-words.ts';
import { byGravity } from '../incident/gathered.ts';
import { digestMessage, incidentMessage } from '../incident/incident-message.ts';
import type { Incident } from '../incident/incident.ts';
import { inheritedBy } from '../incident/finders.ts';
import { hasWaited } from '../incident/defer.ts';
import { messageId } from '../incident/incident-id.ts';
import { afterTelling, untold } from '../incident/telling.ts';
import type { AlertPorts } from './alert-ports.ts';
import { runSummary } from '../../change/words/run-summary.ts';
import { deferInMaintenance } from './defer-in-maintenance.ts';
import { nameGathered, readFound } from './name-gathered.ts';
import { sendAlert } from './send-alert.ts';

/** Returns how many incidents were told. */
export async function tellIncidents(ports: AlertPorts, limit: number): Promise<number> {
  const due = await ports.incidents.due(ports.clock.now(), limit);
  for (const [ruleId, incidents] of groupBy(due, (incident) => incident.ruleId))
    await tellOfRule(ports, ruleId, incidents);
  return due.length;
}

async function tellOfRule(ports: AlertPorts, ruleId: string, incidents: readonly Incident[]): Promise<void> {
  const rule = await ports.alertRules.get(ruleId);
  if (rule === null || !rule.enabled) {
    for (const incident of incidents) await passOn(ports, incident);
    return;
  }
  const told = await deferInMaintenance(ports, incidents);
  const counted = inOrder(await Promise.all(told.map((incident) => nameGathered(ports, incident))));
  const fresh = counted.filter(({ digestId }) => digestId === undefined);
  const begun = counted.filter(({ digestId }) => digestId !== undefined);
  for (const [id, members] of groupBy(begun, ({ digestId }) => digestId ?? ''))
    await tellTogether(ports, rule, id, members);
  const waited = fresh.filter(hasWaited);
  const others = fresh.filter((one) => !hasWaited(one));
  await tellFresh(ports, rule, waited, waited.length > 1);
  await tellFresh(ports, rule, others, rule.digest !== 'none' || others.length > rule.stormAfter + 1);
}

/** What its rule does not tell any more is told by one that found it too and kept silent for it; else by nobody. */
async function passOn({ incidents, alertRules, clock }: AlertPorts, incident: Incident): Promise<void> {
  const now = clock.now();
  const heirs = incident.next === 'begin' && incident.digestId === undefined ? (incident.alsoBy ?? []) : [];
  for (const { ruleId } of heirs) {
    const rule = await alertRules.get(ruleId);
    if (rule === null || !rule.enabled) continue;
    const passed = inheritedBy(incident, rule, now);
    // It may have found the same anew since, because the other rule was gone.
    if (passed.openKey !== undefined && (await incidents.open(passed.openKey)) !== null) break;
    await incidents.replace(passed, incident.v);
    return;
  }
  await incidents.replace(untold(incident, now), incident.v);
}

async function tellFresh(
  ports: AlertPorts,
  rule: AlertRule,
  fresh: readonly Incident[],
  isDigest: boolean,
): Promise<void> {
  const alone = isDigest && fresh.length > 1 ? await sentAlone(ports, rule, fresh) : fresh;
  const together = fresh.filter((one) => !alone.includes(one));
  if (together.length > 0) await tellTogether(ports, rule, ...(await assign(ports, together)));
  for (const incident of alone) await tellOne(ports, rule, incident);
}

/** Those that a turn that was cut off has handed over without noting it: their message goes out again, and in no digest. */
async function sentAlone(
  ports: AlertPorts,
  rule: AlertRule,
  fresh: readonly Incident[],
): Promise<readonly Incident[]> {
  const sent = await Promise.all(fresh.map((one) => ports.wasSent(incidentMessage(one), rule.channels)));
  return fresh.filter((_, index) => sent[index]);
}

/** Writes the digest's id into its incidents, so that a repeat sends the same ones under it. */
async function assign(ports: AlertPorts, incidents: readonly Incident[]): Promise<[string, Incident[]]> {
  const [first] = incidents;
  const digestId = first === undefined ? '' : messageId(first._id, 'digest', first.told);
  const members: Incident[] = [];
  for (const incident of incidents) {
    const member = { ...incident, digestId };
    if (await ports.incidents.replace(member, incident.v)) members.push({ ...member, v: incident.v + 1 });
  }
  return [digestId, members];
}

async function tellTogether(
  ports: AlertPorts,
  rule: AlertRule,
  digestId: string,
  members: readonly Incident[],
): Promise<void> {
  if (members.length === 0) return;
  const summary = await sumUp(ports, rule, members);
  await sendAlert(ports, rule, digestMessage(digestId, { rule, summary }, members));
  for (const member of members) await note(ports, rule, member);
}

/** One line of all that a digest tells of; '' where some of it is no change and no price, or is told of again. */
async function sumUp(ports: AlertPorts, rule: AlertRule, members: readonly Incident[]): Promise<string> {
  const { kind } = rule.when;
  const isNews = members.every(({ next = 'begin' }) => next === 'begin');
  if (!isNews || (kind !== 'change' && kind !== 'price')) return '';
  const found = (await Promise.all(members.map((one) => readFound(ports, one)))).flatMap((one) => one.found);
  const total = members.reduce((sum, { gathered = 1 }) => sum + gathered, 0);
  return runSummary(found, {
    total,
    most: summaryRoom(rule.name),
  });
}

async function tellOne(ports: AlertPorts, rule: AlertRule, incident: Incident): Promise<void> {
  await sendAlert(ports, rule, incidentMessage(incident));
  await note(ports, rule, incident);
}

/** When somebody changed it meanwhile it stays due, and the same message is handed over again. */
async function note(ports: AlertPorts, rule: AlertRule, incident: Incident): Promise<void> {
  await ports.incidents.replace(afterTelling(incident, ports.clock.now(), rule), incident.v);
}

/** The gravest first, and what stands for many after all that have a message of their own. */
function inOrder(incidents: readonly Incident[]): Incident[] {
  const isMany = ({ gathers }: Incident): boolean => gathers === true;
  return [...byGravity(incidents.filter((one) => !isMany(one))), ...byGravity(incidents.filter(isMany))];
}

function groupBy(
  incidents: readonly Incident[],
  key: (incident: Incident) => string,
): Map<string, Incident[]> {
  const groups = new Map<string, Incident[]>();
  for (const incident of incidents) {
    const group = groups.get(key(incident)) ?? [];
    group.push(incident);
    groups.set(key(incident), group);
  }
  return groups;
}
