// Places an emergency hold. Stored first, then told: a process that is not reached reads it within two seconds. Pausing or
// ending the runs in its scope follows (settle-holds.ts); fetching does not wait for that.
import { DEFAULT_WORKSPACE } from '../../system/access/workspace-id.ts';
import type { EmergencyHold, HoldKind, HoldScope } from '../../job/hold/emergency-hold.ts';
import { newHoldId } from '../../job/hold/hold-id.ts';
import { holdWords, scopeWords } from '../../job/hold/hold-words.ts';
import { WebloomError } from '../../system/errors.ts';
import { noSuch } from '../../system/no-such.ts';
import { normalTag } from '../../config/tags.ts';
import { newMaintenanceId } from '../../alert/maintenance/maintenance-id.ts';
import { announce } from '../../job/control-ports.ts';
import { pauseHost, refuseShared } from '../../job/hold/pause-host.ts';
import type { EmergencyPorts, Outcome } from './emergency-ports.ts';
import { DAY_MS } from '../../system/duration.ts';

export interface HoldRequest {
  readonly workspaceId: string;
  readonly by: string;
  readonly scope: HoldScope;
  readonly kind: HoldKind;
  readonly reason: string;
  /** Messages are kept back until it is lifted. */
  readonly silence: boolean;
}

export interface PlacedHold extends Outcome {
  readonly hold: EmergencyHold;
}

/** Most workspaces that are silenced. */
const MAX_WORKSPACES = 1_000;
/** A window has an end; lifting removes it long before. */
const SILENT_MS = 30 * DAY_MS;

export async function placeHold(ports: EmergencyPorts, request: HoldRequest): Promise<PlacedHold> {
  const asked = { ...request, scope: toScope(request.scope) };
  await checkScope(ports, asked);
  const hold = await storeHold(ports, asked);
  const couldNot = await tellProcesses(ports);
  if (hold.scope.kind === 'host') await pauseHeldHost(ports, hold, hold.scope.host);
  await announceHold(ports, hold, 'emergency.placed', hold.by);
  return { hold, couldNot };
}

function toScope(scope: HoldScope): HoldScope {
  return scope.kind === 'tag' ? { kind: 'tag', tag: normalTag(scope.tag) } : scope;
}

async function checkScope(
  ports: EmergencyPorts,
  { scope, workspaceId, silence }: HoldRequest,
): Promise<void> {
  const { jobs, emergency } = ports;
  const isWide = scope.kind === 'everything' || scope.kind === 'changes';
  if (isWide && workspaceId !== DEFAULT_WORKSPACE)
    throw new WebloomError(
      'forbidden',
      'Only the default workspace holds everything; hold your own with the scope workspace.',
    );
  if (scope.kind === 'job' && !(await jobs.existing([scope.jobId], workspaceId)).has(scope.jobId))
    throw noSuch('job', { jobId: scope.jobId });
  if (scope.kind === 'host') await refuseShared(ports, workspaceId, scope.host);
  if (silence && (scope.kind === 'host' || scope.kind === 'changes'))
    throw new WebloomError(
      'validation',
      `Messages are of jobs, not of ${scopeWords(scope)}: hold without silence, or a job, a tag, the workspace or everything.`,
    );
  const same = (await emergency.standing()).find((one) => isSame(one, { scope, workspaceId }));
  if (same !== undefined)
    throw new WebloomError('conflict', `${holdWords(same)}. It stands already; lift it first.`, {
      facts: { holdId: same._id },
    });
}

function isSame(one: EmergencyHold, other: Pick<HoldRequest, 'scope' | 'workspaceId'>): boolean {
  return one.workspaceId === other.workspaceId && scopeWords(one.scope) === scopeWords(other.scope);
}

async function storeHold(ports: EmergencyPorts, request: HoldRequest): Promise<EmergencyHold> {
  const { silence, ...asked } = request;
  const since = ports.clock.now();
  const hold = {
    ...asked,
    _id: newHoldId(ports.ids.ulid()),
    since,
    windows: silence ? await silenceAll(ports, request, since) : [],
    liftedAt: null,
    liftedBy: null,
  };
  await ports.emergency.insert(hold);
  return hold;
}

/** Messages wait as in a maintenance window, so that none is lost. */
async function silenceAll(
  { ids, maintenance, workspaces }: EmergencyPorts,
  { scope, workspaceId, reason, by }: HoldRequest,
  from: Date,
): Promise<EmergencyHold['windows']> {
  const owners =
    scope.kind === 'everything'
      ? (await workspaces.list({ after: null, limit: MAX_WORKSPACES })).map(({ _id }) => _id)
      : [workspaceId];
  return Promise.all(
    owners.map(async (owner) => {
      const windowId = newMaintenanceId(ids.ulid());
      await maintenance.insert({
        _id: windowId,
        workspaceId: owner,
        scope: scope.kind === 'job' || scope.kind === 'tag' ? scope : { kind: 'workspace' },
        when: { kind: 'once', from, until: new Date(from.getTime() + SILENT_MS) },
        reason: `Emergency stop: ${reason}`,
        changes: 'hold',
        createdBy: by,
        createdAt: from,
      });
      return { workspaceId: owner, windowId };
    }),
  );
}

/** Each process that is not told reads the database. */
export async function tellProcesses({ control, log }: EmergencyPorts): Promise<string[]> {
  try {
    await control.publishHolds();
    return [];
  } catch (error) {
    log.warn({ err: error }, 'emergency holds have changed, but the broker could not tell it');
    return ['RabbitMQ did not take the message, so the processes read it from the database, within 2 s.'];
  }
}

/** The host's own pause makes its pages wait where they are planned, too. A pause that is there already is kept. */
async function pauseHeldHost(ports: EmergencyPorts, hold: EmergencyHold, host: string): Promise<void> {
  if ((await ports.hosts.get(host))?.held !== undefined) return;
  const { workspaceId, by, reason } = hold;
  await pauseHost(ports, { workspaceId, host, by, reason, until: null });
}

export async function announceHold(
  ports: EmergencyPorts,
  hold: EmergencyHold,
  type: 'emergency.placed' | 'emergency.lifted',
  by: string,
): Promise<void> {
  const { _id: holdId, workspaceId, scope, kind, reason } = hold;
  const job = scope.kind === 'job' ? { jobId: scope.jobId } : {};
  const data = { holdId, what: scopeWords(scope), kind, reason, by };
  await announce(ports, { type, workspaceId, ...job, data });
}
