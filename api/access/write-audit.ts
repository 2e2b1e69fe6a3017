// Writes the audit: one entry for each verb and change that a known caller sends, refused ones too, before the answer
// leaves. It is a hook over all routes, so a new route can not forget it. An entry that can not be written goes to the log
// and holds nobody up. Requests beyond the rate limit are no entries: a flood must not fill the store.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { auditId } from '../../domain/system/audit/audit-id.ts';
import { type AuditEntry, resultOf } from '../../domain/system/audit/audit-entry.ts';
import { ownerIn } from '../../domain/system/owned-id.ts';
import { noteAudit } from '../http/audit-note.ts';
import { withinDeadline } from '../http/deadline.ts';
import { operationOf } from '../description/operations.ts';
import type { ApiServer } from '../http/server-type.ts';
import type { ApiPorts } from '../ports.ts';
import { isReading } from '../http/route-scope.ts';
import { given } from '../../domain/system/given.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** false: the route changes nothing, although it is no GET. Absent: the action is the name of the operation. */
    readonly audit?: false | { readonly action: string };
  }
}

type AuditPorts = Pick<ApiPorts, 'audit' | 'clock' | 'ids' | 'jobs' | 'log' | 'runs' | 'settings'>;

const WRITE_MS = 1_000;
const MAX_AGENT = 200;
const MAX_ID = 150;
const LOG_IN = '/v1/session';

/** To be called after the guards: the names of foreign rows must not get into an entry. */
export function writeAudit(app: ApiServer, ports: AuditPorts): void {
  app.decorateRequest('auditNote', null);
  app.addHook('preHandler', async (request) => {
    // Asked before the handler, after which a removed job has no name any more.
    if (actionOf(request) !== null) await noteSubject(ports, request);
  });
  app.addHook('onSend', async (request, reply) => {
    const entry = toEntry(ports, request, reply);
    if (entry === null) return;
    await withinDeadline('The store', ports.audit.insert(entry), WRITE_MS).catch((error: unknown) =>
      ports.log.warn({ err: error, entry }, 'an audit entry could not be written'),
    );
  });
}

/** Null: the request is not one for the audit. */
function actionOf({ method, routeOptions }: FastifyRequest): string | null {
  const { url, config } = routeOptions;
  if (isReading(method) || url === undefined || config.audit === false) return null;
  return config.audit?.action ?? operationOf(method, url)?.id ?? `${method} ${url}`;
}

async function noteSubject(ports: AuditPorts, request: FastifyRequest): Promise<void> {
  const [subjectId, jobId] = await subjectOf(ports, request);
  const names = jobId === null ? null : await ports.jobs.names([jobId]);
  const subjectName = names?.get(jobId ?? '') ?? null;
  noteAudit(request, {
    ...given({ subjectId: subjectId ?? undefined, subjectName: subjectName ?? undefined }),
  });
}

/** The first id in the path, and the job it belongs to. */
async function subjectOf(
  { runs }: AuditPorts,
  { params }: FastifyRequest,
): Promise<[subjectId: string | null, jobId: string | null]> {
  const [first] = Object.entries(params ?? {});
  const [name, id] = first ?? [];
  if (typeof id !== 'string') return [null, null];
  if (name === 'runId') return [id, (await runs.owner(id))?.jobId ?? null];
  return [id, JOB_IDS.has(name ?? '') ? ownerIn(id) : null];
}

/** Parameters whose ids begin with that of a job. */
const JOB_IDS = new Set(['jobId', 'pageId', 'changeId', 'snapshotId']);

function toEntry(ports: AuditPorts, request: FastifyRequest, reply: FastifyReply): AuditEntry | null {
  const action = actionOf(request);
  if (action === null || isUntold(request, reply)) return null;
  const { caller } = request;
  const { statusCode: status } = reply;
  const note = request.auditNote ?? {};
  return {
    _id: auditId(ports.ids.ulid()),
    workspaceId: caller?.workspaceId ?? ports.settings.workspaceId,
    at: ports.clock.now(),
    ...actorOf(caller),
    action,
    subjectId: note.subjectId ?? idInPath(request),
    subjectName: note.subjectName ?? null,
    address: request.callerAddress,
    userAgent: printable(request.headers['user-agent'] ?? ''),
    result: resultOf(status),
    status,
    code: note.code ?? null,
    changes: note.changes ?? [],
    requestId: request.id,
  };
}

/** A request that was too many or is a repeat tells nothing, nor does one of nobody, unless somebody failed to log in. */
function isUntold({ caller, routeOptions }: FastifyRequest, reply: FastifyReply): boolean {
  const { statusCode: status } = reply;
  const isFailedLogin = routeOptions.url === LOG_IN && status === 401;
  return status === 429 || reply.hasHeader('idempotent-replayed') || (caller === null && !isFailedLogin);
}

function actorOf(caller: FastifyRequest['caller']): Pick<AuditEntry, 'actor' | 'keyId' | 'how'> {
  if (caller === null) return { actor: 'nobody', keyId: null, how: 'nobody' };
  return { actor: caller.name, keyId: caller.keyId ?? null, how: caller.how };
}

function idInPath({ params }: FastifyRequest): string | null {
  const [id] = Object.values(params ?? {});
  return typeof id === 'string' ? id.slice(0, MAX_ID) : null;
}

function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '').slice(0, MAX_AGENT);
}
