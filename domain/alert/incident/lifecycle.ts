// The states of an incident: one table, used by the sweep, API, CLI and dashboard. docs/alerts.md shows it and a test
// compares the two.
import { WebloomError } from '../../system/errors.ts';

export const INCIDENT_STATES = ['open', 'acknowledged', 'snoozed', 'resolved'] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];

export const INCIDENT_EVENTS = ['acknowledge', 'snooze', 'wake', 'resolve'] as const;
export type IncidentEvent = (typeof INCIDENT_EVENTS)[number];

export const INCIDENT_TABLE: Readonly<
  Record<IncidentState, Partial<Record<IncidentEvent, IncidentState | 'same'>>>
> = {
  open: { acknowledge: 'acknowledged', snooze: 'snoozed', resolve: 'resolved' },
  acknowledged: { acknowledge: 'same', snooze: 'snoozed', resolve: 'resolved' },
  snoozed: { acknowledge: 'acknowledged', snooze: 'snoozed', wake: 'open', resolve: 'resolved' },
  resolved: { resolve: 'same' },
};

/** The state after the event; `same`: nothing happens; null: the event is refused. */
export function nextIncident(state: IncidentState, event: IncidentEvent): IncidentState | 'same' | null {
  return INCIDENT_TABLE[state][event] ?? null;
}

export function refusedIncident(
  incidentId: string,
  state: IncidentState,
  event: IncidentEvent,
): WebloomError {
  const possible = Object.keys(INCIDENT_TABLE[state]).filter((one) => one !== 'wake');
  return new WebloomError(
    'transition-not-allowed',
    `Incident ${incidentId} is ${state}: it can not ${event}. Possible: ${possible.join(', ')}.`,
    { facts: { incidentId, state, event } },
  );
}
