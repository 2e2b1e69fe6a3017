// Tells of hosts that jobs look at and that answer with nothing but failures or refusals, and when they answer again. A
// host that nobody has asked of late is not known to fail, so nothing begins; what has begun lasts until it answers.
import { type AlertRule, isInScope } from '../rule/alert-rule.ts';
import { blockedHostWords } from '../rule/host-words.ts';
import type { Host } from '../../web/host/host.ts';
import type { Incident } from '../incident/incident.ts';
import { moveIncident } from '../incident/telling.ts';
import type { JobPlan } from '../../job/job-plan.ts';
import { CIRCUIT_THRESHOLD } from '../../web/politeness/circuit.ts';
import { type AlertPorts, AlertTurn, namedJob } from './alert-ports.ts';
import { beginOnce, type Found } from './begin-once.ts';
import { MINUTE_MS } from '../../system/duration.ts';

const BATCH = 500;
/** A host that failed for the last time longer ago was not asked since. */
const RECENT_MS = 10 * MINUTE_MS;
const MAX_JOBS = 10_000;

export async function checkBlockedHosts(ports: AlertPorts): Promise<void> {
  const rules = (await ports.alertRules.ofKind('host-blocked')).filter(({ enabled }) => enabled);
  const turn = new AlertTurn(ports);
  if (rules.length > 0) await beginAll(ports, turn, rules);
  for (const incident of await ports.incidents.openOfKind('host-blocked', BATCH))
    await end(ports, turn, incident);
}

async function beginAll(ports: AlertPorts, turn: AlertTurn, rules: readonly AlertRule[]): Promise<void> {
  const now = ports.clock.now().getTime();
  let after: string | null = null;
  for (;;) {
    const hosts: Host[] = await ports.hosts.list({ after, limit: BATCH, failedInRow: CIRCUIT_THRESHOLD });
    const failing = hosts.filter(({ failedAt }) => now - failedAt <= RECENT_MS);
    const plans = failing.length === 0 ? [] : await jobsOf(ports, failing);
    const found: Found[] = [];
    for (const host of failing)
      for (const rule of rules) {
        const one = await judge(turn, { rule, host, plans, now });
        if (one !== null) found.push(one);
      }
    await beginOnce(ports, found);
    after = hosts.at(-1)?._id ?? null;
    if (hosts.length < BATCH) return;
  }
}

function jobsOf(ports: AlertPorts, hosts: readonly Pick<Host, '_id'>[]): Promise<JobPlan[]> {
  const names = hosts.map(({ _id }) => _id);
  return ports.overview.jobsOfHosts(names, MAX_JOBS);
}

interface Failing {
  readonly rule: AlertRule;
  readonly host: Host;
  readonly plans: readonly JobPlan[];
  readonly now: number;
}

async function judge(turn: AlertTurn, { rule, host, plans, now }: Failing): Promise<Found | null> {
  const { _id: name, failingSince } = host;
  if (rule.when.kind !== 'host-blocked' || now - failingSince < rule.when.afterMinutes * MINUTE_MS)
    return null;
  const jobs = await jobsInScope(
    turn,
    rule,
    plans.filter(({ hosts }) => hosts.includes(name)),
  );
  const [first] = jobs;
  if (first === undefined) return null;
  const only = jobs.length === 1 ? await turn.job(first.jobId) : null;
  const since = new Date(failingSince);
  const facts = {
    rule,
    at: since,
    now: new Date(now),
    severity: 'warning' as const,
    ...blockedHostWords(
      host,
      jobs.map((job) => job.name),
    ),
    reason: `nothing but failures since ${since.toISOString()}`,
    subject: { host: name, ...(only === null ? {} : { job: namedJob(only) }) },
  };
  return { facts, subject: name, cause: String(failingSince) };
}

async function jobsInScope(turn: AlertTurn, rule: AlertRule, plans: readonly JobPlan[]): Promise<JobPlan[]> {
  const own = plans.filter(({ workspaceId }) => workspaceId === rule.workspaceId);
  if (rule.scope.kind !== 'tag') return own.filter(({ jobId }) => isInScope(rule.scope, { jobId, tags: [] }));
  const tagged: JobPlan[] = [];
  for (const plan of own) {
    const job = await turn.job(plan.jobId);
    if (job !== null && isInScope(rule.scope, job)) tagged.push(plan);
  }
  return tagged;
}

async function end(ports: AlertPorts, turn: AlertTurn, incident: Incident): Promise<void> {
  const rule = await ports.alertRules.get(incident.ruleId);
  const host = incident.host === undefined ? null : await ports.hosts.get(incident.host);
  const isFailing = host !== null && host.failedInRow >= CIRCUIT_THRESHOLD;
  if (isFailing && rule !== null) {
    const plans = (await jobsOf(ports, [host])).filter(({ hosts }) => hosts.includes(host._id));
    if ((await jobsInScope(turn, rule, plans)).length > 0) return;
  }
  const moved = moveIncident(incident, { event: 'resolve', by: 'monitor', at: ports.clock.now() }, rule);
  await ports.incidents.replace(moved, incident.v);
}
