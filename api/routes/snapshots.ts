// One snapshot and its content. Foreign content is sent as plain text only, never as a page.
import { decodeText } from '../../domain/fetch/charset.ts';
import type { Snapshot } from '../../domain/page/page.ts';
import { readBlocks, readBody } from '../query/page-text.ts';
import { findSnapshot } from '../query/find-row.ts';
import type { ApiPorts } from '../ports.ts';
import { contentQuery, plainText, snapshotParams, snapshotView } from '../schemas/page.ts';
import { PROBLEMS } from '../schemas/problem.ts';
import type { ApiServer } from '../http/server-type.ts';
import { toSnapshotView } from '../views/page-view.ts';

const TAGS = ['snapshots'];

export function registerSnapshots(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/snapshots/:snapshotId',
    { schema: { tags: TAGS, params: snapshotParams, response: { 200: snapshotView, ...PROBLEMS } } },
    async (request) => toSnapshotView(await findSnapshot(ports, request.params.snapshotId)),
  );
  app.get(
    '/v1/snapshots/:snapshotId/content',
    {
      schema: {
        tags: TAGS,
        params: snapshotParams,
        querystring: contentQuery,
        response: { 200: plainText, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const snapshot = await findSnapshot(ports, request.params.snapshotId);
      return reply
        .headers({
          'content-security-policy': "sandbox; default-src 'none'",
          'content-type': 'text/plain; charset=utf-8',
        })
        .serializer(String)
        .send(await readContent(ports, snapshot, request.query.as));
    },
  );
}

async function readContent(ports: ApiPorts, snapshot: Snapshot, as: 'text' | 'source'): Promise<string> {
  if (as === 'source') return decodeText(await readBody(ports, snapshot), snapshot.contentType).text;
  return (await readBlocks(ports, snapshot)).map((block) => block.text).join('\n');
}
