// Saved views: searches of screens under a name, shared by everybody in the workspace.
import { WebloomError } from '../../../domain/system/errors.ts';
import { noSuch } from '../../../domain/system/no-such.ts';
import { MAX_VIEWS, type SavedView, newViewId } from '../../../domain/job/list/saved-view.ts';
import { workspaceOf } from '../../http/caller.ts';
import type { ApiPorts } from '../../ports.ts';
import {
  type SavedViewView,
  savedView,
  viewInput,
  viewList,
  viewParams,
  viewPatch,
  viewQuery,
} from '../../schemas/job/saved-view.ts';
import { nothing } from '../../schemas/paging.ts';
import type { ApiServer } from '../../http/server-type.ts';
import { given } from '../../../domain/system/given.ts';

const TAGS = ['saved views'];

export function registerSavedViews(app: ApiServer, ports: ApiPorts): void {
  registerReading(app, ports);
  registerWriting(app, ports);
}

function registerReading(app: ApiServer, { savedViews }: ApiPorts): void {
  app.get(
    '/v1/views',
    { schema: { tags: TAGS, querystring: viewQuery, response: { 200: viewList } } },
    async (request) => {
      const views = await savedViews.list(workspaceOf(request), request.query.screen);
      return { items: views.map(toView) };
    },
  );
  app.get(
    '/v1/views/:viewId',
    { schema: { tags: TAGS, params: viewParams, response: { 200: savedView } } },
    async (request) => {
      const { viewId } = request.params;
      const view = await savedViews.get(viewId);
      if (view === null || view.workspaceId !== workspaceOf(request)) throw unknown(viewId);
      return toView(view);
    },
  );
}

function registerWriting(app: ApiServer, ports: ApiPorts): void {
  const { savedViews } = ports;
  app.post(
    '/v1/views',
    {
      config: { idempotent: true },
      schema: { tags: TAGS, body: viewInput, response: { 201: savedView } },
    },
    async (request, reply) => {
      const workspaceId = workspaceOf(request);
      const now = ports.clock.now();
      const _id = newViewId(ports.ids.ulid());
      const view: SavedView = { ...request.body, _id, workspaceId, createdAt: now, updatedAt: now };
      await requireRoom(ports, workspaceId);
      if (!(await savedViews.insert(view))) throw nameTaken(view.name);
      return reply.code(201).header('location', `/v1/views/${view._id}`).send(toView(view));
    },
  );
  app.patch(
    '/v1/views/:viewId',
    { schema: { tags: TAGS, params: viewParams, body: viewPatch, response: { 200: savedView } } },
    async (request) => {
      const { viewId } = request.params;
      const workspaceId = workspaceOf(request);
      const { name, query } = request.body;
      const set = { ...given({ name, query }) };
      const change = await savedViews.change(workspaceId, viewId, { ...set, updatedAt: ports.clock.now() });
      switch (change.kind) {
        case 'changed':
          return toView(change.view);
        case 'name-taken':
          throw nameTaken(name ?? '');
        case 'gone':
          throw unknown(viewId);
      }
    },
  );
  app.delete(
    '/v1/views/:viewId',
    { schema: { tags: TAGS, params: viewParams, response: { 204: nothing } } },
    async (request, reply) => {
      const { viewId } = request.params;
      if (!(await savedViews.remove(workspaceOf(request), viewId))) throw unknown(viewId);
      return reply.code(204).send(null);
    },
  );
}

async function requireRoom({ savedViews }: ApiPorts, workspaceId: string): Promise<void> {
  if ((await savedViews.list(workspaceId)).length >= MAX_VIEWS)
    throw new WebloomError('validation', `A workspace has ${MAX_VIEWS} views at most. Remove one first.`);
}

function nameTaken(name: string): WebloomError {
  return new WebloomError('conflict', `There is a view "${name}" already. Change it, or take another name.`);
}

function unknown(viewId: string): WebloomError {
  return noSuch('saved view', { viewId });
}

function toView({ _id, name, screen, query, createdAt, updatedAt }: SavedView): SavedViewView {
  return {
    viewId: _id,
    name,
    screen,
    query,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
