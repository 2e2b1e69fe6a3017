// What each route of the API answers when all goes well, by method and path: the one table that the server's routes are held
// against, and that the client, the command and the dashboard take their types from.
import { z } from 'zod';
import { callerView, createdKey, keyList, keyView, workspaceList, workspaceView } from './access/access.ts';
import { apiDescription } from './api-description.ts';
import { auditList } from './access/audit.ts';
import { retention } from './access/retention.ts';
import { planList, usageView } from './access/usage.ts';
import { agentList } from './agent/agent.ts';
import { roleScaling, scalingView } from './agent/scaling.ts';
import { ruleList, ruleView, tryAnswer } from './alert/alert-rule.ts';
import { channelList, channelView, channelWithKey } from './alert/channel.ts';
import { deliveryDetail, deliveryList, deliveryView } from './alert/delivery.ts';
import { emergencyAnswer, emergencyState } from './alert/emergency.ts';
import { incidentCounts, incidentList, incidentView } from './alert/incident.ts';
import { windowList, windowView } from './alert/maintenance.ts';
import { backupList } from './backup.ts';
import { changePreview, ignoreAnswer } from './change/change-rule.ts';
import { changeCounts, changeList, changeView, markAnswer } from './change/change.ts';
import { diffAnswer, pageVersionList } from './change/diff.ts';
import { feedAnswer, feedTokenView } from './change/feed.ts';
import { eventStream } from './event.ts';
import { EXPORT_ANSWERS } from './export.ts';
import { alive, health, readiness } from './health.ts';
import { hostDetail, hostList } from './host.ts';
import { fieldHits, valueList } from './job-detail/field.ts';
import { jobMetricsView } from './job-detail/job-metrics.ts';
import { jobVersionList, versionView } from './job-detail/job-version.ts';
import { outlookView } from './job-detail/outlook.ts';
import { linkList } from './job-detail/page-list.ts';
import { jobStorageView } from './job-detail/storage.ts';
import { jobCounts, jobHostList, jobList, tagList } from './job/job-list.ts';
import { JOB_ANSWERS } from './job/job-answers.ts';
import { createdJob, jobView, validated, verbAnswer } from './job/job.ts';
import { scraped } from './metrics.ts';
import { overview } from './overview.ts';
import {
  pageList,
  pageView,
  pictureContent,
  priceList,
  snapshotContent,
  snapshotList,
  snapshotView,
} from './page.ts';
import { nothing } from './paging.ts';
import { PREVIEW_ANSWERS } from './preview/answers.ts';
import { outlineView, pickedPart } from './preview/preview-part.ts';
import { scheduleWords } from './preview/schedule-words.ts';
import { priceComparison, priceSeries, productList } from './price-series.ts';
import { priceSummaries, priceSummary, rulePreview } from './price.ts';
import { problemType } from './problem-type.ts';
import { queueList } from './queue.ts';
import {
  discardAnswer,
  letterCounts,
  letterDetail,
  letterList,
  replayAnswer,
  replayForecast,
  rerunAnswer,
} from './recovery/dead-letter.ts';
import { decidedRun } from './run/degradation.ts';
import { mendAnswer, mendedPages, reparsePreview, rollbackPreview } from './run/mend.ts';
import { runList } from './run/run-list.ts';
import { runChanges } from './run/run-changes.ts';
import { runReceipt } from './run/run-receipt.ts';
import { chunkList, runComparison, runRate, runReasons } from './run/run-work.ts';
import { failureList, pageStory, runPageList, runStopAnswer, runView, whyIdleView } from './run/run.ts';
import { scheduleDay } from './schedule-day.ts';
import { cleanUpList, cleanUpView, storageView } from './storage/clean-up.ts';
import { removalList, removalView } from './storage/removal.ts';

const ANSWERS = {
  ...JOB_ANSWERS,
  'GET /metrics': scraped,
  'GET /healthz': alive,
  'GET /readyz': readiness,
  'GET /v1/health': health,
  'GET /v1/queues': queueList,
  'GET /v1/overview': overview,
  'GET /v1/jobs': jobList,
  'GET /v1/jobs/counts': jobCounts,
  'GET /v1/tags': tagList,
  'GET /v1/job-hosts': jobHostList,
  'POST /v1/jobs/:jobId/start': verbAnswer,
  'POST /v1/jobs/:jobId/pause': verbAnswer,
  'POST /v1/jobs/:jobId/resume': verbAnswer,
  'POST /v1/jobs/:jobId/archive': verbAnswer,
  'POST /v1/jobs/:jobId/restore': verbAnswer,
  'POST /v1/jobs/:jobId/schedule': verbAnswer,
  'POST /v1/jobs/:jobId/stop': verbAnswer,
  'GET /v1/jobs/:jobId/runs': runList,
  'GET /v1/jobs/:jobId/pages': pageList,
  'GET /v1/jobs/:jobId/changes': changeList,
  'GET /v1/jobs/:jobId/prices': priceList,
  'GET /v1/jobs/:jobId/snapshots': snapshotList,
  'POST /v1/jobs/:jobId/clone': createdJob,
  'GET /v1/jobs/:jobId/outlook': outlookView,
  'GET /v1/jobs/:jobId/fields': fieldHits,
  'GET /v1/jobs/:jobId/values': valueList,
  'GET /v1/jobs/:jobId/versions': jobVersionList,
  'GET /v1/jobs/:jobId/versions/:version': versionView,
  'GET /v1/jobs/:jobId/metrics': jobMetricsView,
  'GET /v1/jobs/:jobId/storage': jobStorageView,
  'GET /v1/runs': runList,
  'GET /v1/runs/:runId': runView,
  'GET /v1/runs/:runId/why-idle': whyIdleView,
  'POST /v1/runs/:runId/stop': runStopAnswer,
  'GET /v1/runs/:runId/pages': runPageList,
  'GET /v1/runs/:runId/pages/:urlKey': pageStory,
  'GET /v1/runs/:runId/failures': failureList,
  'GET /v1/runs/:runId/receipt': runReceipt,
  'GET /v1/runs/:runId/changes/summary': runChanges,
  'POST /v1/runs/:runId/changes/confirm': decidedRun,
  'POST /v1/runs/:runId/changes/withdraw': decidedRun,
  'GET /v1/runs/:runId/chunks': chunkList,
  'GET /v1/runs/:runId/rate': runRate,
  'GET /v1/runs/:runId/reasons': runReasons,
  'GET /v1/runs/:runId/compare': runComparison,
  'GET /v1/runs/:runId/rollback': rollbackPreview,
  'POST /v1/runs/:runId/rollback': mendAnswer,
  'GET /v1/pages/:pageId/rollback': rollbackPreview,
  'POST /v1/pages/:pageId/rollback': mendAnswer,
  'POST /v1/runs/:runId/undo-rollback': mendAnswer,
  'GET /v1/runs/:runId/mended-pages': mendedPages,
  'POST /v1/jobs/:jobId/verify': mendAnswer,
  'GET /v1/jobs/:jobId/reparse': reparsePreview,
  'POST /v1/jobs/:jobId/reparse': mendAnswer,
  'GET /v1/pages/:pageId': pageView,
  'GET /v1/pages/:pageId/links': linkList,
  'GET /v1/pages/:pageId/versions': pageVersionList,
  'GET /v1/pages/:pageId/diff': diffAnswer,
  'GET /v1/changes/:changeId/diff': diffAnswer,
  'GET /v1/changes': changeList,
  'GET /v1/changes/counts': changeCounts,
  'GET /v1/changes/:changeId': changeView,
  'PATCH /v1/changes/:changeId': changeView,
  'POST /v1/changes/mark': markAnswer,
  'GET /v1/prices': priceList,
  'POST /v1/jobs/:jobId/change-rules/preview': changePreview,
  'POST /v1/changes/:changeId/ignore-suggestions': ignoreAnswer,
  'GET /v1/pages/:pageId/prices/summary': priceSummary,
  'GET /v1/jobs/:jobId/prices/summary': priceSummaries,
  'POST /v1/jobs/:jobId/price-rules/preview': rulePreview,
  'GET /v1/pages/:pageId/prices/series': priceSeries,
  'GET /v1/prices/compare': priceComparison,
  'GET /v1/prices/products': productList,
  ...EXPORT_ANSWERS,
  'GET /v1/snapshots/:snapshotId': snapshotView,
  'GET /v1/snapshots/:snapshotId/content': snapshotContent,
  'GET /v1/snapshots/:snapshotId/picture': pictureContent,
  'GET /v1/pages/:pageId/picture': pictureContent,
  'GET /v1/runs/:runId/pages/:urlKey/picture': pictureContent,
  'GET /v1/snapshots/:snapshotId/outline': outlineView,
  'POST /v1/snapshots/:snapshotId/select': pickedPart,
  'POST /v1/snapshots/:snapshotId/pin': snapshotView,
  'DELETE /v1/snapshots/:snapshotId/pin': snapshotView,
  'GET /v1/feeds/all.:format': feedAnswer,
  'GET /v1/feeds/job/:jobId.:format': feedAnswer,
  'GET /v1/feeds/tag/:tag.:format': feedAnswer,
  'GET /v1/feed-token': feedTokenView,
  'POST /v1/feed-token': feedTokenView,
  'DELETE /v1/feed-token': feedTokenView,
  'GET /v1/alert-rules': ruleList,
  'GET /v1/alert-rules/:ruleId': ruleView,
  'POST /v1/alert-rules': ruleView,
  'PATCH /v1/alert-rules/:ruleId': ruleView,
  'DELETE /v1/alert-rules/:ruleId': nothing,
  'POST /v1/alert-rules/try': tryAnswer,
  'GET /v1/incidents': incidentList,
  'GET /v1/incidents/counts': incidentCounts,
  'GET /v1/incidents/:incidentId': incidentView,
  'POST /v1/incidents/:incidentId/acknowledge': incidentView,
  'POST /v1/incidents/:incidentId/resolve': incidentView,
  'POST /v1/incidents/:incidentId/snooze': incidentView,
  'GET /v1/maintenance-windows': windowList,
  'POST /v1/maintenance-windows': windowView,
  'DELETE /v1/maintenance-windows/:windowId': nothing,
  'GET /v1/removals': removalList,
  'GET /v1/removals/:jobId': removalView,
  'GET /v1/clean-ups': cleanUpList,
  'GET /v1/clean-ups/:cleanUpId': cleanUpView,
  'GET /v1/storage': storageView,
  'POST /v1/clean-ups': cleanUpView,
  'GET /v1/backups': backupList,
  'GET /v1/agents': agentList,
  'GET /v1/scaling': scalingView,
  'GET /v1/scaling/:role': roleScaling,
  'PUT /v1/scaling/:role': roleScaling,
  'DELETE /v1/scaling/:role': roleScaling,
  'GET /v1/emergency': emergencyState,
  'POST /v1/emergency': emergencyAnswer,
  'DELETE /v1/emergency/:holdId': emergencyAnswer,
  'GET /v1/hosts': hostList,
  'GET /v1/hosts/:host': hostDetail,
  'POST /v1/hosts/:host/pause': hostDetail,
  'POST /v1/hosts/:host/resume': hostDetail,
  'GET /v1/schedules': scheduleDay,
  'GET /v1/channels': channelList,
  'GET /v1/channels/:channelId': channelView,
  'POST /v1/channels': channelWithKey,
  'PATCH /v1/channels/:channelId': channelView,
  'DELETE /v1/channels/:channelId': nothing,
  'POST /v1/channels/:channelId/test': deliveryView,
  'POST /v1/channels/:channelId/rotate-key': channelWithKey,
  'GET /v1/deliveries': deliveryList,
  'GET /v1/deliveries/:deliveryId': deliveryDetail,
  'POST /v1/deliveries/:deliveryId/redeliver': deliveryDetail,
  'GET /v1/dead-letters': letterList,
  'GET /v1/dead-letters/counts': letterCounts,
  'GET /v1/dead-letters/:letterId': letterDetail,
  'PATCH /v1/dead-letters/:letterId': letterDetail,
  'POST /v1/dead-letters/forecast': replayForecast,
  'POST /v1/dead-letters/replay': replayAnswer,
  'POST /v1/dead-letters/discard': discardAnswer,
  'POST /v1/runs/:runId/rerun-forecast': replayForecast,
  'POST /v1/runs/:runId/rerun': rerunAnswer,
  'GET /v1/retention': retention,
  'GET /v1/audit': auditList,
  'POST /v1/keys': createdKey,
  'GET /v1/keys': keyList,
  'GET /v1/keys/:keyId': keyView,
  'DELETE /v1/keys/:keyId': keyView,
  'GET /v1/workspaces': workspaceList,
  'GET /v1/workspaces/:workspaceId': workspaceView,
  'POST /v1/workspaces': workspaceView,
  'PATCH /v1/workspaces/:workspaceId': workspaceView,
  'GET /v1/usage': usageView,
  'GET /v1/plans': planList,
  'GET /v1/me': callerView,
  'POST /v1/session': callerView,
  'DELETE /v1/session': nothing,
  'GET /v1/events': eventStream,
  ...PREVIEW_ANSWERS,
  'POST /v1/jobs': createdJob,
  'POST /v1/jobs/validate': validated,
  'GET /v1/jobs/:jobId': jobView,
  'PATCH /v1/jobs/:jobId': jobView,
  'DELETE /v1/jobs/:jobId': removalView,
  'POST /v1/schedules/describe': scheduleWords,
  'GET /problems/:slug': problemType,
  'GET /openapi.json': apiDescription,
} as const satisfies Readonly<Record<`${Method} /${string}`, z.ZodType | InForms>>;

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What is answered in several forms, or in another one than JSON, by its content type. */
interface InForms {
  readonly description: string;
  readonly content: Readonly<Record<string, { readonly schema: z.ZodType }>>;
}

type Table = typeof ANSWERS;

export type Route = keyof Table;

/** As JSON where the route can; else a text. */
export type AnswerTo<R extends Route> = Table[R] extends z.ZodType
  ? z.infer<Table[R]>
  : Table[R] extends { content: { 'application/json': { schema: infer Schema extends z.ZodType } } }
    ? z.infer<Schema>
    : string;

const BY_ROUTE = new Map<string, z.ZodType | InForms>(Object.entries(ANSWERS));
export const ROUTES: readonly string[] = [...BY_ROUTE.keys()];

/** What a route may declare to answer: the table's schema, or one of several; null: the table does not name the route. */
export function answersOf(route: string): readonly unknown[] | null {
  const answer = BY_ROUTE.get(route);
  if (answer === undefined) return null;
  return answer instanceof z.ZodUnion ? [answer, ...answer.options] : [answer];
}
