// Judges ended runs by the alert rules: failed runs, pages that keep failing, runs that went worse than others, jobs with
// nothing to watch. All last
// until a later run ends well. The end of a run also tells what was gathered of it.
import { ALERT_KINDS, type AlertRule, type DegradedCondition } from '../rule/alert-rule.ts';
import {
  degradedWords,
  failedIn,
  failedRunWords,
  failingPagesWords,
  nothingWords,
} from '../rule/alert-words.ts';
import { tellingTime } from '../rule/telling-time.ts';
import { covers } from '../rule/which-rule-tells.ts';
import type { IncidentFacts } from '../incident/begin-incident.ts';
import { incidentGroup, openKey } from '../incident/incident-id.ts';
import { moveIncident } from '../incident/telling.ts';
import { parseFailureId, failureId } from '../../page/failure-id.ts';
import type { Failure } from '../../page/page-store.ts';
import type { GateHit } from '../../config/gate/finding.ts';
import { LEAST_COMPARED } from '../../run/degradation/find-degradation.ts';
import { findingWords } from '../../config/gate/finding-words.ts';
import type { JobTrouble } from '../../job/job-trouble.ts';
import type { RunSummary } from '../../run/run.ts';
import { type AlertJob, type AlertPorts, type AlertTurn, namedJob } from './alert-ports.ts';
import { beginOnce, type Found } from './begin-once.ts';

/** Failed pages of a run that are followed through the runs before it. */
const FOLLOWED = 1_000;
/** Runs that are looked through for as many whole ones as a rule asks for. */
const LOOKED_AT = 50;
/** Runs of some pages alone say nothing about the others. */
const PARTIAL: ReadonlySet<string> = new Set(['confirm', 'replay']);

/** Returns how many were judged. One whose job still holds it waits, because its retry is decided then. */
export async function judgeRuns(ports: AlertPorts, turn: AlertTurn, limit: number): Promise<number> {
  const runs = await ports.alertMarks.runs(limit);
  const judged: string[] = [];
  for (const run of runs) {
    const job = await turn.job(run.jobId);
    if (job?.activeRun === run._id) continue;
    // Where the process died that was told the decision.
    if (run.hold !== undefined && run.hold.state !== 'held')
      await ports.history.settleUnreleased(run._id, run.hold.state, ports.clock.now());
    if (job !== null) await judgeOne(ports, turn, { run, job });
    judged.push(run._id);
  }
  await ports.alertMarks.runsJudged(judged);
  return judged.length;
}

interface Ended {
  readonly run: RunSummary;
  readonly job: AlertJob;
}

async function judgeOne(ports: AlertPorts, turn: AlertTurn, ended: Ended): Promise<void> {
  const found: Found[] = [];
  const rules = await turn.rulesOf(ended.job);
  for (const rule of rules) {
    if (isToldByFailure(rule, rules, ended.run) || isToldByNothing(rule, rules, ended)) continue;
    const one = await judgeBy(ports, rule, ended);
    if (one !== null) found.push(one);
  }
  for (const kind of ALERT_KINDS)
    await beginOnce(
      ports,
      found.filter(({ facts }) => facts.rule.when.kind === kind),
    );
}

/** That a run failed says that its pages did: a rule about pages adds nothing for those who hear of the failure. */
function isToldByFailure(rule: AlertRule, rules: readonly AlertRule[], run: RunSummary): boolean {
  const isAboutPages = rule.when.kind === 'degraded' || rule.when.kind === 'pages-failing';
  if (!isAboutPages || run.state !== 'failed' || (run.gateHits ?? []).length > 0) return false;
  return rules.some(
    (other) => other.when.kind === 'run-failed' && covers(other, rule) && !isOlderThan(run, other),
  );
}

const OF_NOTHING: ReadonlySet<string> = new Set(['pages', 'field', 'page-type']);

/** That there is nothing to watch says that there is less than usual. */
function isToldByNothing(rule: AlertRule, rules: readonly AlertRule[], ended: Ended): boolean {
  const { degradation, gateHits = [] } = ended.run;
  if (rule.when.kind !== 'degraded' || gateHits.length > 0 || shownNothing(ended) === null) return false;
  if (degradation?.findings.every(({ kind }) => OF_NOTHING.has(kind)) !== true) return false;
  return rules.some(
    (other) =>
      other.when.kind === 'nothing-to-watch' && covers(other, rule) && !isOlderThan(ended.run, other),
  );
}

/** The trouble that this run showed, if it is that there is nothing to watch. A page that is gone was told as a change. */
function shownNothing({ run, job }: Ended): JobTrouble | null {
  const { trouble = null } = job;
  if (trouble?.kind !== 'nothing-to-watch' || trouble.runId !== run._id) return null;
  const { reasons = {} } = run.totals ?? {};
  const isGone = (reasons['page-removed'] ?? 0) + (reasons['still-removed'] ?? 0) > 0;
  return trouble.subject === 'pages' && isGone ? null : trouble;
}

function isOlderThan({ finishedAt, createdAt }: RunSummary, rule: AlertRule): boolean {
  return (finishedAt ?? createdAt) < rule.createdAt;
}

/** What the rule finds of the run; what it found before and does not find any more is over. */
async function judgeBy(ports: AlertPorts, rule: AlertRule, ended: Ended): Promise<Found | null> {
  const isOlder = isOlderThan(ended.run, rule);
  switch (rule.when.kind) {
    case 'change':
    case 'price':
      await tellGathered(ports, rule, ended.run);
      return null;
    case 'run-failed':
      return isOlder ? null : judgeEnding(ports, rule, ended);
    case 'pages-failing':
      return isOlder ? null : judgePages(ports, rule, rule.when.runs, ended);
    case 'degraded':
      return isOlder ? null : judgeDegraded(ports, rule, rule.when, ended);
    case 'nothing-to-watch':
      return isOlder ? null : judgeNothing(ports, rule, ended);
    case 'no-run':
    case 'host-blocked':
    case 'health':
    case 'limit-near':
      return null;
  }
}

async function tellGathered(ports: AlertPorts, rule: AlertRule, { _id: runId }: RunSummary): Promise<void> {
  const tellAt = tellingTime(rule, ports.clock.now());
  for (const incident of await ports.incidents.ofGroup(incidentGroup(rule._id, runId))) {
    if (incident.gathers !== true || incident.state !== 'open' || incident.tellAt === undefined) continue;
    if (incident.tellAt > tellAt) await ports.incidents.replace({ ...incident, tellAt }, incident.v);
  }
}

/** While a retry is to come, nobody is told. */
async function judgeEnding(ports: AlertPorts, rule: AlertRule, { run, job }: Ended): Promise<Found | null> {
  const subject = job.jobId;
  if (run.state === 'completed' && !PARTIAL.has(run.trigger)) await resolve(ports, rule, subject, run);
  if (run.state !== 'failed' || job.retryAt !== null) return null;
  const facts: IncidentFacts = {
    rule,
    ...common(ports, { run, job }),
    severity: 'critical',
    ...failedRunWords(run, job.name),
    reason: `the run failed: ${run.endingReason?.code ?? 'no reason is known'}`,
  };
  return { facts, subject, cause: run._id };
}

async function judgePages(
  ports: AlertPorts,
  rule: AlertRule,
  runs: number,
  ended: Ended,
): Promise<Found | null> {
  const { run, job } = ended;
  if (run.state === 'stopped' || PARTIAL.has(run.trigger)) return null;
  const failing = await failingPages(ports, run, runs);
  const subject = job.jobId;
  if (failing.length === 0) {
    await resolve(ports, rule, subject, run);
    return null;
  }
  const facts: IncidentFacts = {
    rule,
    ...common(ports, ended),
    severity: 'warning',
    ...failingPagesWords(failing, runs, job.name),
    reason: failedIn(runs),
  };
  return { facts, subject, cause: run._id };
}

/** A run that was not compared, or with too few, says neither that it is worse nor that all is well again. */
async function judgeDegraded(
  ports: AlertPorts,
  rule: AlertRule,
  when: DegradedCondition,
  { run, job }: Ended,
): Promise<Found | null> {
  const subject = job.jobId;
  const worse = worseLines(when, run);
  if (worse.length === 0) {
    if (isCompared(run)) await resolve(ports, rule, subject, run);
    return null;
  }
  const facts: IncidentFacts = {
    rule,
    ...common(ports, { run, job }),
    severity: 'warning',
    ...degradedWords(worse, job.name, run.gateHits),
    reason: reasonOf(run),
  };
  return { facts, subject, cause: run._id };
}

/** A run of some pages alone does not say that there is something to watch, nor does one that failed. */
async function judgeNothing(ports: AlertPorts, rule: AlertRule, ended: Ended): Promise<Found | null> {
  const { run, job } = ended;
  const subject = job.jobId;
  const nothing = shownNothing(ended);
  if (nothing === null) {
    const isWhole = run.state === 'completed' && run.degradation !== undefined;
    if (isWhole && job.trouble?.kind !== 'nothing-to-watch') await resolve(ports, rule, subject, run);
    return null;
  }
  const facts: IncidentFacts = {
    rule,
    ...common(ports, ended),
    severity: 'warning',
    ...nothingWords(nothing, job.name),
    reason: 'the run found nothing to watch',
  };
  return { facts, subject, cause: run._id };
}

function reasonOf({ degradation, gateHits = [] }: RunSummary): string {
  if (gateHits.length > 0)
    return `the run closed the gate ${gateHits.map(({ gate }) => `"${gate}"`).join(', ')}`;
  return `worse than the ${degradation?.comparedWith.length ?? 0} runs before it`;
}

export function isCompared({ degradation }: Pick<RunSummary, 'degradation'>): boolean {
  return (degradation?.comparedWith.length ?? 0) >= LEAST_COMPARED;
}

/** What the rule tells of a run, in words. A gate is a bound somebody set: each rule tells that it closed. */
export function worseLines(
  { findings: kinds }: DegradedCondition,
  { degradation, gateHits = [] }: Pick<RunSummary, 'degradation' | 'gateHits'>,
): string[] {
  const findings = degradation?.findings ?? [];
  const worse = findings.filter(({ kind }) => kinds === undefined || kinds.includes(kind)).map(findingWords);
  return [...gateHits.map(gateLine), ...worse];
}

function gateLine({ text, action }: GateHit): string {
  return `${action === undefined ? 'Paused' : 'Changes held back'} by its gate: ${text}`;
}

function common(ports: AlertPorts, { run, job }: Ended): Pick<IncidentFacts, 'at' | 'now' | 'subject'> {
  const subject = { job: namedJob(job), run: { id: run._id } };
  return { at: run.finishedAt ?? run.createdAt, now: ports.clock.now(), subject };
}

type FailurePorts = Pick<AlertPorts, 'failures' | 'runs'>;

/** Pages that failed in this run and in each of the whole runs before it. */
export async function failingPages(
  { failures, runs }: FailurePorts,
  run: Pick<RunSummary, '_id' | 'jobId' | 'workspaceId'>,
  count: number,
): Promise<Failure[]> {
  const now = await failures.list(run._id, { after: null, limit: FOLLOWED, dead: true });
  if (now.length === 0) return [];
  const { workspaceId, jobId, _id: before } = run;
  const states = ['completed', 'failed'] as const;
  const earlier = await runs.summaries({ workspaceId, jobIds: [jobId], states, before, limit: LOOKED_AT });
  const whole = earlier.filter(({ trigger }) => !PARTIAL.has(trigger)).slice(0, count - 1);
  if (whole.length < count - 1) return [];
  let failing = now;
  for (const { _id } of whole) {
    const key = ({ _id: id }: Failure): string => failureId(_id, parseFailureId(id).urlKey);
    const dead = await failures.deadAmong(failing.map(key));
    failing = failing.filter((one) => dead.has(key(one)));
  }
  return failing;
}

async function resolve(
  ports: AlertPorts,
  rule: AlertRule,
  subject: string,
  run: Pick<RunSummary, 'finishedAt' | 'createdAt'>,
): Promise<void> {
  const incident = await ports.incidents.open(openKey(rule.when.kind, rule._id, subject));
  if (incident === null || incident.startedAt > (run.finishedAt ?? run.createdAt)) return;
  const moved = moveIncident(incident, { event: 'resolve', by: 'monitor', at: ports.clock.now() }, rule);
  await ports.incidents.replace(moved, incident.v);
}
