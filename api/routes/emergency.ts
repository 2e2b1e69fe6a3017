// The emergency stop: what stands, place a hold, lift it. Fetching stops as soon as the processes hear of it; the runs are
// paused or ended after that, and what does not fit into the time of an answer is done by the monitor.
import { liftHold } from '../../domain/upkeep/emergency/lift-hold.ts';
import { placeHold } from '../../domain/upkeep/emergency/place-hold.ts';
import { type SettledRuns, settleHolds } from '../../domain/upkeep/emergency/settle-holds.ts';
import { type EmergencyHold, LOCAL_HOLD_ID } from '../../domain/job/hold/emergency-hold.ts';
import { isSeenBy, readOnlyOf } from '../../domain/job/hold/hold-over.ts';
import { liftedWords, placedWords } from '../../domain/job/hold/next-words.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { managesAll } from '../access/manage-workspace.ts';
import { noteAudit } from '../http/audit-note.ts';
import { type Caller, callerOf } from '../http/caller.ts';
import { withinDeadline } from '../http/deadline.ts';
import type { ApiServer } from '../http/server-type.ts';
import type { ApiPorts } from '../ports.ts';
import {
  type EmergencyAnswer,
  type EmergencyStateView,
  emergencyAnswer,
  emergencyState,
  holdBody,
  holdParams,
} from '../schemas/alert/emergency.ts';
import { noQuery } from '../schemas/paging.ts';
import { toHoldView } from '../views/alert/emergency-view.ts';

const TAGS = ['emergency'];
const TOLD_LIFTED = 20;
/** With the store away the answer has to be there within two seconds, so that another way is tried. */
const STORE_MS = 1_500;
const SETTLE_MS = 1_200;

export function registerEmergency(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/emergency',
    { schema: { tags: TAGS, querystring: noQuery, response: { 200: emergencyState } } },
    (request) => readState(ports, callerOf(request)),
  );
  app.post(
    '/v1/emergency',
    {
      config: { idempotent: true },
      schema: { tags: TAGS, body: holdBody, response: { 201: emergencyAnswer } },
    },
    async (request, reply) => {
      const { workspaceId, name: by } = callerOf(request);
      const asked = { ...request.body, workspaceId, by };
      const { hold, couldNot } = await withinDeadline('The store', placeHold(ports, asked), STORE_MS);
      noteAudit(request, { subjectId: hold._id, subjectName: hold.reason });
      return reply.code(201).send(await answer(ports, { hold, couldNot, next: placedWords(hold) }));
    },
  );
  app.delete(
    '/v1/emergency/:holdId',
    { schema: { tags: TAGS, params: holdParams, response: { 200: emergencyAnswer } } },
    async (request) => {
      const { holdId } = request.params;
      const lifted = await withinDeadline('The store', lift(ports, callerOf(request), holdId), STORE_MS);
      noteAudit(request, { subjectId: holdId, subjectName: lifted.hold.reason });
      return answer(ports, { ...lifted, next: liftedWords(lifted.hold) });
    },
  );
}

interface Done {
  readonly hold: EmergencyHold;
  readonly couldNot: readonly string[];
  readonly next: string;
}

async function readState(ports: ApiPorts, { workspaceId }: Caller): Promise<EmergencyStateView> {
  const seen = ports.holds
    .standing()
    .filter((hold) => isSeenBy(hold, workspaceId) || managesAll({ workspaceId }));
  const owner = managesAll({ workspaceId }) ? null : workspaceId;
  const lifted = await withinDeadline('The store', ports.emergency.lifted(owner, TOLD_LIFTED), STORE_MS);
  const readOnly = readOnlyOf(seen);
  return {
    standing: seen.filter(({ scope }) => scope.kind !== 'changes').map(toHoldView),
    readOnly: readOnly === null ? null : toHoldView(readOnly),
    lifted: lifted.map(toHoldView),
    seenAt: ports.clock.now().toISOString(),
  };
}

async function lift(
  ports: ApiPorts,
  { workspaceId, name: by }: Caller,
  holdId: string,
): Promise<Omit<Done, 'next'>> {
  if (holdId !== LOCAL_HOLD_ID) return liftHold(ports, { holdId, workspaceId, by });
  if (!managesAll({ workspaceId }))
    throw new WebloomError('forbidden', 'Only the default workspace lifts the switch of the machine.');
  const hold = ports.holds.standing().find(({ _id }) => _id === LOCAL_HOLD_ID);
  if (hold === undefined)
    throw new WebloomError(
      'not-found',
      'The switch of this machine is not set; see `webloom emergency status`.',
    );
  ports.localSwitch.clear();
  return { hold: { ...hold, liftedAt: ports.clock.now(), liftedBy: by }, couldNot: [] };
}

async function answer(ports: ApiPorts, { hold, couldNot, next }: Done): Promise<EmergencyAnswer> {
  await ports.holds.refresh().catch(() => undefined);
  const runs = hold.scope.kind === 'changes' ? NO_RUNS : await settleSoon(ports);
  const left = runs === null ? [SLOW] : [];
  return { hold: toHoldView(hold), runs, couldNot: [...couldNot, ...left], next };
}

const NO_RUNS: SettledRuns = { paused: 0, ended: 0, resumed: 0 };
const SLOW =
  'Not all runs could be moved in time; nothing is fetched all the same, and the monitor goes on with it each second.';

/** Null: it goes on, and is not waited for. */
function settleSoon(ports: ApiPorts): Promise<SettledRuns | null> {
  const holds = ports.holds.standing();
  return withinDeadline('The store', settleHolds(ports, holds), SETTLE_MS).catch((error: unknown) => {
    ports.log.warn({ err: error }, 'runs could not be brought in line with emergency holds in time');
    return null;
  });
}
