// Builds the API without a process: routes, problems, guards and the OpenAPI description, over given ports.
import { setImmediate as nextTurn } from 'node:timers/promises';
import Fastify from 'fastify';
import { type ZodTypeProvider, serializerCompiler } from 'fastify-type-provider-zod';
import { createIdentifier } from './access/identify-caller.ts';
import { limitRates } from './access/limit-rate.ts';
import { writeAudit } from './access/write-audit.ts';
import { answerOtherMethods } from './http/allowed-methods.ts';
import { impatient, limitHandlers } from './http/deadline.ts';
import { compactDescription } from './description/compact-description.ts';
import { describeApi } from './description/describe-api.ts';
import { enforceAnswers } from './description/enforce-answers.ts';
import { serveDashboard } from './http/dashboard.ts';
import { serveDocs } from './http/docs.ts';
import { createEventHub } from './events/event-hub.ts';
import { refuseChanges } from './access/read-only.ts';
import { keepAnswers } from './http/idempotency.ts';
import { hideOthersRows } from './http/own-rows.ts';
import { fillEmptyBodies, readJsonBodies } from './http/json-body.ts';
import { refuseLongLists } from './http/long-lists.ts';
import { jobRules } from './job-rules.ts';
import type { ApiPorts } from './ports.ts';
import { startReadinessChecks } from './query/readiness.ts';
import { sampleQueues } from './query/queue/queue-sampler.ts';
import { toPreviewPorts } from './query/preview-ports.ts';
import { answerBroken, answerUnreadable, handleProblems } from './http/problem.ts';
import { createBulkRunner, createSettleRunner } from './http/background-runner.ts';
import { registerAgents } from './routes/agents.ts';
import { registerChannels } from './routes/alert/channels.ts';
import { registerDeliveries } from './routes/alert/deliveries.ts';
import { registerAlertRules } from './routes/alert/alert-rules.ts';
import { registerIncidents } from './routes/alert/incidents.ts';
import { registerMaintenance } from './routes/alert/maintenance.ts';
import { registerAudit } from './routes/access/audit.ts';
import { registerBulkActions } from './routes/job/bulk-actions.ts';
import { registerChangeRules } from './routes/change/change-rules.ts';
import { registerCleanUps } from './routes/clean-ups.ts';
import { registerChanges } from './routes/change/changes.ts';
import { registerPreviewParts } from './routes/preview/preview-parts.ts';
import { createLooks } from './routes/preview/begin-look.ts';
import { registerPreviews } from './routes/preview/previews.ts';
import { registerAsk } from './routes/preview/ask.ts';
import { registerMap } from './routes/preview/map.ts';
import { registerScrape } from './routes/preview/scrape.ts';
import { registerScheduleWords } from './routes/preview/schedule-words.ts';
import { registerEvents } from './routes/events.ts';
import { registerFeeds } from './routes/change/feeds.ts';
import { registerExports } from './routes/exports.ts';
import { registerHealth } from './routes/health.ts';
import { registerJobList } from './routes/job/job-list.ts';
import { registerJobCopy } from './routes/job/job-copy.ts';
import { registerJobStorage } from './routes/job/job-storage.ts';
import { registerJobMetricsRoute } from './routes/job/job-metrics.ts';
import { registerJobDetails } from './routes/job/job-details.ts';
import { registerEmergency } from './routes/emergency.ts';
import { registerHosts } from './routes/hosts.ts';
import { registerJobLists } from './routes/job/job-lists.ts';
import { registerJobVerbs } from './routes/job/job-verbs.ts';
import { registerImports } from './routes/job/imports.ts';
import { registerLogins } from './routes/job/logins.ts';
import { registerProxyPools } from './routes/job/proxy-pools.ts';
import { registerTagSettings } from './routes/job/tag-settings.ts';
import { registerJobs } from './routes/job/jobs.ts';
import { registerKeys } from './routes/access/keys.ts';
import { registerMcp } from './routes/mcp.ts';
import { registerMetrics } from './routes/metrics.ts';
import { registerOverview } from './routes/overview.ts';
import { registerPages } from './routes/pages.ts';
import { registerPriceSeries } from './routes/price-series.ts';
import { registerPrices } from './routes/prices.ts';
import { registerProblems } from './routes/problems.ts';
import { registerQueues } from './routes/queues.ts';
import { registerBackups } from './routes/backups.ts';
import { registerDeadLetters } from './routes/recovery/dead-letters.ts';
import { registerReplays } from './routes/recovery/replays.ts';
import { registerRerun } from './routes/recovery/rerun.ts';
import { registerRemovals } from './routes/removals.ts';
import { registerScaling } from './routes/scaling.ts';
import { registerRetention } from './routes/access/retention.ts';
import { registerStartLinks } from './routes/job/start-links.ts';
import { registerUseStartLink } from './routes/job/use-start-link.ts';
import { registerMending } from './routes/run/mend.ts';
import { registerReparse } from './routes/job/reparse.ts';
import { registerRunPages } from './routes/run/run-pages.ts';
import { registerReleaseChanges } from './routes/run/release-changes.ts';
import { registerRunReceipt } from './routes/run/run-receipt.ts';
import { registerRunWork } from './routes/run/run-work.ts';
import { registerRuns } from './routes/run/runs.ts';
import { registerSessions } from './routes/access/sessions.ts';
import { registerSchedules } from './routes/schedules.ts';
import { registerSavedViews } from './routes/job/saved-views.ts';
import { registerSnapshotParts } from './routes/snapshot-parts.ts';
import { registerPictures } from './routes/pictures.ts';
import { registerSnapshots } from './routes/snapshots.ts';
import { registerUsage } from './routes/access/usage.ts';
import { registerWorkspaces } from './routes/access/workspaces.ts';
import { apiDescription } from './schemas/api-description.ts';
import { guardRequests } from './access/guard-requests.ts';
import type { ApiServer } from './http/server-type.ts';
import { traceRequests } from './http/trace-requests.ts';
import { validateRequests } from './http/validate-request.ts';

/** Bytes of an ordinary request; routes that take lists of URLs set their own limit. */
const BODY_LIMIT = 256 * 1024;

const ROUTES = [
  registerJobList,
  registerImports,
  registerLogins,
  registerProxyPools,
  registerJobVerbs,
  registerJobLists,
  registerJobCopy,
  registerJobDetails,
  registerJobMetricsRoute,
  registerJobStorage,
  registerStartLinks,
  registerUseStartLink,
  registerRuns,
  registerRunPages,
  registerRunReceipt,
  registerReleaseChanges,
  registerRunWork,
  registerMending,
  registerReparse,
  registerPages,
  registerChanges,
  registerChangeRules,
  registerPrices,
  registerPriceSeries,
  registerExports,
  registerSnapshots,
  registerPictures,
  registerSnapshotParts,
  registerFeeds,
  registerAlertRules,
  registerIncidents,
  registerMaintenance,
  registerRemovals,
  registerCleanUps,
  registerBackups,
  registerAgents,
  registerScaling,
  registerEmergency,
  registerHosts,
  registerSchedules,
  registerSavedViews,
  registerChannels,
  registerDeliveries,
  registerDeadLetters,
  registerReplays,
  registerRerun,
  registerProblems,
  registerRetention,
  registerAudit,
  registerKeys,
  registerWorkspaces,
  registerUsage,
  registerMcp,
] as const;

export async function createApp(given: ApiPorts): Promise<ApiServer> {
  const ports: ApiPorts = { ...given, engine: impatient(given.engine) };
  const app: ApiServer = Fastify({
    bodyLimit: BODY_LIMIT,
    // A stream never ends by itself; closing must not wait for it.
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
    genReqId: () => ports.ids.ulid(),
    requestIdHeader: false,
    frameworkErrors: answerUnreadable,
    clientErrorHandler: (error, socket) => answerBroken(error, socket, ports.ids.ulid()),
  }).withTypeProvider<ZodTypeProvider>();
  traceRequests(app, ports.tracer ?? null);
  validateRequests(app);
  app.setSerializerCompiler(serializerCompiler);
  readJsonBodies(app);
  fillEmptyBodies(app);
  refuseLongLists(app);
  handleProblems(app, ports);
  limitHandlers(app);
  const identifier = createIdentifier(ports);
  await guardRequests(app, ports, identifier);
  answerOtherMethods(app);
  await serveDashboard(app, ports.settings.dashboardFolder);
  hideOthersRows(app, ports);
  writeAudit(app, ports);
  refuseChanges(app, ports);
  keepAnswers(app, ports);
  await limitRates(app, ports);
  await describeApi(app, ports);
  enforceAnswers(app);
  registerWatches(app, ports);
  for (const register of ROUTES) register(app, ports);
  serveDocs(app);
  registerSessions(app, ports, identifier);
  registerEvents(app, {
    hub: createEventHub(ports),
    log: ports.log,
    whyEnded: (request) => identifier.whyEnded(request),
  });
  const preview = toPreviewPorts(ports);
  const looks = createLooks(ports, preview);
  registerPreviews(app, ports, { preview, looks });
  registerScrape(app, preview, looks);
  registerMap(app, preview, looks);
  registerJobs(app, ports, preview);
  registerPreviewParts(app, ports, preview);
  registerWork(app, ports);
  registerAsk(app, ports, preview);
  registerScheduleWords(app, ports);
  let description: Readonly<Record<string, unknown>> | null = null;
  app.get('/openapi.json', { schema: { tags: ['health'], response: { 200: apiDescription } } }, () => {
    description ??= compactDescription(app.swagger());
    return description;
  });
  return app;
}

/** Routes that begin work which goes on beside the requests. */
function registerWork(app: ApiServer, ports: ApiPorts): void {
  const context = { ...jobRules(ports.settings), nextTurn };
  const settle = createSettleRunner(ports, context);
  const bulk = createBulkRunner(ports, settle);
  for (const runner of [settle, bulk]) {
    app.addHook('onReady', async () => runner.kick());
    app.addHook('onClose', () => runner.close());
  }
  registerTagSettings(app, { ports, context, runner: settle });
  registerBulkActions(app, ports, bulk);
}

/** Routes that share what is watched in the background. */
function registerWatches(app: ApiServer, ports: ApiPorts): void {
  const queues = sampleQueues(ports);
  const readiness = startReadinessChecks(ports);
  app.addHook('onListen', async () => readiness.start());
  app.addHook('onClose', async () => {
    readiness.stop();
    queues.stop();
  });
  registerMetrics(app, ports, readiness);
  registerHealth(app, ports, readiness);
  registerQueues(app, ports, queues);
  registerOverview(app, ports, { queues, readiness });
}
