// Incidents: what the alert rules told, and the verbs acknowledge, snooze and resolve.
import { findIncident, moveIncidentById } from '../../../domain/alert/sweep/move-incident.ts';
import { noteAudit } from '../../http/audit-note.ts';
import { callerOf, workspaceOf } from '../../http/caller.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { listAfter } from '../../query/list-after.ts';
import {
  incidentCounts,
  incidentList,
  incidentParams,
  incidentQuery,
  incidentView,
  snoozeBody,
} from '../../schemas/alert/incident.ts';
import { noQuery } from '../../schemas/paging.ts';
import { toIncidentView } from '../../views/alert/alert-view.ts';

const TAGS = ['alerts'];

export function registerIncidents(app: ApiServer, ports: ApiPorts): void {
  registerReading(app, ports);
  registerPlainVerbs(app, ports);
  app.post(
    '/v1/incidents/:incidentId/snooze',
    { schema: { tags: TAGS, params: incidentParams, body: snoozeBody, response: { 200: incidentView } } },
    async (request) => {
      const { workspaceId, name } = callerOf(request);
      const until = new Date(ports.clock.now().getTime() + request.body.minutes * 60_000);
      const step = { event: 'snooze', by: name, until } as const;
      const { incidentId } = request.params;
      return toIncidentView(await moveIncidentById(ports, { workspaceId, incidentId }, step));
    },
  );
}

function registerReading(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/incidents',
    { schema: { tags: TAGS, querystring: incidentQuery, response: { 200: incidentList } } },
    async (request) => {
      const { limit, cursor, state: states, ruleId, jobId } = request.query;
      const workspaceId = workspaceOf(request);
      const name = JSON.stringify(['incidents', states, ruleId, jobId]);
      const { rows, nextCursor } = await listAfter(ports, {
        name,
        limit,
        cursor,
        read: (after, count) =>
          ports.incidents.list({
            workspaceId,
            states,
            ruleId,
            jobId,
            before: after ?? undefined,
            limit: count,
          }),
      });
      return { items: rows.map(toIncidentView), nextCursor };
    },
  );
  app.get(
    '/v1/incidents/counts',
    { schema: { tags: TAGS, querystring: noQuery, response: { 200: incidentCounts } } },
    async (request) => {
      const counts = await ports.incidents.countOpen(workspaceOf(request));
      return {
        open: counts.get('open') ?? 0,
        acknowledged: counts.get('acknowledged') ?? 0,
        snoozed: counts.get('snoozed') ?? 0,
      };
    },
  );
  app.get(
    '/v1/incidents/:incidentId',
    { schema: { tags: TAGS, params: incidentParams, response: { 200: incidentView } } },
    async (request) =>
      toIncidentView(await findIncident(ports, workspaceOf(request), request.params.incidentId)),
  );
}

function registerPlainVerbs(app: ApiServer, ports: ApiPorts): void {
  for (const event of ['acknowledge', 'resolve'] as const)
    app.post(
      `/v1/incidents/:incidentId/${event}`,
      { schema: { tags: TAGS, params: incidentParams, response: { 200: incidentView } } },
      async (request) => {
        const { workspaceId, name } = callerOf(request);
        const { incidentId } = request.params;
        const moved = await moveIncidentById(ports, { workspaceId, incidentId }, { event, by: name });
        noteAudit(request, { subjectName: moved.title });
        return toIncidentView(moved);
      },
    );
}
