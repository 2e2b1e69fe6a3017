// What a preview's page looks like, its parts, what somebody picks of it, and rules tried on it.
import { WebloomError } from '../../../domain/system/errors.ts';
import { checkJob, invalidJob } from '../../../domain/config/check-job.ts';
import { readAgain } from '../../../domain/job/preview/make-preview.ts';
import type { PreviewPorts } from '../../../domain/job/preview/read-look.ts';
import type { ExampleMove } from '../../../domain/price/rule/example-moves.ts';
import type { PriceSight } from '../../../domain/price/rule/rule-input.ts';
import { placeRulesOf } from '../../../domain/reading/part/page-places.ts';
import { tryRules } from '../../../domain/job/preview/try-rules.ts';
import { pickedPartOf, readable } from '../../answer/picked-part.ts';
import { sendPicture } from '../../answer/send-picture.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { drawnContent } from '../../schemas/page.ts';
import {
  framedPage,
  frameQuery,
  outlineView,
  partBody,
  pickedPart,
  type PriceMoveView,
  triedRules,
  type TriedRulesView,
  tryBody,
} from '../../schemas/preview/preview-part.ts';
import { previewParams } from '../../schemas/preview/preview.ts';
import { framedHeaders, pickable } from '../../views/frame-picker.ts';
import { toMoney } from '../../views/page-view.ts';
import { toTextView } from '../../views/preview-view.ts';
import { findPreview, findRead } from './find-preview.ts';
import { jobRules } from '../../job-rules.ts';

const TAGS = ['previews'];

export function registerPreviewParts(app: ApiServer, ports: ApiPorts, preview: PreviewPorts): void {
  registerPictures(app, preview);
  registerPicking(app, ports, preview);
  registerTrial(app, ports, preview);
}

function registerPictures(app: ApiServer, preview: PreviewPorts): void {
  app.get(
    '/v1/previews/:previewId/page',
    { schema: { tags: TAGS, params: previewParams, querystring: frameQuery, response: { 200: framedPage } } },
    async (request, reply) => {
      const { body } = findRead(preview, request);
      const copy = readable(await preview.viewer.view(body, { view: 'copy' }));
      const framed = pickable(copy, request.query.picker === 'true');
      return reply.headers(framedHeaders(framed.policy)).serializer(String).send(framed.html);
    },
  );
  app.get(
    '/v1/previews/:previewId/outline',
    { schema: { tags: TAGS, params: previewParams, response: { 200: outlineView } } },
    async (request) => {
      const { body, preview: found } = findRead(preview, request);
      const { parts, total } = readable(
        await preview.viewer.view(body, { view: 'outline', places: placeRulesOf(found.config.changes) }),
      );
      return { items: [...parts], total };
    },
  );
  app.get(
    '/v1/previews/:previewId/picture',
    { schema: { tags: TAGS, params: previewParams, response: { 200: drawnContent } } },
    (request, reply) => {
      const { previewId, picture } = findPreview(preview, request);
      if (picture === null)
        throw new WebloomError(
          'not-found',
          'No step of this preview kept a picture or failed, so there is none.',
          {
            facts: { previewId },
          },
        );
      return sendPicture(reply, picture.png, { type: 'image/png', caching: 'no-cache' });
    },
  );
}

function registerPicking(app: ApiServer, ports: ApiPorts, preview: PreviewPorts): void {
  app.post(
    '/v1/previews/:previewId/select',
    { schema: { tags: TAGS, params: previewParams, body: partBody, response: { 200: pickedPart } } },
    async (request) => {
      const { body, preview: found } = findRead(preview, request);
      const rules = placeRulesOf(found.config.changes);
      return pickedPartOf({ ...ports, viewer: preview.viewer }, { body, rules }, request.body);
    },
  );
}

function registerTrial(app: ApiServer, ports: ApiPorts, preview: PreviewPorts): void {
  app.post(
    '/v1/previews/:previewId/try',
    { schema: { tags: TAGS, params: previewParams, body: tryBody, response: { 200: triedRules } } },
    async (request): Promise<TriedRulesView> => {
      const { changes, fields, edit = null } = request.body;
      const { preview: found } = findRead(preview, request);
      const config = { source: found.config.source, fields, changes };
      const check = checkJob(
        { config },
        { ...jobRules(ports.settings), jobId: found.previewId, now: ports.clock.now() },
      );
      if (!check.ok)
        throw invalidJob(
          check.faults.map((one) => ({ ...one, pointer: one.pointer.replace(/^\/config/, '') })),
        );
      const read = await readAgain(preview, found, check.job.config);
      if (read === null)
        throw new WebloomError('not-found', 'The page could not be read with these rules in time.');
      const tried = tryRules({ page: read, changes: check.job.config.changes, edit, at: ports.clock.now() });
      return {
        text: toTextView(read),
        fields: read.fields.map(({ name, value, locator }) => ({ name, value, locator })),
        conditions: tried.unmet,
        priceRules: tried.priceRules.map(({ name, fires, reason }) => ({
          rule: name,
          firesNow: fires,
          reason,
        })),
        priceMoves: tried.priceMoves.map(toMoveView),
        edit: tried.edit,
      };
    },
  );
}

function toMoveView({ about, before, after, told, reason }: ExampleMove): PriceMoveView {
  const toSeen = ({ price, availability }: PriceSight): PriceMoveView['before'] => ({
    price: price === null ? null : toMoney(price.minor, price.currency),
    availability,
  });
  return { about, before: toSeen(before), after: toSeen(after), told, reason };
}
