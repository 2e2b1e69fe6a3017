// One page of a job, its stored versions, and the differences between two of them.
import { diffChange, diffPage, type VersionDiff } from '../query/change/diff-versions.ts';
import { findPage } from '../query/find-row.ts';
import { findChange } from '../answer/list-inbox.ts';
import { listVersions } from '../answer/list-versions.ts';
import { workspaceOf } from '../http/caller.ts';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import type { ApiPorts } from '../ports.ts';
import { changeParams } from '../schemas/change/change.ts';
import {
  changeDiffQuery,
  diffAnswer,
  diffQuery,
  type DiffQuery,
  pageVersionList,
} from '../schemas/change/diff.ts';
import { pageParams, pageView } from '../schemas/page.ts';
import { pageQuery } from '../schemas/paging.ts';
import { listLinks } from '../query/job/page-links.ts';
import { linkList, linkListQuery } from '../schemas/job-detail/page-list.ts';
import { VERSION_PROBLEMS } from '../schemas/problem.ts';
import type { ApiServer } from '../http/server-type.ts';
import { toDiffView, toUnified } from '../views/diff-view.ts';
import { toPageView } from '../views/page-view.ts';

const TAGS = ['pages'];

export function registerPages(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/pages/:pageId',
    { schema: { tags: TAGS, params: pageParams, response: { 200: pageView } } },
    async (request) => toPageView(await findPage(ports, request.params.pageId)),
  );
  app.get(
    '/v1/pages/:pageId/links',
    { schema: { tags: TAGS, params: pageParams, querystring: linkListQuery, response: { 200: linkList } } },
    async (request) => listLinks(ports, await findPage(ports, request.params.pageId), request.query),
  );
  app.get(
    '/v1/pages/:pageId/versions',
    {
      schema: { tags: TAGS, params: pageParams, querystring: pageQuery, response: { 200: pageVersionList } },
    },
    async (request) => listVersions(ports, await findPage(ports, request.params.pageId), request.query),
  );
  registerDiffs(app, ports);
}

function registerDiffs(app: ApiServer, ports: ApiPorts): void {
  const response = { 200: diffAnswer, ...VERSION_PROBLEMS };
  app.get(
    '/v1/pages/:pageId/diff',
    { schema: { tags: TAGS, params: pageParams, querystring: diffQuery, response } },
    async (request, reply) => {
      const page = await findPage(ports, request.params.pageId);
      const answer = shown(ports, await diffPage(ports, page, request.query), request.query);
      if (request.query.format === 'json') return answer;
      return reply
        .type('text/plain; charset=utf-8')
        .serializer(() => toUnified(answer))
        .send(answer);
    },
  );
  app.get(
    '/v1/changes/:changeId/diff',
    { schema: { tags: ['changes'], params: changeParams, querystring: changeDiffQuery, response } },
    async (request, reply) => {
      const { query, params } = request;
      const { change } = await findChange(ports, workspaceOf(request), params.changeId);
      const page = await findPage(ports, change.pageId);
      const diff = await diffChange(ports, page, { change, context: query.context, served: query.served });
      const answer = shown(ports, diff, query);
      if (query.format === 'json') return answer;
      return reply
        .type('text/plain; charset=utf-8')
        .serializer(() => toUnified(answer))
        .send(answer);
    },
  );
}

function shown(
  { hasher }: Pick<ApiPorts, 'hasher'>,
  diff: VersionDiff,
  { by, limit, cursor, context, served, format, order = format === 'json' ? 'strength' : 'page' }: DiffQuery,
): ReturnType<typeof toDiffView> {
  const sides = [diff.older?._id, diff.newer?._id, diff.change?._id, context, order, served];
  const place = { place: `diff ${diff.page._id} ${sides.join(' ')}`, hasher };
  const [offset = 0] = decodeCursor(place, cursor) ?? [];
  const cursorAt = (at: number): string => encodeCursor(place, [at]);
  return toDiffView(diff, { by, offset: Number(offset), limit, cursorAt, order });
}
