// Rows of another workspace do not exist for a caller. Every id in a path or query is checked here, before its route
// runs, so that no route can forget it: what belongs to a job of another workspace is answered like an unknown id.
import type { FastifyRequest } from 'fastify';
import { WebloomError } from '../../domain/system/errors.ts';
import { ownerIn } from '../../domain/system/owned-id.ts';
import type { ApiPorts } from '../ports.ts';
import { callerOf } from './caller.ts';
import { withinDeadline } from './deadline.ts';
import type { ApiServer } from './server-type.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route compares the workspace of what it finds itself, because its ids name no present job or run. */
    readonly checksWorkspace?: boolean;
  }
}

type Ports = Pick<ApiPorts, 'jobs' | 'runs'>;
type Owner = (ports: Ports, id: string, workspaceId: string) => Promise<boolean>;

/** Ids of what a job owns begin with the job's id. */
const ownedByJob: Owner = async ({ jobs }, id, workspaceId) => {
  const jobId = ownerIn(id);
  return (await jobs.existing([jobId], workspaceId)).has(jobId);
};

const ownedRun: Owner = async ({ runs }, id, workspaceId) =>
  (await runs.owner(id))?.workspaceId === workspaceId;

interface IdKind {
  readonly noun: string;
  readonly isOwned: Owner;
}

/** How the workspace of an id is found, by the name of its parameter. */
const ID_KINDS: Readonly<Record<string, IdKind>> = {
  jobId: { noun: 'job', isOwned: ownedByJob },
  runId: { noun: 'run', isOwned: ownedRun },
  pageId: { noun: 'page', isOwned: ownedByJob },
  snapshotId: { noun: 'snapshot', isOwned: ownedByJob },
  changeId: { noun: 'change', isOwned: ownedByJob },
};

/** To be called before the hooks that answer or store something for a request. */
export function hideOthersRows(app: ApiServer, ports: Ports): void {
  app.addHook('preHandler', async (request) => {
    if (request.routeOptions.config.checksWorkspace === true) return;
    for (const [name, id] of idsOf(request)) await requireOwn(ports, request, { name, id });
  });
}

function idsOf({ params, query }: FastifyRequest): [name: string, id: string][] {
  return [params, query].flatMap((part) =>
    Object.entries(part ?? {}).flatMap(([name, value]): [string, string][] => {
      // `pageIds` holds several ids of the kind `pageId`.
      const kind = name.endsWith('Ids') ? name.slice(0, -1) : name;
      return Object.hasOwn(ID_KINDS, kind) ? [value].flat().flatMap((id) => idIn(kind, id)) : [];
    }),
  );
}

function idIn(kind: string, id: unknown): [string, string][] {
  return typeof id === 'string' ? [[kind, id]] : [];
}

async function requireOwn(
  ports: Ports,
  request: FastifyRequest,
  { name, id }: { readonly name: string; readonly id: string },
): Promise<void> {
  const kind = ID_KINDS[name];
  if (kind === undefined) return;
  const { workspaceId } = callerOf(request);
  if (await withinDeadline('The store', kind.isOwned(ports, id, workspaceId))) return;
  throw new WebloomError('not-found', `There is no ${kind.noun} ${id}.`, { facts: { [name]: id } });
}
