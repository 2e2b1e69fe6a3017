// One snapshot and its content: text, source, bytes, data, or an inert copy. Nothing of it ever runs.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FramedPage } from '../../domain/reading/content/inert-page.ts';
import type { PlaceRules } from '../../domain/reading/part/page-places.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { documentKind } from '../../domain/reading/content/document/document-kind.ts';
import { isDocumentOrFile } from '../../domain/reading/content/document/plain-file.ts';
import { decodeText } from '../../domain/web/fetch/charset.ts';
import type { Snapshot } from '../../domain/page/page.ts';
import { readBlocks, readBody, readServed } from '../query/page/page-text.ts';
import { callerOf, workspaceOf } from '../http/caller.ts';
import { findChange } from '../answer/list-inbox.ts';
import { findPage, findSnapshot } from '../query/find-row.ts';
import { bodyOfVersion, placeRulesFor, servedOfVersion } from '../answer/version-parts.ts';
import { framedHeaders, pickable } from '../views/frame-picker.ts';
import { readSnapshotData } from '../answer/snapshot-data.ts';
import type { ApiPorts } from '../ports.ts';
import {
  type ContentForm,
  type ContentQuery,
  contentQuery,
  snapshotContent,
  snapshotParams,
  snapshotView,
} from '../schemas/page.ts';
import { VERSION_PROBLEMS } from '../schemas/problem.ts';
import type { ApiServer } from '../http/server-type.ts';
import { toSnapshotView } from '../views/page-view.ts';

const TAGS = ['snapshots'];

export function registerSnapshots(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/snapshots/:snapshotId',
    { schema: { tags: TAGS, params: snapshotParams, response: SNAPSHOT_OR_PROBLEM } },
    async (request) => toSnapshotView(await findSnapshot(ports, request.params.snapshotId)),
  );
  registerContent(app, ports);
  registerPins(app, ports);
}

const SNAPSHOT_OR_PROBLEM = { 200: snapshotView, ...VERSION_PROBLEMS };

function registerPins(app: ApiServer, ports: ApiPorts): void {
  const path = '/v1/snapshots/:snapshotId/pin';
  const schema = { tags: TAGS, params: snapshotParams, response: SNAPSHOT_OR_PROBLEM };
  app.post(path, { schema }, async (request) => {
    const { snapshotId } = request.params;
    const { pinned } = await findSnapshot(ports, snapshotId);
    const pin = pinned ?? { at: ports.clock.now(), by: callerOf(request).name };
    return toSnapshotView(
      (await ports.versions.pin(snapshotId, pin)) ?? (await findSnapshot(ports, snapshotId)),
    );
  });
  app.delete(path, { schema }, async (request) => {
    const { snapshotId } = request.params;
    await findSnapshot(ports, snapshotId);
    return toSnapshotView(
      (await ports.versions.pin(snapshotId, null)) ?? (await findSnapshot(ports, snapshotId)),
    );
  });
}

/** How each form is sent: foreign bytes never run, whatever a browser takes them for. */
const HEADERS: Readonly<Record<Exclude<ContentForm, 'data' | 'page'>, Readonly<Record<string, string>>>> = {
  text: { 'content-type': 'text/plain; charset=utf-8' },
  source: {
    'content-type': 'text/plain; charset=utf-8',
    'content-disposition': 'attachment; filename="source.txt"',
  },
  raw: {
    'content-type': 'application/octet-stream',
    'content-disposition': 'attachment; filename="body.bin"',
  },
};

function registerContent(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/snapshots/:snapshotId/content',
    {
      schema: {
        tags: TAGS,
        params: snapshotParams,
        querystring: contentQuery,
        response: { 200: snapshotContent, ...VERSION_PROBLEMS },
      },
    },
    async (request, reply) => {
      const snapshot = await findSnapshot(ports, request.params.snapshotId);
      const { as, served } = request.query;
      if (as === 'page') {
        const { html, policy } = await readPicture(ports, snapshot, await shownOf(ports, request, snapshot));
        return reply.headers(framedHeaders(policy)).serializer(String).send(html);
      }
      if (served === 'true') return sendServed(reply, as, await readServed(ports, snapshot));
      if (as === 'data') return readSnapshotData(ports, await findPage(ports, snapshot.pageId), snapshot);
      if (as === 'raw') return sendRaw(reply, await readBody(ports, snapshot));
      return reply
        .headers(headersOf(as))
        .serializer(String)
        .send(await readText(ports, snapshot, as));
    },
  );
}

function headersOf(as: keyof typeof HEADERS): Readonly<Record<string, string>> {
  return { ...HEADERS[as], 'content-security-policy': "sandbox; default-src 'none'" };
}

function sendRaw(reply: FastifyReply, body: Buffer): FastifyReply {
  const kind = documentKind(body);
  const named =
    kind === null || kind === 'locked'
      ? {}
      : { 'content-disposition': `attachment; filename="body.${kind}"` };
  return reply.headers({ ...headersOf('raw'), ...named }).send(body);
}

/** It is kept in UTF-8, so its text and its bytes are the same. */
function sendServed(reply: FastifyReply, as: ContentForm, served: Buffer): FastifyReply {
  if (as === 'source' || as === 'raw') {
    const named = `attachment; filename="served.${as === 'raw' ? 'bin' : 'txt'}"`;
    return reply.headers({ ...headersOf(as), 'content-disposition': named }).send(served);
  }
  throw new WebloomError(
    'validation',
    `What the server sent can not be had as ${as}: it was not read. Ask for source, raw or page.`,
    { facts: { as } },
  );
}

async function readText(ports: ApiPorts, snapshot: Snapshot, as: 'text' | 'source'): Promise<string> {
  const body = as === 'source' ? await readBody(ports, snapshot) : null;
  // The source of a document is no text.
  if (body !== null && !isDocumentOrFile({ body, contentType: snapshot.contentType ?? '' }))
    return decodeText(body, snapshot.contentType).text;
  return (await readBlocks(ports, snapshot)).map((block) => block.text).join('\n');
}

/** What a change found different in this version; nothing for a version that is not one of its two. */
async function changedTexts(
  ports: ApiPorts,
  request: FastifyRequest,
  { snapshot, changeId }: { readonly snapshot: Snapshot; readonly changeId: string },
): Promise<string[]> {
  const { change } = await findChange(ports, workspaceOf(request), changeId);
  if (change.pageId !== snapshot.pageId) return [];
  const isOlder = change.fromSnapshot === snapshot._id;
  return change.detail.blocks.flatMap(({ before, after }) => (isOlder ? (before ?? []) : (after ?? [])));
}

interface Shown {
  readonly marks: readonly string[];
  readonly places: PlaceRules | undefined;
  readonly isPicked: boolean;
  /** What the server sent, in place of what a browser made of it. */
  readonly isServed: boolean;
}

async function shownOf(
  ports: ApiPorts,
  request: FastifyRequest<{ Querystring: ContentQuery }>,
  snapshot: Snapshot,
): Promise<Shown> {
  const { changeId, places, picker, served } = request.query;
  return {
    marks: changeId === undefined ? [] : await changedTexts(ports, request, { snapshot, changeId }),
    places: places === 'true' ? ((await placeRulesFor(ports, snapshot)) ?? undefined) : undefined,
    isPicked: picker === 'true',
    isServed: served === 'true',
  };
}

/** The page as an inert copy: nothing of its markup is sent as it came. */
async function readPicture(
  ports: ApiPorts,
  snapshot: Snapshot,
  { marks, places, isPicked, isServed }: Shown,
): Promise<FramedPage> {
  const body = await (isServed ? servedOfVersion : bodyOfVersion)(ports, snapshot);
  const copy = await ports.viewer.view(body, { view: 'copy', marks, places });
  if (copy === null)
    throw new WebloomError('not-found', 'This version takes too long to be shown; its text can be read.');
  return pickable(copy, isPicked);
}
