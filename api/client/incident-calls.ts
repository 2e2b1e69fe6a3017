// Calls about alerts: rules, their trial, incidents.
import type { RuleInput, RuleView, TriedView } from '../schemas/alert/alert-rule.ts';
import type { IncidentView } from '../schemas/alert/incident.ts';
import type { WindowInput, WindowView } from '../schemas/alert/maintenance.ts';
import type { ListOf, Query } from './list-of.ts';

export type { RuleInput, RuleView, TriedView } from '../schemas/alert/alert-rule.ts';
export type { WindowInput, WindowView } from '../schemas/alert/maintenance.ts';
export type { IncidentView } from '../schemas/alert/incident.ts';

type Json = <T>(path: string, asked?: { method?: string; query?: Query; body?: unknown }) => Promise<T>;

export function incidentCalls(json: Json) {
  const rule = (ruleId: string): string => `/v1/alert-rules/${encodeURIComponent(ruleId)}`;
  const incident = (incidentId: string): string => `/v1/incidents/${encodeURIComponent(incidentId)}`;
  return {
    alertRules: (query: Query = {}) => json<{ items: RuleView[] }>('/v1/alert-rules', { query }),
    createAlertRule: (body: RuleInput) => json<RuleView>('/v1/alert-rules', { method: 'POST', body }),
    changeAlertRule: (ruleId: string, body: unknown) =>
      json<RuleView>(rule(ruleId), { method: 'PATCH', body }),
    removeAlertRule: (ruleId: string) => json<null>(rule(ruleId), { method: 'DELETE' }),
    tryAlertRule: (body: RuleInput, days: number) =>
      json<TriedView>('/v1/alert-rules/try', { method: 'POST', body: { rule: body, days } }),
    maintenanceWindows: () => json<{ items: WindowView[] }>('/v1/maintenance-windows'),
    addMaintenanceWindow: (body: WindowInput) =>
      json<WindowView>('/v1/maintenance-windows', { method: 'POST', body }),
    removeMaintenanceWindow: (windowId: string) =>
      json<null>(`/v1/maintenance-windows/${encodeURIComponent(windowId)}`, { method: 'DELETE' }),
    incidents: (query: Query = {}) => json<ListOf<IncidentView>>('/v1/incidents', { query }),
    moveIncident: (incidentId: string, verb: 'acknowledge' | 'snooze' | 'resolve', body?: unknown) =>
      json<IncidentView>(`${incident(incidentId)}/${verb}`, { method: 'POST', body }),
  };
}
