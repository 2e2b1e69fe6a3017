// Job documents as the API shows them.
import { jobEtag } from '../../../domain/job/job-etag.ts';
import type { OwnHosts } from '../../../domain/web/egress/own-host.ts';
import { foundOf } from '../../../domain/job/found-selectors.ts';
import type { Job } from '../../../domain/job/job.ts';
import { type ListedJob, toListedJob } from '../../../domain/job/listed-job.ts';
import type { JobState } from '../../../domain/run/job-state.ts';
import { JOB_TABLE, possibleEvents } from '../../../domain/job/lifecycle.ts';
import { headlineOf } from '../../../domain/job/outlook/outlook.ts';
import { outlookFacts } from '../../../domain/job/outlook/outlook-facts.ts';
import { maskSecrets } from '../../../domain/config/secret-headers.ts';
import { type JobNotice, noticesOf } from '../../../domain/config/notices.ts';
import type { VerbResult } from '../../../domain/job/verb/verbs.ts';
import { ownMembers } from '../../../domain/config/tag-settings/layered-input.ts';
import { scheduleWords } from '../../../domain/config/schedule/phrase/describe-schedule.ts';
import { nextTimes } from '../../../domain/config/schedule/schedule.ts';
import type { JobSummary, JobView, VerbAnswer } from '../../schemas/job/job.ts';
import { given } from '../../../domain/system/given.ts';

/** Events a user may ask for now that would change something. */
function allowedMoves(state: JobState, config: ListedJob['config']): string[] {
  return possibleEvents(state, config).filter((move) => JOB_TABLE[state][move] !== 'same');
}

/** The next time of the schedule; null while the job is paused or stopping, because it may not be kept. */
function shownNextRunAt(job: Pick<Job, 'nextRunAt'>, state: JobState): Date | null {
  return state === 'paused' || state === 'stopping' ? null : job.nextRunAt;
}

export function toJobSummary(job: ListedJob, state: JobState = job.shownState): JobSummary {
  const { aggregates, config, listing } = job;
  return {
    jobId: job._id,
    name: job.name,
    note: job.note ?? null,
    tags: [...(job.tags ?? [])],
    state,
    headline: headlineOf(outlookFacts(job, state)),
    createdAt: job.createdAt.toISOString(),
    updatedAt: job.updatedAt.toISOString(),
    nextRunAt: shownNextRunAt(job, state)?.toISOString() ?? null,
    sourceKind: config.source.kind,
    firstUrl: listing.url,
    schedule: config.schedule ?? null,
    scheduleText: config.schedule === undefined ? null : scheduleWords(config.schedule),
    activeRun: job.activeRun === null ? null : { runId: job.activeRun },
    activeRunId: job.activeRun,
    metrics: {
      runs: aggregates.runs,
      completedRuns: aggregates.completedRuns,
      successRate: aggregates.runs === 0 ? null : Math.min(1, aggregates.completedRuns / aggregates.runs),
      pages: aggregates.pages,
      changes: aggregates.changes,
      meanDurationMs: aggregates.meanDurationMs,
      lastRunId: aggregates.lastRunId ?? null,
      lastRunState: aggregates.lastRunState ?? null,
      lastRunAt: aggregates.lastRunAt?.toISOString() ?? null,
    },
    links: jobLinks(job),
    allowedTransitions: allowedMoves(state, config),
  };
}

export interface JobViewContext {
  readonly now: Date;
  readonly ownHosts: OwnHosts;
  /** What its hosts can not bear. */
  readonly capacity: readonly JobNotice[];
  /** What a look at its page has shown, where it is asked. */
  readonly looked?: readonly JobNotice[];
  /** What the installation can not bear of it, where it is asked. */
  readonly burden?: readonly JobNotice[];
}

export function toJobView(job: Job, state: JobState, context: JobViewContext): JobView {
  const { now, ownHosts, capacity, looked = [], burden = [] } = context;
  const { config } = job;
  const schedule = shownNextRunAt(job, state) === null ? undefined : config.schedule;
  return {
    ...toJobSummary(toListedJob(job), state),
    version: job.version,
    etag: jobEtag(job),
    config: maskSecrets(config),
    provenance: provenanceOf(job),
    nextTimes:
      schedule === undefined ? [] : nextTimes(schedule, job._id, now, 10).map((at) => at.toISOString()),
    retryAt: job.retryAt?.toISOString() ?? null,
    buffered:
      job.buffered === null ? null : { trigger: job.buffered.trigger, since: job.buffered.at.toISOString() },
    failedInRow: job.failedInRow,
    notices: [...noticesOf(config, ownHosts), ...refusalOf(job), ...capacity, ...looked, ...burden],
    foundSelectors: foundOf(job).map(({ name, note, locators }) => ({
      name,
      note,
      locators: locators.map(({ attribute, values, ...locator }) => ({
        ...locator,
        attribute: attribute ?? null,
        values: [...values],
      })),
    })),
    history: job.history.map(({ at, from, to, event, by }) => ({
      at: at.toISOString(),
      from,
      to,
      event,
      by,
    })),
  };
}

function provenanceOf(job: Job): JobView['provenance'] {
  const own = ownMembers(job).map((member) => ({ member, tag: null }));
  return [...own, ...(job.inherited ?? [])];
}

function refusalOf({ settingsRefused }: Job): JobNotice[] {
  if (settingsRefused === null || settingsRefused === undefined) return [];
  const detail = `The job keeps what it had, because the settings of its tags do not fit it: ${settingsRefused.detail}`;
  const remedy = 'Change the settings of the tag, or what the job says itself.';
  return [{ code: 'tag-settings-refused', pointer: '/tags', detail, remedy }];
}

export function toVerbAnswer(
  { job, state, same, run, note, waitsFor }: VerbResult,
  effect: Pick<VerbAnswer, 'inFlight' | 'graceEndsAt' | 'effects' | 'warning'>,
): VerbAnswer {
  return {
    jobId: job._id,
    name: job.name,
    state,
    same,
    runId: run?._id ?? null,
    buffered: waitsFor !== undefined,
    waitsFor: waitsFor ?? null,
    nextRunAt: shownNextRunAt(job, state)?.toISOString() ?? null,
    ...given({ note }),
    ...effect,
    allowedTransitions: allowedMoves(state, job.config),
    links: {
      ...jobLinks(job),
      ...(run === null ? {} : { run: `/v1/runs/${run._id}` }),
      ...(waitsFor === undefined ? {} : { waitsFor: `/v1/runs/${waitsFor}` }),
    },
  };
}

function jobLinks(job: Pick<Job, '_id' | 'activeRun'>): Record<string, string> {
  const self = `/v1/jobs/${job._id}`;
  const parts = ['runs', 'pages', 'changes', 'prices', 'snapshots'];
  const lists = Object.fromEntries(parts.map((part) => [part, `${self}/${part}`]));
  const run = job.activeRun === null ? {} : { activeRun: `/v1/runs/${job.activeRun}` };
  return { self, ...lists, ...run };
}
