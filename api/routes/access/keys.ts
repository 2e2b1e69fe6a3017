// Keys: made (and shown once), listed, revoked.
import type { ApiKey } from '../../../domain/system/access/api-key.ts';
import { keyId, keyText } from '../../../domain/system/access/key-text.ts';
import { WebloomError } from '../../../domain/system/errors.ts';
import { noSuch } from '../../../domain/system/no-such.ts';
import { mayManage } from '../../access/manage-workspace.ts';
import { noteAudit } from '../../http/audit-note.ts';
import { type Caller, callerOf, workspaceOf } from '../../http/caller.ts';
import { decodeCursor, encodeCursor } from '../../http/cursor.ts';
import type { ApiServer } from '../../http/server-type.ts';
import type { ApiPorts } from '../../ports.ts';
import { createdKey, keyInput, keyList, keyParams, keyView } from '../../schemas/access/access.ts';
import { pageQuery } from '../../schemas/paging.ts';
import { toKeyView } from '../../views/access-view.ts';

const TAGS = ['access'];
/** More working keys than anybody can keep apart are a script that went wrong. */
const MAX_KEYS = 200;

export function registerKeys(app: ApiServer, ports: ApiPorts): void {
  registerKeyCreation(app, ports);
  app.get(
    '/v1/keys',
    { schema: { tags: TAGS, querystring: pageQuery, response: { 200: keyList } } },
    async (request) => {
      const { limit, cursor } = request.query;
      const workspaceId = workspaceOf(request);
      const place = { place: `keys ${workspaceId}`, hasher: ports.hasher };
      const before = decodeCursor(place, cursor)?.[0];
      const found = await ports.keys.list({
        workspaceId,
        limit: limit + 1,
        ...(before === undefined ? {} : { before: String(before) }),
      });
      const now = ports.clock.now();
      const last = found.at(limit - 1);
      const more = found.length > limit && last !== undefined;
      return {
        items: found.slice(0, limit).map((key) => toKeyView(key, now)),
        nextCursor: more ? encodeCursor(place, [last._id]) : null,
      };
    },
  );
  app.get(
    '/v1/keys/:keyId',
    { schema: { tags: TAGS, params: keyParams, response: { 200: keyView } } },
    async (request) =>
      toKeyView(await findKey(ports, callerOf(request), request.params.keyId), ports.clock.now()),
  );
  app.delete(
    '/v1/keys/:keyId',
    { schema: { tags: TAGS, params: keyParams, response: { 200: keyView } } },
    async (request) => {
      const key = await findKey(ports, callerOf(request), request.params.keyId);
      noteAudit(request, { subjectName: key.name });
      const now = ports.clock.now();
      return toKeyView((await ports.keys.revoke(key._id, now)) ?? key, now);
    },
  );
}

function registerKeyCreation(app: ApiServer, ports: ApiPorts): void {
  app.post(
    '/v1/keys',
    { schema: { tags: TAGS, body: keyInput, response: { 201: createdKey } } },
    async (request, reply) => {
      const caller = callerOf(request);
      const { name, scope, workspaceId = caller.workspaceId } = request.body;
      if (!mayManage(caller, workspaceId) || (await ports.workspaces.get(workspaceId)) === null)
        throw noSuch('workspace', { workspaceId });
      await refuseTooMany(ports, workspaceId);
      const ulid = ports.ids.ulid();
      const secret = ports.secretSource.secret();
      const now = ports.clock.now();
      const key: ApiKey = {
        _id: keyId(ulid),
        workspaceId,
        name,
        scope,
        hash: ports.hasher.sha256(secret),
        createdAt: now,
        createdBy: caller.name,
        expiresAt: expiryOf(request.body.expiresAt, now),
        lastUsedAt: null,
        revokedAt: null,
      };
      await ports.keys.insert(key);
      noteAudit(request, { subjectId: key._id, subjectName: name });
      return reply
        .code(201)
        .header('location', `/v1/keys/${key._id}`)
        .send({ ...toKeyView(key, now), key: keyText(ulid, secret) });
    },
  );
}

function expiryOf(text: string | null, now: Date): Date | null {
  if (text === null) return null;
  const at = new Date(text);
  if (at > now) return at;
  const detail = 'Give a time to come, or null for a key that does not expire.';
  throw new WebloomError('validation', `expiresAt: ${detail}`, {
    facts: { errors: [{ pointer: '/expiresAt', code: 'past', detail }] },
  });
}

async function refuseTooMany({ keys }: ApiPorts, workspaceId: string): Promise<void> {
  const known = await keys.list({ workspaceId, limit: 10 * MAX_KEYS });
  if (known.filter(({ revokedAt }) => revokedAt === null).length < MAX_KEYS) return;
  throw new WebloomError('limit-exceeded', `A workspace has at most ${MAX_KEYS} keys: revoke some first.`, {
    facts: { limit: MAX_KEYS },
  });
}

async function findKey(ports: ApiPorts, caller: Caller, id: string): Promise<ApiKey> {
  const key = await ports.keys.get(id);
  if (key !== null && mayManage(caller, key.workspaceId)) return key;
  throw noSuch('key', { keyId: id });
}
