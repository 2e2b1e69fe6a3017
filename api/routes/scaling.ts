// How many scrapers, pipelines and renderers are wanted and why; the range within which the number follows the work.
import { LEAST_PROCESSES, type ScaledRole, checkedRange } from '../../domain/health/scaling/process-range.ts';
import { WebloomError } from '../../domain/system/errors.ts';
import { managesAll } from '../access/manage-workspace.ts';
import type { FastifyRequest } from 'fastify';
import { type Caller, callerOf } from '../http/caller.ts';
import type { ApiServer } from '../http/server-type.ts';
import type { ApiPorts } from '../ports.ts';
import { noQuery } from '../schemas/paging.ts';
import {
  type RoleScalingView,
  rangeBody,
  roleScaling,
  scalingParams,
  scalingView,
} from '../schemas/agent/scaling.ts';
import { type ScalingRows, toRoleScaling, toScalingView } from '../views/agent/scaling-view.ts';

const TAGS = ['agents'];

export function registerScaling(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/scaling',
    { schema: { tags: TAGS, querystring: noQuery, response: { 200: scalingView } } },
    async () => toScalingView(await readRows(ports)),
  );
  app.get(
    '/v1/scaling/:role',
    { schema: { tags: TAGS, params: scalingParams, querystring: noQuery, response: { 200: roleScaling } } },
    ({ params }) => readRole(ports, params.role),
  );
  registerSetting(app, ports);
}

function registerSetting(app: ApiServer, ports: ApiPorts): void {
  const { scaling, clock } = ports;
  app.put(
    '/v1/scaling/:role',
    { schema: { tags: TAGS, params: scalingParams, body: rangeBody, response: { 200: roleScaling } } },
    async (request) => {
      const { role } = request.params;
      const { name: by } = requireOperator(request);
      const range = checkedRange(request.body, role, LEAST_PROCESSES[role]);
      await scaling.setRange({ _id: role, ...range, by, at: clock.now() });
      return readRole(ports, role);
    },
  );
  app.delete(
    '/v1/scaling/:role',
    { schema: { tags: TAGS, params: scalingParams, response: { 200: roleScaling } } },
    async (request) => {
      const { role } = request.params;
      requireOperator(request);
      await scaling.unsetRange(role);
      return readRole(ports, role);
    },
  );
}

/** All workspaces share the processes. */
function requireOperator(request: FastifyRequest): Caller {
  const caller = callerOf(request);
  if (managesAll(caller)) return caller;
  throw new WebloomError(
    'forbidden',
    'The processes work for all workspaces: use a key of the default workspace to set their number.',
  );
}

async function readRole(ports: ApiPorts, role: ScaledRole): Promise<RoleScalingView> {
  return toRoleScaling(role, await readRows(ports));
}

async function readRows({ scaling, clock }: Pick<ApiPorts, 'scaling' | 'clock'>): Promise<ScalingRows> {
  const [roles, { ranges }, fleets] = await Promise.all([scaling.list(), scaling.given(), scaling.fleets()]);
  return { roles, ranges, fleets, now: clock.now().getTime() };
}
