// Maintenance windows: list, add, remove.
import { addMaintenance, removeMaintenance } from '../../../domain/alert/sweep/maintenance-windows.ts';
import { noteAudit } from '../../http/audit-note.ts';
import { callerOf, workspaceOf } from '../../http/caller.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { windowInput, windowList, windowParams, windowView } from '../../schemas/alert/maintenance.ts';
import { noQuery, nothing } from '../../schemas/paging.ts';
import { toWindowView } from '../../views/alert/maintenance-view.ts';

const TAGS = ['alerts'];

export function registerMaintenance(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/maintenance-windows',
    { schema: { tags: TAGS, querystring: noQuery, response: { 200: windowList } } },
    async (request) => {
      const windows = await ports.maintenance.list(workspaceOf(request));
      const now = ports.clock.now();
      return { items: windows.map((window) => toWindowView(window, now)) };
    },
  );
  app.post(
    '/v1/maintenance-windows',
    {
      config: { idempotent: true },
      schema: { tags: TAGS, body: windowInput, response: { 201: windowView } },
    },
    async (request, reply) => {
      const window = await addMaintenance(ports, callerOf(request), request.body);
      noteAudit(request, { subjectId: window._id, subjectName: window.reason });
      return reply.code(201).send(toWindowView(window, ports.clock.now()));
    },
  );
  app.delete(
    '/v1/maintenance-windows/:windowId',
    { schema: { tags: TAGS, params: windowParams, response: { 204: nothing } } },
    async (request, reply) => {
      await removeMaintenance(ports, workspaceOf(request), request.params.windowId);
      return reply.code(204).send(null);
    },
  );
}
