// Judges what the monitor saw of Webloom itself by the operator's rules: a component that is not well for long enough is an
// incident until it is well again for a while. When nobody has looked of late, nothing is judged.
import { DEFAULT_WORKSPACE } from '../../system/access/workspace-id.ts';
import type { AlertRule, HealthCondition } from '../rule/alert-rule.ts';
import { looksAtComponent } from '../rule/health-component.ts';
import { type HealthDocument, type HealthComponent, type StoreLoss, isUnwell } from '../../health/health.ts';
import { isBlind } from '../../health/judge-health.ts';
import { tellingRules } from '../rule/which-rule-tells.ts';
import { beginPast } from '../incident/begin-incident.ts';
import { withFinders } from '../incident/finders.ts';
import type { Incident } from '../incident/incident.ts';
import {
  followComponent,
  componentSeverity,
  componentWords,
  storeLossWords,
} from '../incident/unwell-component.ts';
import type { AlertPorts } from './alert-ports.ts';
import { beginOnce, type Found } from './begin-once.ts';
import { MINUTE_MS } from '../../system/duration.ts';

const BATCH = 500;
const STORE = { id: 'store', kind: 'service' } as const;

export async function checkHealth(ports: AlertPorts): Promise<void> {
  const rules = (await ports.alertRules.ofKind('health')).filter(
    ({ enabled, workspaceId }) => enabled && workspaceId === DEFAULT_WORKSPACE,
  );
  const open = await ports.incidents.openOfKind('health', BATCH);
  if (rules.length === 0 && open.length === 0) return;
  const document = await ports.health.get();
  if (document === null || isBlind({ document, now: ports.clock.now().getTime() })) return;
  const looks = rules.flatMap((rule) => (rule.when.kind === 'health' ? [{ rule, when: rule.when }] : []));
  await beginOnce(
    ports,
    looks.flatMap((look) => unwellFound(ports, look, document)),
  );
  await tellLoss(ports, looks, document);
  for (const incident of open) await follow(ports, incident, document);
}

interface Look {
  readonly rule: AlertRule;
  readonly when: HealthCondition;
}

function isLong({ afterMinutes }: HealthCondition, from: Date, to: Date): boolean {
  return to.getTime() - from.getTime() >= afterMinutes * MINUTE_MS;
}

function unwellFound(ports: AlertPorts, { rule, when }: Look, { at, parts: seen }: HealthDocument): Found[] {
  return seen.flatMap((part) => {
    if (!isUnwell(part) || part.since === null || !looksAtComponent(when.parts, part)) return [];
    const since = new Date(part.since);
    return isLong(when, since, at) ? [foundPart(ports, rule, part, since)] : [];
  });
}

function foundPart(ports: AlertPorts, rule: AlertRule, part: HealthComponent, since: Date): Found {
  const facts = {
    rule,
    at: since,
    now: ports.clock.now(),
    severity: componentSeverity(part),
    ...componentWords(part, since),
    reason: `not well since ${since.toISOString()}`,
    subject: {},
  };
  return { facts, subject: part.id, cause: String(since.getTime()) };
}

async function tellLoss(
  ports: AlertPorts,
  looks: readonly Look[],
  { storeLoss: loss }: HealthDocument,
): Promise<void> {
  if (loss === undefined) return;
  const finders = looks.filter(
    ({ rule, when }) =>
      looksAtComponent(when.parts, STORE) && isLong(when, loss.from, loss.to) && loss.to >= rule.createdAt,
  );
  const tellings = tellingRules(finders.map(({ rule }) => rule));
  await ports.incidents.insert(
    tellings.map(({ rule, silent }) => {
      const incident = lossIncident(ports, rule, loss);
      const { reason } = incident;
      return withFinders(
        incident,
        silent.map((other) => ({ rule: other, reason })),
      );
    }),
  );
}

/** While the store is away nothing can be judged or kept, so this is told when it is back. */
function lossIncident(ports: AlertPorts, rule: AlertRule, loss: StoreLoss): Incident {
  const facts = {
    rule,
    at: loss.from,
    now: ports.clock.now(),
    severity: 'critical' as const,
    ...storeLossWords(loss),
    reason: `the store was away from ${loss.from.toISOString()} on`,
    subject: {},
  };
  return beginPast(facts, 'store-loss', ports.hasher);
}

async function follow(ports: AlertPorts, incident: Incident, document: HealthDocument): Promise<void> {
  const subject = incident.openKey?.slice(`health:${incident.ruleId}:`.length);
  const part = document.parts.find(({ id }) => id === subject) ?? null;
  const rule = await ports.alertRules.get(incident.ruleId);
  const followed = followComponent(incident, { at: document.at, part, rule });
  if (followed !== incident) await ports.incidents.replace(followed, incident.v);
}
