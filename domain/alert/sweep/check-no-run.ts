// Tells when a run was due and none has begun, and when one has. A job that is paused or stopped is not due.
import { type AlertRule, isInScope } from '../rule/alert-rule.ts';
import { noRunWords } from '../rule/alert-words.ts';
import type { Incident } from '../incident/incident.ts';
import { moveIncident } from '../incident/telling.ts';
import { type AlertJob, type AlertPorts, AlertTurn, namedJob, toAlertJob } from './alert-ports.ts';
import { beginOnce, type Found } from './begin-once.ts';
import { MINUTE_MS } from '../../system/duration.ts';

const BATCH = 500;

export async function checkNoRun(ports: AlertPorts): Promise<void> {
  const rules = (await ports.alertRules.ofKind('no-run')).filter(({ enabled }) => enabled);
  const found: Found[] = [];
  for (const rule of rules) found.push(...(await judge(ports, rule)));
  await beginOnce(ports, found);
  const turn = new AlertTurn(ports);
  for (const incident of await ports.incidents.openOfKind('no-run', BATCH)) await end(ports, turn, incident);
}

async function judge(ports: AlertPorts, rule: AlertRule): Promise<Found[]> {
  if (rule.when.kind !== 'no-run') return [];
  const now = ports.clock.now();
  const late = await ports.jobs.due(new Date(now.getTime() - rule.when.afterMinutes * MINUTE_MS), BATCH);
  const jobs = late.map(toAlertJob).filter((job) => job.workspaceId === rule.workspaceId);
  return jobs
    .filter((job) => isInScope(rule.scope, job) && job.activeRun === null)
    .flatMap((job) => (job.nextRunAt === null ? [] : [foundOf({ rule, job, due: job.nextRunAt, now })]));
}

interface Late {
  readonly rule: AlertRule;
  readonly job: AlertJob;
  readonly due: Date;
  readonly now: Date;
}

function foundOf({ rule, job, due, now }: Late): Found {
  const facts = {
    rule,
    at: due,
    now,
    severity: 'critical' as const,
    ...noRunWords(job.name, due),
    reason: `no run has begun since ${due.toISOString()}`,
    subject: { job: namedJob(job) },
  };
  return { facts, subject: job.jobId, cause: due.toISOString() };
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
