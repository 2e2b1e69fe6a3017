// Removed jobs: how much of their data is erased, and what that has freed.
import { WebloomError } from '../../domain/system/errors.ts';
import { workspaceOf } from '../http/caller.ts';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import type { ApiPorts } from '../ports.ts';
import { jobParams } from '../schemas/job/job.ts';
import { pageQuery } from '../schemas/paging.ts';
import { removalList, removalView } from '../schemas/storage/removal.ts';
import type { ApiServer } from '../http/server-type.ts';
import { toRemovalView } from '../views/storage/removal-view.ts';

const TAGS = ['jobs'];

export function registerRemovals(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/removals',
    { schema: { tags: TAGS, querystring: pageQuery, response: { 200: removalList } } },
    async (request) => {
      const { limit, cursor } = request.query;
      const place = { place: 'removals', hasher: ports.hasher };
      const before = decodeCursor(place, cursor)?.[0];
      const found = await ports.removals.list({
        workspaceId: workspaceOf(request),
        limit: limit + 1,
        ...(before === undefined ? {} : { before: String(before) }),
      });
      const shown = found.slice(0, limit);
      const last = shown.at(-1);
      const more = found.length > limit && last !== undefined;
      return { items: shown.map(toRemovalView), nextCursor: more ? encodeCursor(place, [last._id]) : null };
    },
  );
  app.get(
    '/v1/removals/:jobId',
    {
      config: { checksWorkspace: true },
      schema: { tags: TAGS, params: jobParams, response: { 200: removalView } },
    },
    async (request) => {
      const { jobId } = request.params;
      const removal = await ports.removals.get(jobId);
      if (removal !== null && removal.workspaceId === workspaceOf(request)) return toRemovalView(removal);
      throw new WebloomError('not-found', `No removal of a job ${jobId} is known.`, { facts: { jobId } });
    },
  );
}
