// The stores of alerts: rules, what they have not judged, what they know of pages, incidents.
import type { Db } from 'mongodb';
import type { AlertRuleStore } from '../../../domain/alert/rule/alert-rule.ts';
import type { AlertMarkStore, AlertStateStore } from '../../../domain/alert/rule/alert-store.ts';
import type { IncidentStore } from '../../../domain/alert/incident/incident.ts';
import type { MaintenanceStore } from '../../../domain/alert/maintenance/maintenance-window.ts';
import type { SummaryStore } from '../../../domain/alert/model-summary/summary-store.ts';
import { translatingErrors } from '../driver-error.ts';
import { createAlertMarkStore } from './alert-mark-store.ts';
import { createAlertRuleStore } from './alert-rule-store.ts';
import { createAlertStateStore } from './alert-state-store.ts';
import { createIncidentStore } from './incident-store.ts';
import { createMaintenanceStore } from './maintenance-store.ts';
import { createSummaryStore } from './summary-store.ts';

export interface AlertStores {
  readonly alertRules: AlertRuleStore;
  readonly alertMarks: AlertMarkStore;
  readonly alertStates: AlertStateStore;
  readonly incidents: IncidentStore;
  readonly maintenance: MaintenanceStore;
  readonly summaries: SummaryStore;
}

export function createAlertStores(db: Db): AlertStores {
  return {
    alertRules: translatingErrors('alertRules', createAlertRuleStore(db)),
    alertMarks: translatingErrors('alertMarks', createAlertMarkStore(db)),
    alertStates: translatingErrors('alertStates', createAlertStateStore(db)),
    incidents: translatingErrors('incidents', createIncidentStore(db)),
    maintenance: translatingErrors('maintenanceWindows', createMaintenanceStore(db)),
    summaries: translatingErrors('changes', createSummaryStore(db)),
  };
}
