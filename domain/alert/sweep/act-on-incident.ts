// What a step of a rule does by itself: it pauses the job of an incident, or its hosts, as somebody would, with an entry in
// the audit. A refusal is told and not thrown: the next step comes all the same.
import type { EscalationAction } from '../rule/escalation.ts';
import type { AlertRule } from '../rule/alert-rule.ts';
import { auditId } from '../../system/audit/audit-id.ts';
import type { AuditStore } from '../../system/audit/audit-entry.ts';
import { isWebloomError, type WebloomError } from '../../system/errors.ts';
import type { ActionOutcome } from '../incident/escalate.ts';
import type { Incident } from '../incident/incident.ts';
import { toJobPlan, toPlannedJob } from '../../job/job-plan.ts';
import { orderedId } from '../../run/ids.ts';
import { urlHost } from '../../web/url/key.ts';
import type { VerbPorts } from '../../job/control-ports.ts';
import { type PauseHostPorts, pauseHost } from '../../job/hold/pause-host.ts';
import { pauseJob } from '../../job/verb/verbs.ts';

export type ActPorts = VerbPorts & PauseHostPorts & { readonly audit: Pick<AuditStore, 'insert'> };

export interface ActTarget {
  readonly incident: Incident;
  readonly rule: AlertRule;
  /** Of the step, from 1. */
  readonly number: number;
}

/** Of one job; more are rather a mistake. */
const MAX_HOSTS = 5;

export async function actOnIncident(
  ports: ActPorts,
  action: EscalationAction,
  target: ActTarget,
): Promise<ActionOutcome> {
  switch (action) {
    case 'pause-job':
      return pauseJobOf(ports, target);
    case 'pause-host':
      return pauseHostsOf(ports, target);
  }
}

async function pauseJobOf(ports: ActPorts, target: ActTarget): Promise<ActionOutcome> {
  const action = 'pause-job';
  const { job } = target.incident;
  if (job === undefined)
    return { action, done: 'There is no job to pause.', remedy: 'Take the step out of the rule.' };
  const refusal = await attempt(() => pauseJob(ports, job.id, actorOf(target.rule)));
  await note(ports, target, { operation: 'pauseJob', subjectId: job.id, subjectName: job.name, refusal });
  if (refusal !== null) return { action, done: `${job.name} could not be paused.`, remedy: refusal.message };
  return {
    action,
    done: `${job.name} is paused.`,
    remedy: 'When the cause is found, resume the job: nothing is fetched and no run begins before.',
  };
}

async function pauseHostsOf(ports: ActPorts, target: ActTarget): Promise<ActionOutcome> {
  const action = 'pause-host';
  const { incident, rule } = target;
  const hosts = await hostsOf(ports, incident);
  if (hosts.length === 0)
    return { action, done: 'There is no host to pause.', remedy: 'Take the step out of the rule.' };
  const paused: string[] = [];
  const refused: string[] = [];
  for (const host of hosts) {
    const request = { workspaceId: rule.workspaceId, host, by: actorOf(rule), reason: incident.title };
    const refusal = await attempt(() => pauseHost(ports, { ...request, until: null }));
    await note(ports, target, { operation: 'pauseHost', subjectId: host, subjectName: host, refusal });
    if (refusal === null) paused.push(host);
    else refused.push(refusal.message);
  }
  if (paused.length === 0)
    return { action, done: `${hosts.join(', ')} could not be paused.`, remedy: refused.join(' ') };
  return {
    action,
    done: `${paused.join(', ')} ${paused.length === 1 ? 'is' : 'are'} paused.`,
    remedy: 'When the cause is found, resume it under Hosts: no run asks it before, and its pages wait.',
  };
}

/** Of the page or the host it is about, else those of the job's first addresses. */
async function hostsOf({ jobs }: Pick<ActPorts, 'jobs'>, { host, page, job }: Incident): Promise<string[]> {
  if (host !== undefined) return [host];
  if (page !== undefined) return [urlHost(page.url)];
  const document = job === undefined ? null : await jobs.get(job.id);
  return document === null ? [] : [...toJobPlan(toPlannedJob(document)).hosts].slice(0, MAX_HOSTS);
}

function actorOf({ name }: Pick<AlertRule, 'name'>): string {
  return `alert rule ${name}`;
}

/** Null: it was done. A store or an engine that is away is thrown, and the step comes again. */
async function attempt(act: () => Promise<unknown>): Promise<WebloomError | null> {
  try {
    await act();
    return null;
  } catch (error) {
    if (isWebloomError(error) && error.code !== 'dependency-unavailable') return error;
    throw error;
  }
}

interface Noted {
  readonly operation: string;
  readonly subjectId: string;
  readonly subjectName: string;
  readonly refusal: WebloomError | null;
}

const DONE = 200;
const REFUSED = 409;

async function note(
  ports: ActPorts,
  { incident, rule, number }: ActTarget,
  { operation, subjectId, subjectName, refusal }: Noted,
): Promise<void> {
  const at = incident.stepAt ?? ports.clock.now();
  const seed = `${incident._id} step ${number} ${subjectId}`;
  await ports.audit.insert({
    _id: auditId(orderedId(at, seed, ports.hasher)),
    workspaceId: rule.workspaceId,
    at: ports.clock.now(),
    actor: actorOf(rule),
    keyId: null,
    how: 'rule',
    action: operation,
    subjectId,
    subjectName,
    address: '',
    userAgent: '',
    result: refusal === null ? 'done' : 'refused',
    status: refusal === null ? DONE : REFUSED,
    code: refusal?.code ?? null,
    changes: [],
    requestId: incident._id,
  });
}
