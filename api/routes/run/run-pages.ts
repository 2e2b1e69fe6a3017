// The URLs of a run: how each ended, the story of one, and those that failed or were skipped.
import { WebloomError } from '../../../domain/system/errors.ts';
import { parseFrontierId } from '../../../domain/run/frontier-id.ts';
import type { FrontierEntry } from '../../../domain/run/frontier.ts';
import type { Run } from '../../../domain/run/run.ts';
import { listAfter } from '../../query/list-after.ts';
import { createOutcomeReader } from '../../query/outcome-rows.ts';
import { listRunPages } from '../../query/run/list-run-pages.ts';
import { findRun } from '../../query/find-row.ts';
import { requireDetails } from '../../query/run/require-details.ts';
import type { ApiPorts } from '../../ports.ts';
import {
  type PageStory,
  failureList,
  failureQuery,
  pageStory,
  runPageList,
  runPageParams,
  runPageQuery,
  runParams,
} from '../../schemas/run/run.ts';
import type { ApiServer } from '../../http/server-type.ts';
import { tellStory, toFailureView, toRunPage, toStoryVisit } from '../../views/run/run-page-view.ts';
import { pageId } from '../../../domain/page/page-id.ts';
import { findFailurePicture } from '../../query/page/page-picture.ts';
import { toPictureSize } from '../../views/page-view.ts';

const TAGS = ['runs'];

export function registerRunPages(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/runs/:runId/pages',
    { schema: { tags: TAGS, params: runParams, querystring: runPageQuery, response: { 200: runPageList } } },
    async (request) => {
      const run = requireDetails(await findRun(ports, request.params.runId));
      const { rows, nextCursor } = await listRunPages(ports, run, request.query);
      const entries = rows.map(({ entry }) => entry);
      const linksOf = await pageLinks(ports, run, entries);
      const items = rows.map(({ entry, outcomes }) => toRunPage(run, { entry, outcomes }, linksOf(entry)));
      return { items, nextCursor };
    },
  );
  app.get(
    '/v1/runs/:runId/pages/:urlKey',
    { schema: { tags: TAGS, params: runPageParams, response: { 200: pageStory } } },
    async (request) => {
      const { runId, urlKey } = request.params;
      return readStory(ports, requireDetails(await findRun(ports, runId)), urlKey);
    },
  );
  registerFailures(app, ports);
}

function registerFailures(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/runs/:runId/failures',
    { schema: { tags: TAGS, params: runParams, querystring: failureQuery, response: { 200: failureList } } },
    async (request) => {
      const run = requireDetails(await findRun(ports, request.params.runId));
      const { limit, cursor, dead } = request.query;
      const { rows, nextCursor } = await listAfter(ports, {
        name: `failures ${run._id} ${dead ?? ''}`,
        limit,
        cursor,
        read: (after, count) =>
          ports.failures.list(run._id, {
            after,
            limit: count,
            ...(dead === undefined ? {} : { dead: dead === 'true' }),
          }),
      });
      return { items: rows.map(toFailureView), nextCursor };
    },
  );
}

async function readStory(ports: ApiPorts, run: Run, urlKey: string): Promise<PageStory> {
  const entry = await ports.frontier.get(run._id, urlKey);
  if (entry === null)
    throw new WebloomError('not-found', `This run has no URL with the key ${urlKey}.`, {
      facts: { runId: run._id, urlKey },
    });
  const read = createOutcomeReader(ports, run._id);
  const chunks = (await Promise.all(entry.chunks.map(read))).filter((one) => one !== null);
  const linksOf = await pageLinks(ports, run, [entry]);
  const page = toRunPage(run, { entry, outcomes: chunks.at(-1) ?? null }, linksOf(entry));
  const visits = chunks.map((one) => toStoryVisit(one, one.rows.get(urlKey)));
  const changes = await changesOf(ports, run, urlKey);
  const picture = toPictureSize(await findFailurePicture(ports, run._id, urlKey));
  const { url, outcome, reason, means, links } = page;
  return {
    runId: run._id,
    urlKey,
    url,
    outcome,
    reason,
    means,
    story: tellStory(page, visits, changes),
    visits,
    changes: changes.map(({ _id, summary, state, severity }) => ({
      changeId: _id,
      summary,
      state,
      severity,
    })),
    picture,
    links: picture === null ? links : { ...links, picture: `${links['why']}/picture` },
  };
}

async function changesOf(ports: ApiPorts, run: Run, urlKey: string) {
  return ports.history.changes({ pageId: pageId(run.jobId, urlKey), runId: run._id, limit: 20 });
}

type Links = Record<string, string>;

/** Links to the page of a URL; empty if the URL never became a page. */
async function pageLinks(
  ports: ApiPorts,
  run: Run,
  entries: readonly FrontierEntry[],
): Promise<(entry: FrontierEntry) => Links> {
  const idOf = (entry: FrontierEntry): string => pageId(run.jobId, parseFrontierId(entry._id).urlKey);
  const pages = await ports.pages.getMany(entries.map(idOf));
  return (entry) => {
    const why = `/v1/runs/${run._id}/pages/${parseFrontierId(entry._id).urlKey}`;
    const page = `/v1/pages/${encodeURIComponent(idOf(entry))}`;
    return pages.has(idOf(entry)) ? { why, page, diff: `${page}/diff` } : { why };
  };
}
