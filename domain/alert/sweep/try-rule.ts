// Tries an alert rule on what is stored: how often it would have told. Changes, prices and runs are judged by the functions
// that judge live ones; of each a bounded number is looked at, newest first.
import { type AlertRuleInput, isInScope } from '../rule/alert-rule.ts';
import {
  changeWords,
  degradedWords,
  failedRunWords,
  failingPagesWords,
  priceWords,
} from '../rule/alert-words.ts';
import { judgeChange } from '../rule/judge-change.ts';
import type { JobStore } from '../../job/job-store.ts';
import type { InboxStore } from '../../page/inbox.ts';
import type { PricePoint } from '../../page/page.ts';
import type { FailureStore, HistoryStore } from '../../page/page-store.ts';
import { replayPriceRule } from '../../price/rule/replay-rule.ts';
import type { RunSummary } from '../../run/run.ts';
import type { RunStore } from '../../run/run-store.ts';
import type { ControlPorts } from '../../job/control-ports.ts';
import { failingPages, isCompared, worseLines } from './judge-runs.ts';
import { DAY_MS } from '../../system/duration.ts';

export interface TryPorts extends Pick<ControlPorts, 'clock'> {
  readonly jobs: Pick<JobStore, 'list' | 'get'>;
  readonly inbox: Pick<InboxStore, 'scan'>;
  readonly history: Pick<HistoryStore, 'prices'>;
  readonly runs: Pick<RunStore, 'summaries'>;
  readonly failures: Pick<FailureStore, 'list' | 'deadAmong'>;
}

interface TriedAlert {
  readonly at: Date;
  readonly jobId: string;
  readonly title: string;
  readonly reason: string;
}

export interface TriedRule {
  /** Changes, price points or runs that were judged. */
  readonly judged: number;
  /** There are more of them in these days. */
  readonly isCut: boolean;
  /** Newest first. */
  readonly alerts: readonly (TriedAlert & { readonly group: string })[];
}

interface TriedJob {
  readonly jobId: string;
  readonly name: string;
}

const MAX_JOBS = 500;
const MAX_CHANGES = 5_000;
const MAX_POINTS = 5_000;
const MAX_RUNS = 200;

/** What can not be tried, in words; null: the rule was tried. */
export function trialNote({ when }: Pick<AlertRuleInput, 'when'>): string | null {
  switch (when.kind) {
    case 'no-run':
      return 'Nothing is stored of runs that did not begin, so this can not be tried.';
    case 'nothing-to-watch':
      return 'Only the last run of each job says whether it has something to watch, so this can not be tried.';
    case 'limit-near':
      return 'Nothing is stored of how much of a limit was in use, so this can not be tried.';
    case 'host-blocked':
    case 'health':
      return 'Nothing is stored of what was not well before, so this can not be tried.';
    case 'change':
    case 'price':
    case 'run-failed':
    case 'pages-failing':
    case 'degraded':
      return null;
  }
}

export interface TryRequest {
  readonly workspaceId: string;
  readonly rule: AlertRuleInput;
  readonly days: number;
}

export async function tryRule(ports: TryPorts, request: TryRequest): Promise<TriedRule> {
  const since = new Date(ports.clock.now().getTime() - request.days * DAY_MS);
  const jobs = await jobsInScope(ports, request);
  const tried = { ports, request, since, jobs };
  switch (request.rule.when.kind) {
    case 'change':
      return tryChanges(tried);
    case 'price':
      return tryPrices(tried);
    case 'run-failed':
    case 'pages-failing':
    case 'degraded':
      return tryRuns(tried);
    case 'no-run':
    case 'nothing-to-watch':
    case 'host-blocked':
    case 'health':
    case 'limit-near':
      // Nothing is stored of runs that did not begin, nor of hosts, parts and limits.
      return { judged: 0, isCut: false, alerts: [] };
  }
}

interface Trying {
  readonly ports: TryPorts;
  readonly request: TryRequest;
  readonly since: Date;
  readonly jobs: ReadonlyMap<string, TriedJob>;
}

async function jobsInScope(
  { jobs }: TryPorts,
  { workspaceId, rule }: TryRequest,
): Promise<Map<string, TriedJob>> {
  const { scope } = rule;
  const one = scope.kind === 'job' ? await jobs.get(scope.jobId) : null;
  const found =
    scope.kind === 'job' ? (one === null ? [] : [one]) : await jobs.list({ workspaceId, limit: MAX_JOBS });
  const own = found.filter(
    (job) => job.workspaceId === workspaceId && isInScope(scope, { jobId: job._id, tags: job.tags ?? [] }),
  );
  return new Map(own.map(({ _id, name }) => [_id, { jobId: _id, name }]));
}

async function tryChanges({ ports, request, since, jobs }: Trying): Promise<TriedRule> {
  const { workspaceId, rule } = request;
  const { when } = rule;
  if (when.kind !== 'change' || jobs.size === 0) return { judged: 0, isCut: false, alerts: [] };
  const filter = { workspaceId, since, jobIds: [...jobs.keys()], states: ['confirmed' as const] };
  const { rows, next } = await ports.inbox.scan(filter, null, MAX_CHANGES);
  const alerts = rows.flatMap((change) => {
    const { fires, reason } = judgeChange(when, change);
    const { title } = changeWords(change);
    return fires ? [{ at: change.at, jobId: change.jobId, title, reason, group: change.runId }] : [];
  });
  return { judged: rows.length, isCut: next !== null, alerts };
}

async function tryPrices({ ports, request, since, jobs }: Trying): Promise<TriedRule> {
  const { when } = request.rule;
  if (when.kind !== 'price') return { judged: 0, isCut: false, alerts: [] };
  const pages = new Map<string, PricePoint[]>();
  let judged = 0;
  for (const jobId of jobs.keys()) {
    if (judged >= MAX_POINTS) break;
    for (const point of await ports.history.prices({ jobId, limit: MAX_POINTS - judged })) {
      judged += 1;
      pages.set(point.pageId, [point, ...(pages.get(point.pageId) ?? [])]);
    }
  }
  const alerts = [...pages.values()].flatMap((points) => {
    const observed = points.map((point) => ({ ...point, at: point.at.getTime() }));
    const byTime = new Map(points.map((point) => [point.at.getTime(), point]));
    return replayPriceRule(when.rule, observed).fired.flatMap(({ at, reason }) => {
      const point = byTime.get(at);
      if (point === undefined || point.at < since) return [];
      const { title } = priceWords(point, reason);
      return [{ at: point.at, jobId: point.jobId, title, reason, group: point.runId }];
    });
  });
  const newest = alerts.toSorted((a, b) => b.at.getTime() - a.at.getTime());
  return { judged, isCut: judged >= MAX_POINTS, alerts: newest };
}

async function tryRuns({ ports, request, since, jobs }: Trying): Promise<TriedRule> {
  const { workspaceId } = request;
  if (jobs.size === 0) return { judged: 0, isCut: false, alerts: [] };
  const states = ['completed', 'failed'] as const;
  const query = { workspaceId, jobIds: [...jobs.keys()], states, finishedFrom: since, limit: MAX_RUNS };
  const runs = await ports.runs.summaries(query);
  const alerts: (TriedAlert & { group: string })[] = [];
  /** Jobs that are not well at this moment of the replay: they are told once. */
  const lasting = new Set<string>();
  for (const run of runs.toReversed()) {
    if (request.rule.when.kind === 'degraded' && !isCompared(run) && run.gateHits === undefined) continue;
    const title = await runTrouble(ports, request.rule, run, jobs.get(run.jobId)?.name ?? run.jobId);
    if (title === null) lasting.delete(run.jobId);
    else if (!lasting.has(run.jobId)) {
      lasting.add(run.jobId);
      const at = run.finishedAt ?? run.createdAt;
      alerts.unshift({ at, jobId: run.jobId, title, reason: run.endingReason?.code ?? '', group: run._id });
    }
  }
  return { judged: runs.length, isCut: runs.length === MAX_RUNS, alerts };
}

async function runTrouble(
  ports: TryPorts,
  { when }: AlertRuleInput,
  run: RunSummary,
  jobName: string,
): Promise<string | null> {
  if (when.kind === 'run-failed') return run.state === 'failed' ? failedRunWords(run, jobName).title : null;
  if (when.kind === 'degraded') {
    const lines = worseLines(when, run);
    return lines.length === 0
      ? null
      : `${degradedWords(lines, jobName, run.gateHits).title}: ${lines.join(' ')}`;
  }
  if (when.kind !== 'pages-failing') return null;
  const failing = await failingPages(ports, run, when.runs);
  return failing.length === 0 ? null : failingPagesWords(failing, when.runs, jobName).title;
}

/** Messages that the alerts would have been: of one run the first ones alone, all others as one. */
export function countMessages({ alerts }: Pick<TriedRule, 'alerts'>, stormAfter: number): number {
  const byRun = new Map<string, number>();
  for (const { group } of alerts) byRun.set(group, (byRun.get(group) ?? 0) + 1);
  return [...byRun.values()].reduce((sum, count) => sum + (count > stormAfter ? stormAfter + 1 : count), 0);
}
