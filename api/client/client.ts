// A typed client of the public API over fetch; the CLI uses it, and anybody else may.
import type { ChangesPatch, JobInput } from '../../domain/config/schema.ts';
import type { ChangeView } from '../schemas/change/change.ts';
import type { BegunBulkView, BulkForecastView, BulkInput } from '../schemas/job/bulk-action.ts';
import { type Ask, segment } from './ask.ts';
import { type ClientOptions, askJson, openStream } from './send.ts';
import { accessCalls } from './access-calls.ts';
import { loginCalls } from './login-calls.ts';
import { proxyCalls } from './proxy-calls.ts';
import { alertCalls } from './alert-calls.ts';
import { cleanUpCalls } from './clean-up-calls.ts';
import { eventCalls } from './event-calls.ts';
import { versionCalls } from './version-calls.ts';
import { viewCalls } from './view-calls.ts';
import { scalingCalls } from './scaling-calls.ts';
import { runCalls } from './run-calls.ts';
import { jobCalls, type Open } from './job-calls.ts';
import type { Query } from './list-of.ts';
import { patientCalls } from './patient-calls.ts';
import type { SavedPriceRule } from '../../domain/price/rule/rule-input.ts';

export type { AgentView } from '../schemas/agent/agent.ts';
export type { ChangePreviewView } from '../schemas/change/change-rule.ts';
export type { PriceSummaryView, RulePreviewView } from '../schemas/price.ts';
export type { BulkForecastView, BulkInput, BulkView } from '../schemas/job/bulk-action.ts';
export type { ImportReportView } from '../schemas/job/import.ts';
export type { JobRow } from '../schemas/job/job-list.ts';
export type { JobView, ValidatedJob, VerbAnswer } from '../schemas/job/job.ts';
export type { ChangeView } from '../schemas/change/change.ts';
export type { DiffView } from '../schemas/change/diff.ts';
export type { PageSummary, PriceView, SnapshotView } from '../schemas/page.ts';
export type {
  PageStory,
  RunView,
  WhyIdleView,
} from '../schemas/run/run.ts';
export type { RunListView } from '../schemas/run/run-list.ts';
export type { Health } from '../schemas/health.ts';
export type { HostRowView } from '../schemas/host.ts';
export type { OverviewView } from '../schemas/overview.ts';
export type { QueueView } from '../schemas/queue.ts';
export type { ScheduleDayView } from '../schemas/schedule-day.ts';
export type { KeyView, WorkspaceView } from '../schemas/access/access.ts';
export type { PlanList, UsageView } from '../schemas/access/usage.ts';
export type { AuditView } from '../schemas/access/audit.ts';
export type { RemovalView } from '../schemas/storage/removal.ts';
export type { CleanUpView } from '../schemas/storage/clean-up.ts';
export type { ListOf, Query } from './list-of.ts';
export type { ClientOptions } from './send.ts';

export type { TriedRulesView } from '../schemas/preview/preview-part.ts';
export type { AskedSuggestionView } from '../schemas/preview/ask.ts';
export type { PreviewView } from '../schemas/preview/preview.ts';
export type { ScrapedPageView } from '../schemas/preview/scrape.ts';
export type JobVerb = 'start' | 'pause' | 'resume' | 'stop' | 'archive' | 'restore' | 'schedule';

export type ApiClient = ReturnType<typeof createClient>;

export function createClient(options: ClientOptions) {
  const json: Ask = (path, asked = {}) => askJson(options, path, asked);
  const open: Open = (path, asked) => openStream(options, path, asked);
  return {
    createJob: (input: JobInput) => json('/v1/jobs', { method: 'POST', body: input }),
    ...patientCalls(
      (timeoutMs): Ask =>
        (path, asked = {}) =>
          askJson({ ...options, timeoutMs }, path, asked),
    ),
    ...listCalls(json),
    ...viewCalls(json),
    ...versionCalls({ json, open }),
    job: (jobId: string) => json(`/v1/jobs/${segment(jobId)}`),
    /** `read`: the version or the ETag of the job that was read. */
    changeJob: (jobId: string, patch: unknown, read: number | string) =>
      json(`/v1/jobs/${segment(jobId)}`, {
        method: 'PATCH',
        body: patch,
        headers: { 'if-match': `"${read}"` },
      }),
    ...removalCalls(json),
    ...accessCalls(json),
    ...alertCalls(json),
    ...loginCalls(json),
    ...proxyCalls(json),
    ...runCalls(json),
    ...jobCalls({ json, open }),
    act: (jobId: string, verb: JobVerb, body?: unknown) =>
      json(`/v1/jobs/${segment(jobId)}/${verb}`, { method: 'POST', body }),
    runs: (query: Query = {}) => json('/v1/runs', { query }),
    run: (runId: string) => json(`/v1/runs/${segment(runId)}`),
    stopRun: (runId: string, force: boolean) =>
      json(`/v1/runs/${segment(runId)}/stop`, { method: 'POST', body: { force } }),
    runPages: (runId: string, query: Query = {}) => json(`/v1/runs/${segment(runId)}/pages`, { query }),
    story: (runId: string, urlKey: string) => json(`/v1/runs/${segment(runId)}/pages/${segment(urlKey)}`),
    failures: (runId: string, query: Query = {}) => json(`/v1/runs/${segment(runId)}/failures`, { query }),
    whyIdle: (runId: string) => json(`/v1/runs/${segment(runId)}/why-idle`),
    pages: (jobId: string, query: Query = {}) => json(`/v1/jobs/${segment(jobId)}/pages`, { query }),
    page: (pageId: string) => json(`/v1/pages/${segment(pageId)}`),
    snapshots: (jobId: string, query: Query = {}) => json(`/v1/jobs/${segment(jobId)}/snapshots`, { query }),
    ...changeCalls(json),
    prices: (query: Query = {}) => json('/v1/prices', { query }),
    priceSummary: (pageId: string) => json(`/v1/pages/${segment(pageId)}/prices/summary`),
    priceSummaries: (jobId: string, query: Query = {}) =>
      json(`/v1/jobs/${segment(jobId)}/prices/summary`, { query }),
    /** Without rules: those the job has. */
    previewPriceRules: (jobId: string, rules?: readonly SavedPriceRule[]) =>
      json(`/v1/jobs/${segment(jobId)}/price-rules/preview`, {
        method: 'POST',
        body: rules === undefined ? {} : { rules },
      }),
    previewChangeRules: (jobId: string, changes: ChangesPatch) =>
      json(`/v1/jobs/${segment(jobId)}/change-rules/preview`, {
        method: 'POST',
        body: { changes },
      }),
    ...operationCalls(json),
    /** The PNG of a page that was asked for with its picture; `url`: as it was answered. */
    previewPicture: (url: string, signal: AbortSignal) => openStream(options, url, { signal }),
    ...eventCalls((asked) => openStream(options, '/v1/events', asked)),
  };
}

function changeCalls(json: Ask) {
  const one = (changeId: string) => `/v1/changes/${segment(changeId)}` as const;
  return {
    changes: (query: Query = {}) => json('/v1/changes', { query }),
    change: (changeId: string) => json(one(changeId)),
    changeCounts: (query: Query = {}) => json('/v1/changes/counts', { query }),
    changeDiff: (changeId: string, query: Query = {}) => json(`${one(changeId)}/diff`, { query }),
    markChanges: (changeIds: readonly string[], inbox: ChangeView['inbox']) =>
      json('/v1/changes/mark', { method: 'POST', body: { changeIds, inbox } }),
    feedToken: () => json('/v1/feed-token'),
    makeFeedToken: () => json('/v1/feed-token', { method: 'POST' }),
    removeFeedToken: () => json('/v1/feed-token', { method: 'DELETE' }),
  };
}

function listCalls(json: Ask) {
  const bulk = '/v1/bulk-actions';
  return {
    jobs: (query: Query = {}) => json('/v1/jobs', { query }),
    // One route with two answers: `dryRun` decides which.
    forecastBulk: (input: BulkInput) =>
      json(bulk, { method: 'POST', body: { ...input, dryRun: true } }) as Promise<BulkForecastView>,
    createBulk: (input: BulkInput, key: string) =>
      json(bulk, {
        method: 'POST',
        body: input,
        headers: { 'idempotency-key': key },
      }) as Promise<BegunBulkView>,
    bulk: (bulkId: string) => json(`${bulk}/${segment(bulkId)}`),
  };
}

function operationCalls(json: Ask) {
  return {
    ...cleanUpCalls(json),
    ...scalingCalls(json),
    agents: () => json('/v1/agents'),
    health: () => json('/v1/health'),
    readiness: () => json('/readyz'),
    overview: () => json('/v1/overview'),
    queues: () => json('/v1/queues'),
    hosts: (query: Query = {}) => json('/v1/hosts', { query }),
    setHostPause: (host: string, verb: 'pause' | 'resume', body?: unknown) =>
      json(`/v1/hosts/${segment(host)}/${verb}`, { method: 'POST', body }),
    schedules: (query: Query = {}) => json('/v1/schedules', { query }),
  };
}

function removalCalls(json: Ask) {
  return {
    removeJob: (jobId: string) => json(`/v1/jobs/${segment(jobId)}`, { method: 'DELETE' }),
    backups: () => json('/v1/backups'),
    removals: (query: Query = {}) => json('/v1/removals', { query }),
    removal: (jobId: string) => json(`/v1/removals/${segment(jobId)}`),
  };
}
