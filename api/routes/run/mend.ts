// Rolling back a run or a page, undoing that, and what a roll-back did to each page.
import { previewRollback } from '../../../domain/upkeep/mend-run/preview-rollback.ts';
import { refuseRolledBack } from '../../../domain/upkeep/mend-run/refuse-rolled-back.ts';
import {
  refuseMended,
  refuseRollback,
  refuseUndo,
  startMend,
} from '../../../domain/upkeep/mend-run/start-mend.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import type { Mend, RollbackTarget } from '../../../domain/run/mend.ts';
import { callerOf } from '../../http/caller.ts';
import { namedStart } from '../../http/verb-in-time.ts';
import type { Page } from '../../../domain/page/page.ts';
import { runId } from '../../../domain/run/run-id.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { findPage, findRun } from '../../query/find-row.ts';
import { requireDetails } from '../../query/run/require-details.ts';
import { listAfter } from '../../query/list-after.ts';
import { pageParams } from '../../schemas/page.ts';
import { pageQuery } from '../../schemas/paging.ts';
import { BODY_PROBLEMS, PROBLEMS } from '../../schemas/problem.ts';
import {
  type MendAnswer,
  mendAnswer,
  pageRollbackBody,
  pageRollbackQuery,
  type RollbackPreviewView,
  rollbackBody,
  rollbackPreview,
  mendedPages,
  undoBody,
} from '../../schemas/run/mend.ts';
import { runParams } from '../../schemas/run/run.ts';
import { toPreviewView, toMendedPage } from '../../views/run/mend-view.ts';
import { runLinks } from '../../views/run/run-view.ts';

const TAGS = ['runs'];
/** Three hundred pages, each with its history. */
const LOOKING = { deadlineMs: 20_000 };
const PREVIEWED = { 200: rollbackPreview, ...PROBLEMS, 409: BODY_PROBLEMS[409], 422: BODY_PROBLEMS[422] };
const STARTED = { 202: mendAnswer };

export function registerMending(app: ApiServer, ports: ApiPorts): void {
  registerRunRollback(app, ports);
  registerPageRollback(app, ports);
  registerUndo(app, ports);
  app.get(
    '/v1/runs/:runId/mended-pages',
    { schema: { tags: TAGS, params: runParams, querystring: pageQuery, response: { 200: mendedPages } } },
    async (request) => {
      const { _id: runId } = await findRun(ports, request.params.runId);
      const { limit, cursor } = request.query;
      const { rows, nextCursor } = await listAfter(ports, {
        name: `mended pages ${runId}`,
        limit,
        cursor,
        read: (after, count) => ports.rollbacks.list(runId, { after, limit: count }),
      });
      return { items: rows.map(toMendedPage), nextCursor };
    },
  );
}

function registerRunRollback(app: ApiServer, ports: ApiPorts): void {
  const url = '/v1/runs/:runId/rollback';
  app.get(
    url,
    { config: LOOKING, schema: { tags: TAGS, params: runParams, response: PREVIEWED } },
    async (request) => {
      const run = requireDetails(await findRun(ports, request.params.runId));
      refuseMended(run);
      return preview(ports, { kind: 'run', runId: run._id }, run.jobId);
    },
  );
  app.post(
    url,
    {
      config: { idempotent: true },
      schema: { tags: TAGS, params: runParams, body: rollbackBody, response: STARTED },
    },
    async (request, reply) => {
      const run = requireDetails(await findRun(ports, request.params.runId));
      refuseRollback(run);
      await refuseRolledBack(ports, run);
      const target = { kind: 'run', runId: run._id } as const;
      const asked = { by: callerOf(request).name, why: request.body.why };
      return reply.code(202).send(await start(ports, run.jobId, { kind: 'rollback', target, ...asked }));
    },
  );
}

function registerPageRollback(app: ApiServer, ports: ApiPorts): void {
  const url = '/v1/pages/:pageId/rollback';
  app.get(
    url,
    {
      config: LOOKING,
      schema: { tags: ['pages'], params: pageParams, querystring: pageRollbackQuery, response: PREVIEWED },
    },
    async (request) => {
      const page = await findPage(ports, request.params.pageId);
      return preview(ports, await pageTarget(ports, page, request.query.version), page.jobId);
    },
  );
  app.post(
    url,
    {
      config: { idempotent: true },
      schema: { tags: ['pages'], params: pageParams, body: pageRollbackBody, response: STARTED },
    },
    async (request, reply) => {
      const page = await findPage(ports, request.params.pageId);
      const target = await pageTarget(ports, page, request.body.version);
      const asked = { by: callerOf(request).name, why: request.body.why };
      return reply.code(202).send(await start(ports, page.jobId, { kind: 'rollback', target, ...asked }));
    },
  );
}

async function pageTarget(
  { history }: ApiPorts,
  { _id: pageId, baseline }: Page,
  asked: string | undefined,
): Promise<RollbackTarget> {
  const snapshotId = asked ?? baseline?.snapshotId;
  if (snapshotId === undefined)
    throw new WebloomError('transition-not-allowed', 'The page has no stored version to go back from.', {
      facts: { pageId },
    });
  const version = await history.snapshot(snapshotId);
  if (version?.pageId === pageId && version.rolledBack === undefined)
    return { kind: 'page', pageId, snapshotId };
  throw new WebloomError(
    'validation',
    `${snapshotId} is no version of this page that is in force. GET /v1/pages/{pageId}/versions lists them.`,
    { facts: { pageId, snapshotId } },
  );
}

function registerUndo(app: ApiServer, ports: ApiPorts): void {
  app.post(
    '/v1/runs/:runId/undo-rollback',
    {
      config: { idempotent: true },
      schema: { tags: TAGS, params: runParams, body: undoBody, response: STARTED },
    },
    async (request, reply) => {
      const run = await findRun(ports, request.params.runId);
      await refuseUndo(ports, run);
      const { why } = request.body;
      const by = callerOf(request).name;
      const mend = { kind: 'undo-rollback', runId: run._id, by, why } as const;
      return reply.code(202).send(await start(ports, run.jobId, mend));
    },
  );
}

async function preview(ports: ApiPorts, target: RollbackTarget, jobId: string): Promise<RollbackPreviewView> {
  const watch = (await ports.jobs.get(jobId))?.config.changes ?? {};
  return toPreviewView(await previewRollback({ ...ports, files: ports.stageFiles }, target, watch));
}

async function start(ports: ApiPorts, jobId: string, mend: Mend): Promise<MendAnswer> {
  const ulid = ports.ids.ulid();
  const work = startMend(ports, jobId, mend, ulid);
  const { run, note } = await namedStart(ports, { verb: 'mend', jobId, runId: runId(ulid), work });
  return { runId: run._id, note: note ?? null, links: runLinks(ports, run) };
}
