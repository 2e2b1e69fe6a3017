// Gives incidents the sentence of their change, and lets those that waited for it be told. What is due already is left as it is: its
// message may be on its way, and a message that is sent again is the same.
import type { Incident, IncidentStore } from '../incident/incident.ts';
import type { InboxChange } from '../../page/inbox.ts';
import { type SettledSummary, summaryText, withSummary } from '../../page/model-summary/model-summary.ts';
import type { Clock } from '../../system/clock.ts';

export interface ReleasePorts {
  readonly incidents: Pick<IncidentStore, 'get' | 'replace'>;
  readonly clock: Clock;
}

/** Somebody else changes an incident now and then; after so many tries it is told at its time, without. */
const MAX_TRIES = 3;

export async function releaseIncidents(
  ports: ReleasePorts,
  { _id, alerts = [] }: Pick<InboxChange, '_id' | 'alerts'>,
  summary: SettledSummary,
): Promise<void> {
  for (const { incidentId } of alerts) await release(ports, incidentId, { changeId: _id, summary });
}

interface Release {
  readonly changeId: string;
  readonly summary: SettledSummary;
}

async function release(ports: ReleasePorts, incidentId: string, released: Release): Promise<void> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const incident = await ports.incidents.get(incidentId);
    const next = incident === null ? null : afterSummary(incident, released, ports.clock.now());
    if (incident === null || next === null || (await ports.incidents.replace(next, incident.v))) return;
  }
}

/** Null: nothing of it changes. */
function afterSummary(incident: Incident, { changeId, summary }: Release, now: Date): Incident | null {
  const { change, first, awaits, tellAt, told } = incident;
  if (told > 0 || (tellAt !== undefined && tellAt <= now)) return null;
  const text = summaryText(summary);
  if (first?.change?.id === changeId)
    return text === undefined
      ? null
      : { ...incident, first: { ...first, change: withSummary(first.change, text) } };
  if (change?.id !== changeId) return null;
  const isWaiting = awaits !== undefined && tellAt?.getTime() === awaits.until.getTime();
  if (text === undefined && !isWaiting) return null;
  return {
    ...incident,
    change: withSummary(change, text),
    // How long it took is no delay of Webloom's own, so the mark stays.
    ...(isWaiting ? { tellAt: awaits.tellAt } : {}),
  };
}
