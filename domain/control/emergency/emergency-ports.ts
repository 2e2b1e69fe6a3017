// What placing and lifting emergency holds needs.
import type { WorkspaceStore } from '../../access/workspace.ts';
import type { ControlBroker } from '../../dispatch/broker.ts';
import type { EmergencyStore } from '../../emergency/emergency-hold.ts';
import type { HostStore } from '../../host/host-store.ts';
import type { IncidentStore } from '../../incident/incident.ts';
import type { MaintenanceStore } from '../../maintenance/maintenance-window.ts';
import type { OverviewStore } from '../../overview/overview-store.ts';
import type { VerbPorts } from '../control-ports.ts';

export interface EmergencyPorts extends VerbPorts {
  readonly emergency: EmergencyStore;
  readonly control: Pick<ControlBroker, 'publishGate' | 'publishHolds'>;
  readonly hosts: Pick<HostStore, 'get' | 'hold'>;
  readonly overview: Pick<OverviewStore, 'jobsOfHosts'>;
  readonly maintenance: MaintenanceStore;
  readonly incidents: Pick<IncidentStore, 'heldBy' | 'replace'>;
  readonly workspaces: Pick<WorkspaceStore, 'get' | 'list'>;
}

/** What became of a request, and what is left to be done by others. */
export interface Outcome {
  /** In words, each with who does it instead; empty: all was done. */
  readonly couldNot: readonly string[];
}
