// Whether a plan allows a job, as it is to be made or changed. A change is judged by what it asks beyond the job as it was: a
// job that is older than its plan can still be renamed.
import { addressesOf } from '../../config/source-addresses.ts';
import type { JobConfig } from '../../config/schema.ts';
import { scheduleText } from '../../config/schedule/schedule.ts';
import { shortestGapMs } from '../../config/schedule/shortest-gap.ts';
import { urlHost } from '../../web/url/key.ts';
import type { LimitMet } from './limit-met.ts';
import { namedHosts } from './named-hosts.ts';
import type { NamedLimits } from './plan.ts';
import { HOUR_MS } from '../../system/duration.ts';

/** What a job that sets no `limits.maxPages` has; a plan with fewer pages lowers it. */
export const DEFAULT_MAX_PAGES = 100_000;
/** A zone's clock is set forward by as much: a daily time then comes after 23 hours. */
const CLOCK_CHANGE_MS = HOUR_MS;
/** Intervals from which on a changed clock is no shorter interval. */
const LONG_MS = 12 * CLOCK_CHANGE_MS;

type Judged = Pick<JobConfig, 'schedule' | 'source' | 'limits'>;

export interface AskedJob {
  readonly jobId: string;
  readonly config: Judged;
  /** As it is stored; null: it is new. */
  readonly before: Judged | null;
  readonly now: Date;
}

/** The first limit that the job itself does not keep to; hosts and jobs of the workspace are judged apart. */
export function judgeJob(named: NamedLimits, asked: AskedJob): LimitMet | null {
  return judgeInterval(named, asked) ?? judgePages(named, asked);
}

function judgeInterval(
  { plan, limits }: NamedLimits,
  { jobId, config, before, now }: AskedJob,
): LimitMet | null {
  const { schedule } = config;
  const value = limits.shortestIntervalMs;
  if (value === null || schedule === undefined) return null;
  if (before?.schedule !== undefined && scheduleText(before.schedule) === scheduleText(schedule)) return null;
  const shortest = shortestGapMs(schedule, jobId, now);
  const tolerated = value >= LONG_MS ? value - CLOCK_CHANGE_MS : value;
  if (shortest >= tolerated) return null;
  return { limit: 'shortestIntervalMs', plan, value, used: 0, wanted: shortest, resetsAt: null };
}

function judgePages({ plan, limits }: NamedLimits, { config, before }: AskedJob): LimitMet | null {
  const value = limits.pagesPerRun;
  if (value === null) return null;
  const wanted = pagesAsked(config);
  if (wanted <= value || (before !== null && wanted <= pagesAsked(before))) return null;
  return { limit: 'pagesPerRun', plan, value, used: 0, wanted, resetsAt: null };
}

/** The default of `limits.maxPages` asks for nothing, so only a list of addresses does. */
function pagesAsked({ limits, source }: Judged): number {
  if (limits.maxPages !== DEFAULT_MAX_PAGES) return limits.maxPages;
  return source.kind === 'pages' ? source.urls.length : 0;
}

export function hostsOf({ source }: Pick<JobConfig, 'source'>): string[] {
  return namedHosts(
    new Set(
      addressesOf(source)
        .map(urlHost)
        .filter((host) => host !== ''),
    ),
  );
}

/** `known`: hosts of the other jobs and of this one as it is stored. */
export function judgeHosts(
  { plan, limits }: NamedLimits,
  config: Pick<JobConfig, 'source'>,
  known: readonly string[],
): LimitMet | null {
  const value = limits.hosts;
  if (value === null) return null;
  const wanted = hostsOf(config).filter((host) => !known.includes(host)).length;
  if (wanted === 0 || known.length + wanted <= value) return null;
  return { limit: 'hosts', plan, value, used: known.length, wanted, resetsAt: null };
}

/** The configuration with no more pages a run than the plan allows. */
export function withinPlan<Config extends Pick<JobConfig, 'limits'>>(
  { limits }: NamedLimits,
  config: Config,
): Config {
  const { pagesPerRun } = limits;
  if (pagesPerRun === null || config.limits.maxPages <= pagesPerRun) return config;
  return { ...config, limits: { ...config.limits, maxPages: pagesPerRun } };
}
