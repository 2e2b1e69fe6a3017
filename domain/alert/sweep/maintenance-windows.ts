// Makes and removes maintenance windows. A removed one lets go what it held back.
import { WebloomError } from '../../system/errors.ts';
import { noSuch } from '../../system/no-such.ts';
import { type Fault, toPointer } from '../../system/fault.ts';
import type { IncidentStore } from '../incident/incident.ts';
import type { JobStore } from '../../job/job-store.ts';
import { normalTag, tagFaults } from '../../config/tags.ts';
import { endedAt } from '../maintenance/active-window.ts';
import { newMaintenanceId } from '../maintenance/maintenance-id.ts';
import {
  type MaintenanceStore,
  type MaintenanceTime,
  type MaintenanceWindow,
  MAX_WINDOWS,
} from '../maintenance/maintenance-window.ts';
import type { MaintenanceInput } from '../maintenance/schema.ts';
import { isTimeZone } from '../../config/schedule/schedule.ts';
import type { ControlPorts } from '../../job/control-ports.ts';
import { endDeferrals } from './defer-in-maintenance.ts';
import { DAY_MS } from '../../system/duration.ts';

export interface MaintenancePorts extends Pick<ControlPorts, 'clock' | 'ids'> {
  readonly maintenance: MaintenanceStore;
  readonly incidents: Pick<IncidentStore, 'deferredBy' | 'replace'>;
  readonly jobs: Pick<JobStore, 'existing'>;
}

const KEPT_MS = 30 * DAY_MS;
/** A longer one is rather a rule that is turned off. */
const MAX_MS = 366 * DAY_MS;

export async function addMaintenance(
  ports: MaintenancePorts,
  by: { readonly workspaceId: string; readonly name: string },
  input: MaintenanceInput,
): Promise<MaintenanceWindow> {
  const now = ports.clock.now();
  const window: MaintenanceWindow = {
    ...input,
    scope: input.scope.kind === 'tag' ? { kind: 'tag', tag: normalTag(input.scope.tag) } : input.scope,
    when: timeOf(input.when, now),
    _id: newMaintenanceId(ports.ids.ulid()),
    workspaceId: by.workspaceId,
    createdBy: by.name,
    createdAt: now,
  };
  const errors = [...timeFaults(window.when, now), ...(await scopeFaults(ports, window))];
  if (errors.length > 0)
    throw new WebloomError('validation', 'The maintenance window is not valid.', { facts: { errors } });
  await makeRoom(ports, by.workspaceId, now);
  await ports.maintenance.insert(window);
  return window;
}

function timeOf(when: MaintenanceInput['when'], now: Date): MaintenanceTime {
  return when.kind === 'once'
    ? { kind: 'once', from: when.from === undefined ? now : new Date(when.from), until: new Date(when.until) }
    : when;
}

function timeFaults(when: MaintenanceTime, now: Date): Fault[] {
  const fault = (member: string, code: string, detail: string): Fault[] => [
    { pointer: toPointer(['when', member]), code, detail },
  ];
  if (when.kind === 'weekly') {
    if (!isTimeZone(when.zone))
      return fault('zone', 'unknown-zone', `"${when.zone}" is no time zone. Give one as "Europe/Berlin".`);
    return when.from === when.to
      ? fault('to', 'invalid-limits', 'A window that ends when it begins is no time at all.')
      : [];
  }
  if (when.until <= when.from)
    return fault('until', 'invalid-limits', 'It ends before it begins: give a later end.');
  if (when.until <= now) return fault('until', 'invalid-limits', 'It is over already: give an end to come.');
  return when.until.getTime() - when.from.getTime() > MAX_MS
    ? fault('until', 'invalid-limits', 'It is longer than a year: turn the rules off instead.')
    : [];
}

async function scopeFaults(
  { jobs }: Pick<MaintenancePorts, 'jobs'>,
  { scope, workspaceId }: MaintenanceWindow,
): Promise<Fault[]> {
  if (scope.kind === 'tag')
    return tagFaults([scope.tag]).map(({ code, detail }) => ({ pointer: '/scope/tag', code, detail }));
  if (scope.kind !== 'job' || (await jobs.existing([scope.jobId], workspaceId)).has(scope.jobId)) return [];
  return [{ pointer: '/scope/jobId', code: 'unknown-job', detail: `There is no job ${scope.jobId}.` }];
}

async function makeRoom(
  { maintenance }: Pick<MaintenancePorts, 'maintenance'>,
  workspaceId: string,
  now: Date,
): Promise<void> {
  const windows = await maintenance.list(workspaceId);
  const old = windows.filter((window) => {
    const ended = endedAt(window, now);
    return ended !== null && now.getTime() - ended.getTime() > KEPT_MS;
  });
  for (const { _id } of old) await maintenance.remove(workspaceId, _id);
  if (windows.length - old.length >= MAX_WINDOWS)
    throw new WebloomError(
      'validation',
      `A workspace has ${MAX_WINDOWS} maintenance windows at most. Remove one first.`,
    );
}

/** A repeat lets go what a removal that was cut off has left. */
export async function removeMaintenance(
  ports: MaintenancePorts,
  workspaceId: string,
  windowId: string,
): Promise<void> {
  const isRemoved = await ports.maintenance.remove(workspaceId, windowId);
  await endDeferrals(ports, { workspaceId, windowId });
  if (!isRemoved) throw noSuch('maintenance window', { windowId });
}
