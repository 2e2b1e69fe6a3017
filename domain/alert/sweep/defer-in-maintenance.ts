// Holds back what is due within a maintenance window, and lets it go when the window is removed before its end. Cut off
// anywhere, the incident is still due or waits for the end of the window: it is told late at worst, and not lost.
import type { ScopedJob } from '../rule/alert-rule.ts';
import { defer } from '../incident/defer.ts';
import type { DeferringWindow, Incident, IncidentStore } from '../incident/incident.ts';
import { type ActiveWindow, coveringWindow } from '../maintenance/active-window.ts';
import type { MaintenanceWindow } from '../maintenance/maintenance-window.ts';
import type { AlertPorts } from './alert-ports.ts';

const BATCH = 500;

/** Of one rule, so of one workspace. Returns those that are told now. */
export async function deferInMaintenance(
  ports: AlertPorts,
  incidents: readonly Incident[],
): Promise<Incident[]> {
  const windows = await ports.maintenance.list(incidents[0]?.workspaceId ?? '');
  if (windows.length === 0) return [...incidents];
  const now = ports.clock.now();
  const told: Incident[] = [];
  for (const incident of incidents) {
    // A digest that has its id may have been handed over already.
    const covering =
      incident.digestId === undefined
        ? coveringWindow(windows, await jobOf(ports, windows, incident), now)
        : null;
    if (covering === null) {
      told.push(incident);
      continue;
    }
    const { window, until } = covering;
    const { _id: windowId, reason, changes } = window;
    const held = defer(incident, { windowId, reason, until, changes }, now);
    await ports.incidents.replace(held, incident.v);
  }
  return told;
}

/** Its tags are read where a window asks for them. */
async function jobOf(
  { jobs }: AlertPorts,
  windows: readonly MaintenanceWindow[],
  { job }: Incident,
): Promise<ScopedJob | null> {
  if (job === undefined) return null;
  const isTagAsked = windows.some(({ scope }) => scope.kind === 'tag');
  const tags = isTagAsked ? ((await jobs.get(job.id))?.tags ?? []) : [];
  return { jobId: job.id, tags };
}

/** The window that covers the incident now. */
export async function maintenanceOf(ports: AlertPorts, incident: Incident): Promise<ActiveWindow | null> {
  const windows = await ports.maintenance.list(incident.workspaceId);
  if (windows.length === 0) return null;
  return coveringWindow(windows, await jobOf(ports, windows, incident), ports.clock.now());
}

interface DeferralPorts extends Pick<AlertPorts, 'clock'> {
  readonly incidents: Pick<IncidentStore, 'deferredBy' | 'replace'>;
}

/** What waited for the end of a window is due now. */
export async function endDeferrals(
  { incidents, clock }: DeferralPorts,
  window: DeferringWindow,
): Promise<void> {
  const now = clock.now();
  for (;;) {
    const held = await incidents.deferredBy(window, now, BATCH);
    for (const incident of held) await incidents.replace({ ...incident, tellAt: now }, incident.v);
    if (held.length < BATCH) return;
  }
}
