// Hosts as the API shows them.
import { isOwnHost } from '../../domain/web/egress/own-host.ts';
import { type LoadRules, loadOfHost, paceSetBy } from '../../domain/job/plan/host-load.ts';
import type { Host } from '../../domain/web/host/host.ts';
import { type RequestsNow, requestsByHost } from '../../domain/system/agent/requests-now.ts';
import type { AgentHeartbeat } from '../../domain/system/agent/agent.ts';
import type { JobPlan } from '../../domain/job/job-plan.ts';
import { circuitMode, failuresInWords } from '../../domain/web/politeness/circuit.ts';
import { pauseNow } from '../../domain/web/politeness/host-pause.ts';
import { crawlDelayMs } from '../../domain/web/robots/judge.ts';
import { parseRobots } from '../../domain/web/robots/parse.ts';
import { summarizeRobots } from '../../domain/web/robots/summary.ts';
import { createRunsADay } from '../../domain/config/schedule/runs-a-day.ts';
import type { ApiSettings } from '../ports.ts';
import type { HostWithJobs } from '../query/host-rows.ts';
import type { HostDetailView, HostRowView } from '../schemas/host.ts';

const NAMED_JOBS = 5;

export interface HostViewer {
  readonly now: number;
  readonly userAgent: string;
  readonly rules: LoadRules;
  readonly requestsNow: (host: string) => RequestsNow;
}

export function hostViewer(
  settings: Pick<ApiSettings, 'ownHosts' | 'userAgent'>,
  agents: readonly AgentHeartbeat[],
  now: Date,
): HostViewer {
  const { ownHosts, userAgent } = settings;
  return {
    now: now.getTime(),
    userAgent,
    rules: {
      isOwn: (host) => isOwnHost(ownHosts, host),
      crawlDelayOf: (host) => askedDelay(host, userAgent),
      runsADay: createRunsADay(now),
    },
    requestsNow: requestsByHost(agents, now.getTime()),
  };
}

function askedDelay({ robots }: Host, userAgent: string): number | null {
  return robots?.status === 'rules' ? crawlDelayMs(parseRobots(robots.text), userAgent) : null;
}

export function toHostRow({ host, jobs }: HostWithJobs, viewer: HostViewer): HostRowView {
  const { now, rules, requestsNow } = viewer;
  const { delayMs, setBy, plannedADay, possibleADay } = loadOfHost(host, jobs, rules);
  const self = `/v1/hosts/${encodeURIComponent(host._id)}`;
  return {
    host: host._id,
    delayMs,
    delaySetBy: setBy,
    delayWords: paceSetBy(setBy),
    requestsNow: requestsNow(host._id),
    nextAt: ahead(host.nextAt, now),
    restUntil: ahead(host.notBefore, now),
    paused: toPaused(host, now),
    circuit: toCircuit(host, now),
    robots: toRobots(host, viewer),
    lastSuccessAt: timeOf(host.succeededAt),
    lastFailureAt: timeOf(Math.max(host.failedAt, host.penalizedAt)),
    load: {
      plannedADay,
      possibleADay,
      share: possibleADay === null ? null : Math.round((plannedADay / possibleADay) * 1_000) / 1_000,
    },
    jobCount: jobs.length,
    jobs: jobs.slice(0, NAMED_JOBS).map(toJobName),
    links: { self, jobs: `/v1/jobs?q=${encodeURIComponent(`host:${host._id}`)}` },
  };
}

export function toHostDetail(row: HostWithJobs, viewer: HostViewer): HostDetailView {
  const { robots } = row.host;
  return {
    ...toHostRow(row, viewer),
    robotsText: robots?.status === 'rules' ? robots.text : null,
    seenAt: new Date(viewer.now).toISOString(),
  };
}

function toJobName({ jobId, name, state }: JobPlan): HostRowView['jobs'][number] {
  return { jobId, name, state };
}

function toPaused(host: Host, now: number): HostRowView['paused'] {
  const held = pauseNow(host, now);
  if (held === null) return null;
  const { since, until, by, reason } = held;
  return { since: new Date(since).toISOString(), until: timeOf(until ?? 0), by, reason };
}

function toCircuit(host: Host, now: number): HostRowView['circuit'] {
  const state = circuitMode(host, now);
  const reason = `It answered with ${failuresInWords(host)}; one request at a time finds out when it is back.`;
  return {
    state,
    failedInRow: host.failedInRow,
    since: timeOf(host.failingSince),
    reason: state === 'closed' ? null : reason,
    probeAt: state === 'closed' ? null : ahead(host.openUntil, now),
  };
}

function toRobots({ robots, _id }: Host, { userAgent }: HostViewer): HostRowView['robots'] {
  if (robots === undefined)
    return { status: 'unknown', fetchedAt: null, summary: 'Not read yet.', crawlDelayMs: null };
  const { status, text } = robots;
  const read = { status, fetchedAt: timeOf(robots.fetchedAt), crawlDelayMs: null };
  switch (status) {
    case 'rules': {
      const rules = parseRobots(text);
      const crawlDelay = crawlDelayMs(rules, userAgent);
      return { ...read, crawlDelayMs: crawlDelay, summary: summarizeRobots(rules, userAgent, _id) };
    }
    case 'allow-all':
      return { ...read, summary: 'It has none: everything may be fetched.' };
    case 'unreachable':
      return { ...read, summary: `It could not be read, so nothing is fetched: ${text}` };
  }
}

function timeOf(ms: number): string | null {
  return ms === 0 ? null : new Date(ms).toISOString();
}

function ahead(ms: number, now: number): string | null {
  return ms > now ? new Date(ms).toISOString() : null;
}
