// Workspaces. Everybody sees the own one; an admin of the default workspace makes others and sees all.
import { firstRules } from '../../../domain/alert/rule/first-rules.ts';
import { newWorkspaceId } from '../../../domain/system/access/workspace-id.ts';
import type { Workspace } from '../../../domain/config/retention/workspace.ts';
import { changedMembers } from '../../../domain/system/audit/changed-members.ts';
import { type RetentionPatch, changedRetention } from '../../../domain/upkeep/clean-up/change-retention.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { noSuch } from '../../../domain/system/no-such.ts';
import { managesAll, mayManage } from '../../access/manage-workspace.ts';
import { noteAudit } from '../../http/audit-note.ts';
import { type Caller, callerOf } from '../../http/caller.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { listAfter } from '../../query/list-after.ts';
import {
  workspaceInput,
  workspaceList,
  workspaceParams,
  workspacePatch,
  workspaceView,
} from '../../schemas/access/access.ts';
import { pageQuery } from '../../schemas/paging.ts';
import { toWorkspaceView } from '../../views/access-view.ts';
import { given } from '../../../domain/system/given.ts';

const TAGS = ['access'];

export function registerWorkspaces(app: ApiServer, ports: ApiPorts): void {
  registerReading(app, ports);
  app.post(
    '/v1/workspaces',
    { schema: { tags: TAGS, body: workspaceInput, response: { 201: workspaceView } } },
    async (request, reply) => {
      if (!managesAll(callerOf(request)))
        throw new WebloomError('forbidden', 'Only an admin of the default workspace makes workspaces.');
      const _id = newWorkspaceId(ports.ids.ulid());
      const { name, plan = ports.planBook.ofNewWorkspaces } = request.body;
      const workspace = { _id, name, createdAt: ports.clock.now(), plan: knownPlan(ports, plan) };
      await ports.workspaces.insert(workspace);
      for (const rule of firstRules(_id, workspace.createdAt)) await ports.alertRules.insert(rule);
      noteAudit(request, { subjectId: _id, subjectName: workspace.name });
      return reply.code(201).header('location', `/v1/workspaces/${_id}`).send(toWorkspaceView(workspace));
    },
  );
  app.patch(
    '/v1/workspaces/:workspaceId',
    {
      schema: { tags: TAGS, params: workspaceParams, body: workspacePatch, response: { 200: workspaceView } },
    },
    async (request) => {
      const { workspaceId } = request.params;
      const { workspace, changes } = await change(ports, callerOf(request), {
        workspaceId,
        ...request.body,
      });
      noteAudit(request, { subjectName: workspace.name, changes });
      return toWorkspaceView(workspace);
    },
  );
}

function registerReading(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/workspaces',
    { schema: { tags: TAGS, querystring: pageQuery, response: { 200: workspaceList } } },
    async (request) => {
      const { limit, cursor } = request.query;
      const caller = callerOf(request);
      if (!managesAll(caller)) {
        const own = required(await ports.workspaces.get(caller.workspaceId), caller.workspaceId);
        return { items: [toWorkspaceView(own)], nextCursor: null };
      }
      const read = (after: string | null, count: number) => ports.workspaces.list({ after, limit: count });
      const { rows, nextCursor } = await listAfter(ports, { name: 'workspaces', limit, cursor, read });
      return { items: rows.map(toWorkspaceView), nextCursor };
    },
  );
  app.get(
    '/v1/workspaces/:workspaceId',
    { schema: { tags: TAGS, params: workspaceParams, response: { 200: workspaceView } } },
    async (request) => {
      const { workspaceId } = request.params;
      const caller = callerOf(request);
      const isSeen = workspaceId === caller.workspaceId || (managesAll(caller) && caller.scope === 'admin');
      return toWorkspaceView(required(isSeen ? await ports.workspaces.get(workspaceId) : null, workspaceId));
    },
  );
}

interface WantedChange {
  readonly workspaceId: string;
  readonly name?: string | undefined;
  readonly plan?: string | undefined;
  readonly retention?: RetentionPatch | undefined;
}

async function change(ports: ApiPorts, caller: Caller, wanted: WantedChange) {
  const { workspaceId, name, plan, retention } = wanted;
  const seen = mayManage(caller, workspaceId) ? await ports.workspaces.get(workspaceId) : null;
  const before = required(seen, workspaceId);
  if (plan !== undefined && !managesAll(caller)) throw planOfOther();
  const set = {
    ...given({ name }),
    ...(plan === undefined ? {} : { plan: knownPlan(ports, plan) }),
    ...(retention === undefined ? {} : { retention: changedRetention(before.retention, retention) }),
  };
  const workspace = required(await ports.workspaces.change(workspaceId, set), workspaceId);
  return { workspace, changes: changedMembers(before, workspace) };
}

function knownPlan({ planBook }: ApiPorts, plan: string): string {
  if (Object.hasOwn(planBook.plans, plan)) return plan;
  const known = Object.keys(planBook.plans).join(', ');
  const detail = `There is no plan "${plan}". The plans are: ${known}; the operator adds others in WEBLOOM_PLANS_FILE.`;
  const errors = [{ pointer: '/plan', code: 'not-found', detail }];
  throw new WebloomError('validation', detail, { facts: { errors } });
}

function planOfOther(): WebloomError {
  return new WebloomError('forbidden', 'Only an admin of the default workspace gives workspaces their plan.');
}

function required(workspace: Workspace | null, workspaceId: string): Workspace {
  if (workspace !== null) return workspace;
  throw noSuch('workspace', { workspaceId });
}
