// Tells when a run was due and none has begun, and when one has. A job that is paused or stopped is not due.
import { type AlertRule, isInScope } from '../../alert/alert-rule.ts';
import { noRunWords } from '../../alert/alert-words.ts';
import { beginLasting } from '../../incident/begin-incident.ts';
import type { Incident } from '../../incident/incident.ts';
import { moveIncident } from '../../incident/telling.ts';
import { type AlertJob, type AlertPorts, AlertTurn, toAlertJob } from './alert-ports.ts';

const MINUTE = 60_000;
const BATCH = 500;

export async function watchNoRun(ports: AlertPorts): Promise<void> {
  const rules = (await ports.alertRules.ofKind('no-run')).filter(({ enabled }) => enabled);
  for (const rule of rules) await judge(ports, rule);
  const turn = new AlertTurn(ports);
  for (const incident of await ports.incidents.openOfKind('no-run', BATCH)) await end(ports, turn, incident);
}

async function judge(ports: AlertPorts, rule: AlertRule): Promise<void> {
  if (rule.when.kind !== 'no-run') return;
  const now = ports.clock.now();
  const late = await ports.jobs.due(new Date(now.getTime() - rule.when.afterMinutes * MINUTE), BATCH);
  const jobs = late.map(toAlertJob).filter((job) => job.workspaceId === rule.workspaceId);
  const incidents = jobs
    .filter((job) => isInScope(rule.scope, job) && job.activeRun === null)
    .flatMap((job) => (job.nextRunAt === null ? [] : [begin(ports, { rule, job, due: job.nextRunAt, now })]));
  await ports.incidents.insert(incidents);
}

interface Late {
  readonly rule: AlertRule;
  readonly job: AlertJob;
  readonly due: Date;
  readonly now: Date;
}

function begin(ports: AlertPorts, { rule, job, due, now }: Late): Incident {
  const facts = {
    rule,
    at: due,
    now,
    severity: 'critical' as const,
    ...noRunWords(job.name, due),
    reason: `no run has begun since ${due.toISOString()}`,
    subject: { job: { id: job.jobId, name: job.name } },
  };
  return beginLasting(facts, { subject: job.jobId, cause: due.toISOString() }, ports.hasher);
}

async function end(ports: AlertPorts, turn: AlertTurn, incident: Incident): Promise<void> {
  const job = incident.job === undefined ? null : await turn.job(incident.job.id);
  const now = ports.clock.now();
  const isLate = job !== null && job.activeRun === null && job.nextRunAt !== null && job.nextRunAt < now;
  if (isLate) return;
  const rule = await ports.alertRules.get(incident.ruleId);
  const moved = moveIncident(incident, { event: 'resolve', by: 'monitor', at: now }, rule);
  await ports.incidents.replace(moved, incident.v);
}
