// Tells when most of a limit of the workspace's plan is in use, and when it is not any more.
import type { AlertRule } from '../rule/alert-rule.ts';
import type { Incident } from '../incident/incident.ts';
import { moveIncident } from '../incident/telling.ts';
import { type LimitPorts, planOf } from '../../job/limit/reserve.ts';
import { LIMIT_LABELS, remedyOf } from '../../job/limit/limit-words.ts';
import { useText } from '../../job/limit/use-words.ts';
import { type LimitUse, type UsageReport, lastingUses, readUsage } from '../../job/limit/usage-report.ts';
import type { AlertPorts } from './alert-ports.ts';
import { beginOnce, type Found } from './begin-once.ts';

const BATCH = 500;

type Ports = AlertPorts & LimitPorts;
type Reports = Map<string, Promise<UsageReport | null>>;

export async function checkLimits(ports: Ports): Promise<void> {
  const reports: Reports = new Map();
  const rules = (await ports.alertRules.ofKind('limit-near')).filter(({ enabled }) => enabled);
  const found: Found[] = [];
  for (const rule of rules) {
    const report = await reportOf(ports, reports, rule.workspaceId);
    const uses = report === null ? [] : lastingUses(report, percentOf(rule));
    if (report !== null) found.push(...uses.map((use) => foundOf(ports, { rule, report, use })));
  }
  await beginOnce(ports, found);
  for (const incident of await ports.incidents.openOfKind('limit-near', BATCH))
    await end(ports, reports, incident);
}

/** Null: nothing limits the workspace. */
function reportOf(ports: Ports, known: Reports, workspaceId: string): Promise<UsageReport | null> {
  const report = known.get(workspaceId) ?? read(ports, workspaceId);
  known.set(workspaceId, report);
  return report;
}

async function read(ports: Ports, workspaceId: string): Promise<UsageReport | null> {
  const { limits } = await planOf(ports, workspaceId);
  return Object.values(limits).every((value) => value === null) ? null : readUsage(ports, workspaceId);
}

function percentOf({ when }: AlertRule): number {
  return when.kind === 'limit-near' ? when.percent : 100;
}

interface Near {
  readonly rule: AlertRule;
  readonly report: UsageReport;
  readonly use: LimitUse;
}

function foundOf(ports: Ports, { rule, report, use }: Near): Found {
  const now = ports.clock.now();
  const { limit, level } = use;
  const facts = {
    rule,
    at: now,
    now,
    severity: level === 'over' ? ('critical' as const) : ('warning' as const),
    title: `${LIMIT_LABELS[limit]}: ${level === 'over' ? 'the limit is met' : 'the limit is near'}`,
    lines: [useText(use, report.plan), remedyOf(limit)],
    reason: `${percentOf(rule)} % of the limit are in use`,
    subject: { limit },
  };
  return { facts, subject: limit, cause: now.toISOString() };
}

async function end(ports: Ports, reports: Reports, incident: Incident): Promise<void> {
  const rule = await ports.alertRules.get(incident.ruleId);
  const report = await reportOf(ports, reports, incident.workspaceId);
  const near = report === null || rule === null ? [] : lastingUses(report, percentOf(rule));
  if (near.some(({ limit }) => limit === incident.limit)) return;
  const moved = moveIncident(incident, { event: 'resolve', by: 'monitor', at: ports.clock.now() }, rule);
  await ports.incidents.replace(moved, incident.v);
}
