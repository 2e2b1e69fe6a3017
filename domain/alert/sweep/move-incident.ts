// Acknowledges, snoozes or resolves an incident for somebody, and tells everybody who looks at it.
import type { AlertRuleStore } from '../rule/alert-rule.ts';
import { noSuch } from '../../system/no-such.ts';
import type { Incident, IncidentStore } from '../incident/incident.ts';
import { type WantedMove, moveIncident } from '../incident/telling.ts';
import { type AnnouncePorts, announce } from '../../job/control-ports.ts';
import { OUTRUN, type Outrun, keepsChanging, untilWritten } from '../../system/until-written.ts';

export interface MovePorts extends AnnouncePorts {
  readonly incidents: Pick<IncidentStore, 'get' | 'replace'>;
  readonly alertRules: Pick<AlertRuleStore, 'get'>;
}

export async function moveIncidentById(
  ports: MovePorts,
  { workspaceId, incidentId }: { readonly workspaceId: string; readonly incidentId: string },
  step: Omit<WantedMove, 'at'>,
): Promise<Incident> {
  const attempt = async (): Promise<Incident | Outrun> => {
    const incident = await findIncident(ports, workspaceId, incidentId);
    const rule = await ports.alertRules.get(incident.ruleId);
    const moved = moveIncident(incident, { ...step, at: ports.clock.now() }, rule);
    if (moved === incident) return incident;
    if (!(await ports.incidents.replace(moved, incident.v))) return OUTRUN;
    await tell(ports, moved, step);
    return { ...moved, v: incident.v + 1 };
  };
  return untilWritten(attempt, () => keepsChanging(`Incident ${incidentId}`, { incidentId }));
}

export async function findIncident(
  { incidents }: Pick<MovePorts, 'incidents'>,
  workspaceId: string,
  incidentId: string,
): Promise<Incident> {
  const incident = await incidents.get(incidentId);
  if (incident?.workspaceId === workspaceId) return incident;
  throw noSuch('incident', { incidentId });
}

async function tell(
  ports: MovePorts,
  { workspaceId, job, _id: incidentId, title, state }: Incident,
  { by }: Omit<WantedMove, 'at'>,
): Promise<void> {
  await announce(ports, {
    type: 'incident.state',
    workspaceId,
    ...(job === undefined ? {} : { jobId: job.id }),
    data: { incidentId, title, state, by },
  });
}
