// What placing and lifting emergency holds needs.
import type { WorkspaceStore } from '../../config/retention/workspace.ts';
import type { ControlBroker } from '../../run/dispatch/broker.ts';
import type { EmergencyStore } from '../../job/hold/emergency-hold.ts';
import type { HostStore } from '../../web/host/host-store.ts';
import type { IncidentStore } from '../../alert/incident/incident.ts';
import type { MaintenanceStore } from '../../alert/maintenance/maintenance-window.ts';
import type { OverviewStore } from '../../health/overview/overview-store.ts';
import type { VerbPorts } from '../../job/control-ports.ts';

export interface EmergencyPorts extends VerbPorts {
  readonly emergency: EmergencyStore;
  readonly control: Pick<ControlBroker, 'publishPermit' | 'publishHolds'>;
  readonly hosts: Pick<HostStore, 'get' | 'pause'>;
  readonly overview: Pick<OverviewStore, 'jobsOfHosts'>;
  readonly maintenance: MaintenanceStore;
  readonly incidents: Pick<IncidentStore, 'deferredBy' | 'replace'>;
  readonly workspaces: Pick<WorkspaceStore, 'get' | 'list'>;
}

/** What became of a request, and what is left to be done by others. */
export interface Outcome {
  /** In words, each with who does it instead; empty: all was done. */
  readonly couldNot: readonly string[];
}
