// Incidents in memory.
import type { Incident, IncidentStore } from '../../../../domain/alert/incident/incident.ts';
import { INCIDENT_STATES } from '../../../../domain/alert/incident/lifecycle.ts';
import { byId, byIdDown, type DocumentTable } from '../document-table.ts';

export function createIncidentStore(incidents: DocumentTable<Incident>): IncidentStore {
  const opened = (openKey: string): Incident | undefined =>
    incidents.find((one) => one.openKey === openKey)[0];
  return {
    async get(incidentId) {
      return incidents.get(incidentId);
    },
    async list({ workspaceId, states, ruleId, jobId, before, limit }) {
      const isWanted = (one: Incident): boolean =>
        one.workspaceId === workspaceId &&
        (states === undefined || states.includes(one.state)) &&
        (ruleId === undefined || one.ruleId === ruleId) &&
        (jobId === undefined || one.job?.id === jobId) &&
        (before === undefined || one._id < before);
      return incidents.find(isWanted, byIdDown, limit);
    },
    async countOpen(workspaceId) {
      const counts = INCIDENT_STATES.filter((state) => state !== 'resolved').map(
        (state) =>
          [
            state,
            incidents.find((one) => one.workspaceId === workspaceId && one.state === state).length,
          ] as const,
      );
      return new Map(counts.filter(([, count]) => count > 0));
    },
    async insert(some) {
      for (const incident of some) {
        const { openKey } = incident;
        if (openKey === undefined || opened(openKey) === undefined) incidents.insert(incident);
      }
    },
    async replace(incident, v) {
      const replaced = incidents.change(
        incident._id,
        (one) => one.v === v,
        () => ({ ...incident, v: v + 1 }),
      );
      return replaced !== null;
    },
    ...waiting(incidents),
    async open(openKey) {
      return opened(openKey) ?? null;
    },
    async openOfKind(kind, limit) {
      return incidents.find((one) => one.openKey !== undefined && one.kind === kind, byId, limit);
    },
    async ofGroup(group) {
      return incidents.find((one) => one.group === group);
    },
  };
}

/** What waits for its time. */
function waiting(
  incidents: DocumentTable<Incident>,
): Pick<IncidentStore, 'nextDue' | 'due' | 'deferredBy' | 'stepsDue'> {
  const first = (field: 'tellAt' | 'stepAt'): Date | null => {
    const times = incidents.find((one) => one[field] !== undefined).flatMap((one) => one[field] ?? []);
    return times.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
  };
  return {
    async nextDue() {
      return { tellAt: first('tellAt'), stepAt: first('stepAt') };
    },
    async due(now, limit) {
      const time = ({ tellAt }: Incident): number => tellAt?.getTime() ?? 0;
      return incidents.find(
        ({ tellAt }) => tellAt !== undefined && tellAt <= now,
        (a, b) => time(a) - time(b) || byId(a, b),
        limit,
      );
    },
    async stepsDue(now, limit) {
      const time = ({ stepAt }: Incident): number => stepAt?.getTime() ?? 0;
      return incidents.find(
        ({ stepAt }) => stepAt !== undefined && stepAt <= now,
        (a, b) => time(a) - time(b) || byId(a, b),
        limit,
      );
    },
    async deferredBy(window, now, limit) {
      const isHeld = ({ held, tellAt, workspaceId }: Incident): boolean =>
        held?.windowId === window.windowId &&
        workspaceId === window.workspaceId &&
        tellAt !== undefined &&
        tellAt > now;
      return incidents.find(isHeld, byId, limit);
    },
  };
}
