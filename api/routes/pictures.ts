// Pictures of pages as a browser showed them: of a stored version, and of the latest look.
import type { FastifyReply } from 'fastify';
import { noSuch } from '../../domain/system/no-such.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import type { ApiServer } from '../http/server-type.ts';
import type { ApiPorts } from '../ports.ts';
import { findPage, findSnapshot } from '../query/find-row.ts';
import { latestPicture, readPicture } from '../query/page/page-picture.ts';
import { pageParams, pictureContent, snapshotParams } from '../schemas/page.ts';
import { VERSION_PROBLEMS } from '../schemas/problem.ts';

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
      return sendPicture(reply, await readPicture(ports, picture), 'immutable');
    },
  );
  app.get(
    '/v1/pages/:pageId/picture',
    { schema: { tags: ['pages'], params: pageParams, response } },
    async (request, reply) => {
      const page = await findPage(ports, request.params.pageId);
      const picture = latestPicture(page);
      if (picture === null) throw noSuch('picture', { pageId: page._id });
      return sendPicture(reply, await readPicture(ports, picture), 'no-cache');
    },
  );
}

/** A picture of a version never changes; who may see it is asked again after a day. */
const CACHING = { immutable: 'private, max-age=86400, immutable', 'no-cache': 'private, no-cache' } as const;

function sendPicture(reply: FastifyReply, webp: Uint8Array, caching: keyof typeof CACHING): FastifyReply {
  return reply
    .headers({
      'content-type': 'image/webp',
      'cache-control': CACHING[caching],
      'content-security-policy': "sandbox; default-src 'none'",
    })
    .send(webp);
}
