// What each route is for, in a few words, and its name in generated clients.

import { ALERT_OPERATIONS } from './alert-operations.ts';

export interface Operation {
  readonly id: string;
  readonly summary: string;
}

const TABLE: readonly (readonly [string, string, string])[] = [
  ['POST /v1/jobs', 'createJob', 'Create a job; every fault of it is told at once'],
  ['POST /v1/jobs/validate', 'validateJob', 'Check a job without creating it, with its next five times'],
  ['GET /v1/jobs', 'listJobs', 'List jobs: searched, sorted, newest first by default'],
  ['GET /v1/jobs/counts', 'countJobs', 'How many jobs fit a search, by state'],
  ['GET /v1/tags', 'listTags', 'List the tags of jobs, most frequent first'],
  ['GET /v1/job-hosts', 'listJobHosts', 'List the hosts of jobs, most frequent first'],
  ['GET /v1/jobs/:jobId', 'getJob', 'One job: state, configuration, next times, figures'],
  ['PATCH /v1/jobs/:jobId', 'changeJob', 'Change name and configuration by a merge patch (RFC 7396)'],
  ['DELETE /v1/jobs/:jobId', 'removeJob', 'Remove a job with all that is stored of it'],
  ['GET /v1/removals', 'listRemovals', 'List removed jobs and what erasing them freed'],
  ['GET /v1/removals/:jobId', 'getRemoval', 'How far the data of a removed job is erased'],
  ['POST /v1/jobs/:jobId/start', 'startJob', 'Start a run now'],
  ['POST /v1/jobs/:jobId/pause', 'pauseJob', 'Pause: what is being fetched is kept, nothing new begins'],
  ['POST /v1/jobs/:jobId/resume', 'resumeJob', 'Go on where a paused job stopped'],
  ['POST /v1/jobs/:jobId/stop', 'stopJob', 'Stop a job and its run; what it has stored is kept'],
  ['POST /v1/jobs/:jobId/schedule', 'scheduleJob', 'Put a job back on its schedule'],
  ['POST /v1/jobs/:jobId/archive', 'archiveJob', 'Put a job away'],
  ['POST /v1/jobs/:jobId/restore', 'restoreJob', 'Take an archived job out again'],
  ['POST /v1/jobs/:jobId/clone', 'cloneJob', 'Create a job like this one, with its secrets'],
  ['GET /v1/jobs/:jobId/outlook', 'getJobOutlook', 'What happens next with a job, and why'],
  ['GET /v1/jobs/:jobId/metrics', 'getJobMetrics', 'Figures of a job over the runs of 90 days'],
  ['GET /v1/jobs/:jobId/fields', 'listJobFields', 'How often each field of a job is found on its pages'],
  ['GET /v1/jobs/:jobId/values', 'listJobValues', 'The values of the fields, page by page'],
  ['GET /v1/jobs/:jobId/versions', 'listJobVersions', 'List the configurations a job had, newest first'],
  ['GET /v1/jobs/:jobId/versions/:version', 'getJobVersion', 'One configuration that a job had'],
  ['GET /v1/jobs/:jobId/runs', 'listJobRuns', 'List the runs of a job, newest first'],
  ['GET /v1/jobs/:jobId/pages', 'listJobPages', 'List the pages a job knows'],
  ['GET /v1/jobs/:jobId/changes', 'listJobChanges', 'List the changes of a job, newest first'],
  ['GET /v1/jobs/:jobId/prices', 'listJobPrices', 'List the prices of a job, newest first'],
  ['GET /v1/jobs/:jobId/snapshots', 'listJobSnapshots', 'List the snapshots of a job, newest first'],
  [
    'GET /v1/jobs/:jobId/prices/summary',
    'summarizeJobPrices',
    'Figures over the prices of each page of a job',
  ],
  ['POST /v1/jobs/:jobId/price-rules/preview', 'previewPriceRules', 'When price rules would have told'],
  [
    'POST /v1/jobs/:jobId/change-rules/preview',
    'previewChangeRules',
    'How often change rules would have told',
  ],
  ['POST /v1/schedules/describe', 'describeSchedule', 'Say a schedule in words, with its next times'],
  ['POST /v1/preview', 'previewPage', 'Look at a page once: what a job would make of it'],
  ['GET /v1/previews/:previewId', 'getPreview', 'One look at a page, while it goes on and after it'],
  ['GET /v1/previews/:previewId/page', 'getPreviewPage', 'The page as a document that does nothing'],
  ['GET /v1/previews/:previewId/outline', 'getPreviewOutline', 'The readable parts of the page'],
  ['POST /v1/previews/:previewId/select', 'selectPreviewPart', 'Selectors for a part, and what they find'],
  ['POST /v1/previews/:previewId/try', 'tryPreviewRules', 'Rules tried on the page'],
  ['GET /v1/runs', 'listRuns', 'List runs, newest first'],
  ['GET /v1/runs/:runId', 'getRun', 'One run: state, ledger, metrics, reasons'],
  ['GET /v1/runs/:runId/why-idle', 'explainIdleRun', 'Why nothing moves in a run, or what is worked on'],
  ['GET /v1/runs/:runId/chunks', 'listRunChunks', 'List the chunks of a run by stage, newest first'],
  ['GET /v1/runs/:runId/rate', 'getRunRate', 'Pages per second over the time of a run'],
  ['GET /v1/runs/:runId/receipt', 'getRunReceipt', 'What a run cost, by stage and by host'],
  ['GET /v1/runs/:runId/reasons', 'explainRunReasons', 'Why visits ended as they did, with examples'],
  ['GET /v1/runs/:runId/compare', 'compareRuns', 'How a run differs from the one before, page by page'],
  ['POST /v1/runs/:runId/stop', 'stopRun', 'Stop this run alone; its job stays on its schedule'],
  ['GET /v1/runs/:runId/pages', 'listRunPages', 'List the URLs of a run and how each ended'],
  ['GET /v1/runs/:runId/pages/:urlKey', 'explainRunPage', 'Why a URL ended as it did'],
  ['GET /v1/runs/:runId/failures', 'listRunFailures', 'List what failed or was skipped in a run, and why'],
  ['GET /v1/pages/:pageId', 'getPage', 'One page as its job knows it'],
  ['GET /v1/pages/:pageId/links', 'listPageLinks', 'List the links that are kept of a page'],
  ['GET /v1/pages/:pageId/diff', 'diffPage', 'What differs between two versions of a page'],
  ['GET /v1/pages/:pageId/prices/summary', 'summarizePagePrices', 'Figures over the prices of a page'],
  ['GET /v1/pages/:pageId/prices/series', 'getPriceSeries', 'The prices of a page as a chart shows them'],
  ['GET /v1/prices/compare', 'comparePrices', 'The prices of several pages side by side'],
  ['GET /v1/prices/products', 'listPricedProducts', 'List priced pages of all jobs, last moved first'],
  ['GET /v1/changes', 'listChanges', 'List changes of all jobs, newest first'],
  ['GET /v1/changes/:changeId', 'getChange', 'One change with its evidence'],
  ['GET /v1/changes/counts', 'countChanges', 'How many changes there are, by inbox, severity and kind'],
  ['PATCH /v1/changes/:changeId', 'markChange', 'Mark a change as seen, ignored or unread again'],
  ['POST /v1/changes/mark', 'markChanges', 'Mark many changes: these, or all that fit filters'],
  [
    'GET /v1/changes/:changeId/diff',
    'diffChange',
    'What a change consists of, line by line, with its evidence',
  ],
  [
    'POST /v1/changes/:changeId/ignore-suggestions',
    'suggestIgnoreRules',
    'Rules by which such changes would be silent, tried on history',
  ],
  ['GET /v1/pages/:pageId/versions', 'listVersions', 'List the stored versions of a page, newest first'],
  ['GET /v1/feed-token', 'getFeedToken', 'The addresses of the feeds of the workspace'],
  ['POST /v1/feed-token', 'makeFeedToken', 'Make a new token for feeds; the old addresses end'],
  ['DELETE /v1/feed-token', 'removeFeedToken', 'End the addresses of all feeds'],
  ['GET /v1/feeds/all.:format', 'readFeed', 'The newest changes as RSS, Atom or JSON Feed'],
  ['GET /v1/feeds/tag/:tag.:format', 'readTagFeed', 'The newest changes of the jobs with a tag as a feed'],
  ['GET /v1/feeds/job/:jobId.:format', 'readJobFeed', 'The newest changes of a job as a feed'],
  ['GET /v1/prices', 'listPrices', 'List prices of all jobs, newest first'],
  ['GET /v1/snapshots/:snapshotId', 'getSnapshot', 'One stored version of a page'],
  [
    'GET /v1/snapshots/:snapshotId/content',
    'getSnapshotContent',
    'What was stored of it: text, source, bytes, data, or an inert copy',
  ],
  ['GET /v1/me', 'getCaller', 'Who asks, what is allowed, and the token that changes of a login need'],
  ['POST /v1/session', 'logIn', 'Log in with a key; a cookie stands for it afterwards'],
  ['DELETE /v1/session', 'logOut', 'Log out'],
  ['GET /v1/audit', 'listAudit', 'Who did what over the API, newest first; refused requests too'],
  ['GET /v1/retention', 'getRetention', 'What is kept for how long, and what is not cleaned yet'],
  ['GET /v1/keys', 'listKeys', 'List the keys of the workspace, newest first'],
  ['POST /v1/keys', 'createKey', 'Make a key; it is shown this once'],
  ['GET /v1/keys/:keyId', 'getKey', 'One key, without its secret'],
  ['DELETE /v1/keys/:keyId', 'revokeKey', 'Revoke a key; it and its logins stop working at once'],
  ['GET /v1/usage', 'getUsage', 'How much of its limits the workspace uses'],
  ['GET /v1/plans', 'listPlans', 'List the plans and their limits'],
  ['GET /v1/workspaces', 'listWorkspaces', 'List workspaces; all of them for an admin of the default one'],
  ['POST /v1/workspaces', 'createWorkspace', 'Make a workspace'],
  ['GET /v1/workspaces/:workspaceId', 'getWorkspace', 'One workspace'],
  ['PATCH /v1/workspaces/:workspaceId', 'changeWorkspace', 'Change the name or the plan of a workspace'],
  ['POST /v1/bulk-actions', 'createBulkAction', 'Do one verb for many jobs, by ids or by a search'],
  ['GET /v1/bulk-actions', 'listBulkActions', 'List bulk actions, newest first'],
  ['GET /v1/bulk-actions/:bulkId', 'getBulkAction', 'How far a bulk action is'],
  ['GET /v1/bulk-actions/:bulkId/jobs', 'listBulkJobs', 'What became of each job of a bulk action'],
  ['POST /v1/bulk-actions/:bulkId/abort', 'abortBulkAction', 'Leave the rest of a bulk action alone'],
  ['POST /v1/bulk-actions/:bulkId/undo', 'undoBulkAction', 'Take back what a bulk action has done'],
  ['GET /v1/views', 'listViews', 'List saved views by name'],
  ['POST /v1/views', 'createView', 'Save a view of a screen under a name'],
  ['GET /v1/views/:viewId', 'getView', 'One saved view'],
  ['PATCH /v1/views/:viewId', 'changeView', 'Change name or query of a saved view'],
  ['DELETE /v1/views/:viewId', 'removeView', 'Remove a saved view'],
  ['GET /v1/channels', 'listChannels', 'List the channels that messages go to, by name'],
  ['POST /v1/channels', 'createChannel', 'Make a channel; the signing key of a webhook is told this once'],
  ['GET /v1/channels/:channelId', 'getChannel', 'One channel, its secrets masked'],
  ['PATCH /v1/channels/:channelId', 'changeChannel', 'Change a channel, or turn it on or off'],
  ['DELETE /v1/channels/:channelId', 'removeChannel', 'Remove a channel'],
  ['POST /v1/channels/:channelId/test', 'testChannel', 'Send a test message to a channel'],
  ['POST /v1/channels/:channelId/rotate-key', 'rotateChannelKey', 'Give a webhook a new signing key'],
  ['GET /v1/deliveries', 'listDeliveries', 'List what was sent to channels, newest first'],
  ['GET /v1/deliveries/:deliveryId', 'getDelivery', 'One delivery with its attempts'],
  ['POST /v1/deliveries/:deliveryId/redeliver', 'redeliver', 'Send a delivery again that has ended'],
  ...ALERT_OPERATIONS,
  ...exportRows(),
  ['GET /v1/events', 'streamEvents', 'What happens, as server-sent events'],
  ['GET /v1/agents', 'listAgents', 'The processes that do the work'],
  ['GET /v1/overview', 'showOverview', 'How the workspace is doing: headline, numbers, what needs somebody'],
  ['GET /v1/hosts', 'listHosts', 'Hosts: pace, circuit, robots.txt, what is planned for them'],
  ['GET /v1/hosts/:host', 'getHost', 'One host with its robots.txt'],
  ['GET /v1/schedules', 'showSchedules', 'The calendar of the coming day, and where runs wait'],
  ['GET /v1/queues', 'listQueues', 'The queues between the processes: depth, age, speed'],
  ['GET /v1/health', 'getHealth', 'How everything is: state, parts with reasons and remedies'],
  ['GET /metrics', 'scrapeMetrics', 'Numbers of all processes, as Prometheus reads them'],
  ['GET /healthz', 'isAlive', 'Whether the API process lives'],
  ['GET /readyz', 'isReady', 'Whether this process can serve: the services it needs answer'],
  ['GET /problems/:slug', 'getProblemType', 'What a type of problem means'],
  ['GET /openapi.json', 'describeApi', 'This description'],
];

function exportRows(): [string, string, string][] {
  const kinds = [
    ['jobs', 'Jobs', 'All jobs'],
    ['pages', 'Pages', 'The pages of one job or of all'],
    ['values', 'Values', 'The values of the fields of a job, page by page'],
    ['changes', 'Changes', 'All changes'],
    ['prices', 'Prices', 'All prices'],
    ['runs', 'Runs', 'All runs'],
  ] as const;
  return kinds.flatMap(([kind, name, what]): [string, string, string][] => [
    [`GET /v1/exports/${kind}.csv`, `export${name}Csv`, `${what}, as a CSV file`],
    [`GET /v1/exports/${kind}.ndjson`, `export${name}Ndjson`, `${what}, as lines of JSON`],
  ]);
}

const OPERATIONS = new Map(
  TABLE.map(([route, id, summary]): [string, Operation] => [route, { id, summary }]),
);

export function operationOf(method: string, url: string): Operation | null {
  return OPERATIONS.get(`${method} ${url}`) ?? null;
}

const SUMMARIES = new Map(TABLE.map(([, id, summary]): [string, string] => [id, summary]));

/** What an operation does, by its name. */
export function summaryOf(id: string): string | null {
  return SUMMARIES.get(id) ?? null;
}
