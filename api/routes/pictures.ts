// Pictures of pages as a browser showed them: of a stored version, of the latest look, and of the moment in which a step failed.
import { noSuch } from '../../domain/system/no-such.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { sendPicture } from '../answer/send-picture.ts';
import type { ApiServer } from '../http/server-type.ts';
import type { ApiPorts } from '../ports.ts';
import { findPage, findRun, findSnapshot } from '../query/find-row.ts';
import { findFailurePicture, latestPicture, readPicture } from '../query/page/page-picture.ts';
import { pageParams, pictureContent, snapshotParams } from '../schemas/page.ts';
import { VERSION_PROBLEMS } from '../schemas/problem.ts';
import { runPageParams } from '../schemas/run/run.ts';

const type = 'image/webp';
const response = { 200: pictureContent, ...VERSION_PROBLEMS };

export function registerPictures(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/snapshots/:snapshotId/picture',
    { schema: { tags: ['snapshots'], params: snapshotParams, response } },
    async (request, reply) => {
      const { _id: snapshotId, picture } = await findSnapshot(ports, request.params.snapshotId);
      if (picture === undefined)
        throw new WebloomError('not-found', 'No picture was taken of this version.', {
          facts: { snapshotId },
        });
      return sendPicture(reply, await readPicture(ports, picture), { type, caching: 'immutable' });
    },
  );
  app.get(
    '/v1/pages/:pageId/picture',
    { schema: { tags: ['pages'], params: pageParams, response } },
    async (request, reply) => {
      const page = await findPage(ports, request.params.pageId);
      const picture = latestPicture(page);
      if (picture === null) throw noSuch('picture', { pageId: page._id });
      return sendPicture(reply, await readPicture(ports, picture), { type, caching: 'no-cache' });
    },
  );
  app.get(
    '/v1/runs/:runId/pages/:urlKey/picture',
    { schema: { tags: ['runs'], params: runPageParams, response: { 200: pictureContent } } },
    async (request, reply) => {
      const { runId, urlKey } = request.params;
      await findRun(ports, runId);
      const picture = await findFailurePicture(ports, runId, urlKey);
      if (picture === undefined)
        throw new WebloomError(
          'not-found',
          'No picture of a failed step is kept: it goes with the next look that reads the page or fails again.',
          { facts: { runId, urlKey } },
        );
      return sendPicture(reply, await readPicture(ports, picture), { type, caching: 'no-cache' });
    },
  );
}
