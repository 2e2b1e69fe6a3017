// Calls about alerts: rules, their trial, incidents.
import type { RuleInput } from '../schemas/alert/alert-rule.ts';
import type { WindowInput } from '../schemas/alert/maintenance.ts';
import type { Query } from './list-of.ts';
import { type Ask, segment } from './ask.ts';

export type { RuleInput, RuleView, TriedView } from '../schemas/alert/alert-rule.ts';
export type { WindowInput, WindowView } from '../schemas/alert/maintenance.ts';
export type { IncidentView } from '../schemas/alert/incident.ts';

export function incidentCalls(json: Ask) {
  const rule = (ruleId: string) => `/v1/alert-rules/${segment(ruleId)}` as const;
  const incident = (incidentId: string) => `/v1/incidents/${segment(incidentId)}` as const;
  return {
    alertRules: (query: Query = {}) => json('/v1/alert-rules', { query }),
    createAlertRule: (body: RuleInput) => json('/v1/alert-rules', { method: 'POST', body }),
    changeAlertRule: (ruleId: string, body: unknown) => json(rule(ruleId), { method: 'PATCH', body }),
    removeAlertRule: (ruleId: string) => json(rule(ruleId), { method: 'DELETE' }),
    tryAlertRule: (body: RuleInput, days: number) =>
      json('/v1/alert-rules/try', { method: 'POST', body: { rule: body, days } }),
    maintenanceWindows: () => json('/v1/maintenance-windows'),
    addMaintenanceWindow: (body: WindowInput) => json('/v1/maintenance-windows', { method: 'POST', body }),
    removeMaintenanceWindow: (windowId: string) =>
      json(`/v1/maintenance-windows/${segment(windowId)}`, { method: 'DELETE' }),
    incidents: (query: Query = {}) => json('/v1/incidents', { query }),
    moveIncident: (incidentId: string, verb: 'acknowledge' | 'snooze' | 'resolve', body?: unknown) =>
      json(`${incident(incidentId)}/${verb}`, { method: 'POST', body }),
  };
}
