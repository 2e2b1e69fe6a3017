// The parts of a stored version: which of them are body and frame, and what somebody picks of it.
import { pickedPartOf, readable } from '../answer/picked-part.ts';
import { bodyOfVersion, placeRulesFor } from '../answer/version-parts.ts';
import type { ApiServer } from '../http/server-type.ts';
import type { ApiPorts } from '../ports.ts';
import { findSnapshot } from '../query/find-row.ts';
import { snapshotParams } from '../schemas/page.ts';
import { outlineView, partBody, pickedPart } from '../schemas/preview/preview-part.ts';
import { BODY_PROBLEMS, VERSION_PROBLEMS } from '../schemas/problem.ts';

const TAGS = ['snapshots'];

export function registerSnapshotParts(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/snapshots/:snapshotId/outline',
    { schema: { tags: TAGS, params: snapshotParams, response: { 200: outlineView, ...VERSION_PROBLEMS } } },
    async (request) => {
      const snapshot = await findSnapshot(ports, request.params.snapshotId);
      const [body, places] = [await bodyOfVersion(ports, snapshot), await placeRulesFor(ports, snapshot)];
      const { parts, total } = readable(await ports.viewer.view(body, { view: 'outline', places }));
      return { items: [...parts], total };
    },
  );
  app.post(
    '/v1/snapshots/:snapshotId/select',
    {
      schema: {
        tags: TAGS,
        params: snapshotParams,
        body: partBody,
        response: { 200: pickedPart, ...VERSION_PROBLEMS, ...BODY_PROBLEMS },
      },
    },
    async (request) => {
      const snapshot = await findSnapshot(ports, request.params.snapshotId);
      const [body, rules] = [await bodyOfVersion(ports, snapshot), await placeRulesFor(ports, snapshot)];
      return pickedPartOf(ports, { body, rules }, request.body);
    },
  );
}
