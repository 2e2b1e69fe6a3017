// What is asked of a host in a day against what it allows, and who set its pace; in words for people.
import type { JobPlan } from '../job-plan.ts';
import { type PaceRules, paceOfHost } from '../../run/plan/host-pace.ts';
import { type DelayCause, delayCauseOf, delayMsOf } from '../../web/politeness/pace.ts';
import type { Host } from '../../web/host/host.ts';
import { DAY_MS } from '../../system/duration.ts';

export interface HostLoad {
  /** Pause between two requests: the longest that one of its jobs gets. */
  readonly delayMs: number;
  readonly setBy: DelayCause | 'operator';
  /** Looks that its jobs plan for the coming day. */
  readonly plannedADay: number;
  /** Looks that its pause allows in a day; null: there is no pause. */
  readonly possibleADay: number | null;
}

const NO_JOB: PaceRules['fetch'] = { obeyRobots: true };

export type LoadRules = Omit<PaceRules, 'fetch'> & {
  readonly runsADay: (schedule: JobPlan['schedule'], jobId: string) => number;
};

export function loadOfHost(host: Host, jobs: readonly JobPlan[], rules: LoadRules): HostLoad {
  const fetches = jobs.length === 0 ? [NO_JOB] : jobs.map(({ fetch }) => fetch);
  const paces = fetches.map((fetch) => paceOfHost(host, { ...rules, fetch }));
  const slowest = paces.reduce((a, b) => (delayMsOf(b) > delayMsOf(a) ? b : a));
  const delayMs = delayMsOf(slowest);
  const planned = jobs
    .filter(({ nextRunAt }) => nextRunAt !== null)
    .reduce((sum, job) => sum + (rules.runsADay(job.schedule, job.jobId) * job.pages) / job.hosts.length, 0);
  return {
    delayMs,
    setBy: delayMs === 0 ? 'operator' : delayCauseOf(slowest),
    plannedADay: Math.round(planned),
    possibleADay: delayMs === 0 ? null : Math.floor(DAY_MS / delayMs),
  };
}

const SET_BY: Readonly<Record<HostLoad['setBy'], string>> = {
  robots: 'asked for by its robots.txt',
  refusals: 'doubled after it refused (429 or 503); it falls with every success',
  job: 'set by a job',
  floor: 'the least a host gets that is not your own, though a job asks for less',
  default: 'what every host gets',
  operator: 'your own host: no pause unless a job or robots.txt asks for one',
};

export function paceSetBy(setBy: HostLoad['setBy']): string {
  return SET_BY[setBy];
}
