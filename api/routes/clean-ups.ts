// Clean-ups: those that were, and one that somebody asks for. They go over all workspaces, so they are for the operator, who
// works in the default one.
import { cleanUpId as newCleanUpId, STILL_MS } from '../../domain/upkeep/clean-up/clean-up.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { noSuch } from '../../domain/system/no-such.ts';
import { managesAll } from '../access/manage-workspace.ts';
import { type Caller, callerOf } from '../http/caller.ts';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import type { ApiServer } from '../http/server-type.ts';
import type { ApiPorts } from '../ports.ts';
import {
  cleanUpInput,
  cleanUpList,
  cleanUpParams,
  cleanUpView,
  storageView,
} from '../schemas/storage/clean-up.ts';
import { pageQuery } from '../schemas/paging.ts';
import { toCleanUpView } from '../views/storage/clean-up-view.ts';

const TAGS = ['health'];

export function registerCleanUps(app: ApiServer, ports: ApiPorts): void {
  registerReading(app, ports);
  app.post(
    '/v1/clean-ups',
    { schema: { tags: TAGS, body: cleanUpInput, response: { 202: cleanUpView } } },
    async (request, reply) => {
      const caller = ofOperator(callerOf(request));
      const cleanUp = await start(ports, caller, request.body.dryRun);
      return reply.code(202).header('location', `/v1/clean-ups/${cleanUp._id}`).send(toCleanUpView(cleanUp));
    },
  );
}

function registerReading(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/clean-ups',
    { schema: { tags: TAGS, querystring: pageQuery, response: { 200: cleanUpList } } },
    async (request) => {
      ofOperator(callerOf(request));
      const { limit, cursor } = request.query;
      const place = { place: 'clean-ups', hasher: ports.hasher };
      const before = decodeCursor(place, cursor)?.[0];
      const query = { limit: limit + 1, before: before === undefined ? undefined : String(before) };
      const found = await ports.cleanUps.list(query);
      const shown = found.slice(0, limit);
      const last = shown.at(-1);
      const more = found.length > limit && last !== undefined;
      return { items: shown.map(toCleanUpView), nextCursor: more ? encodeCursor(place, [last._id]) : null };
    },
  );
  app.get(
    '/v1/clean-ups/:cleanUpId',
    { schema: { tags: TAGS, params: cleanUpParams, response: { 200: cleanUpView } } },
    async (request) => {
      const { cleanUpId } = request.params;
      const isSeen = managesAll(callerOf(request));
      const found = isSeen ? await ports.cleanUps.get(cleanUpId) : null;
      if (found !== null) return toCleanUpView(found);
      throw noSuch('clean-up', { cleanUpId });
    },
  );
  app.get('/v1/storage', { schema: { tags: TAGS, response: { 200: storageView } } }, async (request) => {
    ofOperator(callerOf(request));
    const space = ports.disk.space();
    const disk = space === null ? null : { freeBytes: space.freeBytes, totalBytes: space.totalBytes };
    return { items: (await ports.storedGauge.stored()).map((one) => ({ ...one })), disk };
  });
}

function ofOperator(caller: Caller): Caller {
  if (managesAll(caller)) return caller;
  const detail =
    'Clean-ups go over all workspaces; only keys of the default workspace see and start them. What yours keeps, and for how long, is in GET /v1/retention.';
  throw new WebloomError('forbidden', detail);
}

async function start(ports: ApiPorts, { name: by }: Caller, dryRun: boolean) {
  const now = ports.clock.now();
  const atWork = (await ports.cleanUps.running()).find(
    ({ movedAt }) => now.getTime() - movedAt.getTime() < STILL_MS,
  );
  if (atWork !== undefined)
    throw busy(`A clean-up has been at work since ${atWork.startedAt.toISOString()}; wait for its end.`);
  const _id = newCleanUpId(now);
  if (!(await ports.cleanUpEngine.startCleanUp({ cleanUpId: _id, dryRun, by }))) throw busy(whyBusy(ports));
  const cleanUp = { _id, dryRun, by, startedAt: now, movedAt: now, finishedAt: null, passes: [] };
  // The workflow may have been faster.
  await ports.cleanUps.insert({ ...cleanUp, state: 'running' });
  return (await ports.cleanUps.get(_id)) ?? { ...cleanUp, state: 'running' as const };
}

function whyBusy({ disk }: ApiPorts): string {
  const space = disk.space();
  return space?.state === 'full'
    ? `A clean-up has begun and waits for room on the disk, because it can not note what it does. Remove something else from the disk of ${space.folder} first, such as old logs or files of other programs; it goes on by itself.`
    : 'A clean-up has just begun or is about to end; try again in a few seconds.';
}

function busy(detail: string): WebloomError {
  return new WebloomError('transition-not-allowed', detail);
}
