// Workspaces, keys, sessions and the audit in memory.
import type { ApiKey, KeyStore } from '../../../domain/system/access/api-key.ts';
import type { Session, SessionStore } from '../../../domain/system/access/session.ts';
import type { Workspace, WorkspaceStore } from '../../../domain/config/retention/workspace.ts';
import type { AuditEntry, AuditQuery, AuditStore } from '../../../domain/system/audit/audit-entry.ts';
import { byId, byIdDown, DocumentTable } from './document-table.ts';

export function createWorkspaceStore(): WorkspaceStore {
  const workspaces = new DocumentTable<Workspace>();
  return {
    async insert(workspace) {
      return workspaces.insert(workspace);
    },
    async get(workspaceId) {
      return workspaces.get(workspaceId);
    },
    async list({ after, limit }) {
      return workspaces.find(({ _id }) => after === null || _id > after, byId, limit);
    },
    async change(workspaceId, set) {
      return workspaces.change(
        workspaceId,
        () => true,
        (workspace) => ({ ...workspace, ...set }),
      );
    },
  };
}

export function createKeyStore(): KeyStore {
  const keys = new DocumentTable<ApiKey>();
  return {
    async insert(key) {
      keys.insert(key);
    },
    async get(keyId) {
      return keys.get(keyId);
    },
    async list({ workspaceId, before, limit }) {
      const isWanted = (key: ApiKey): boolean =>
        key.workspaceId === workspaceId && (before === undefined || key._id < before);
      return keys.find(isWanted, byIdDown, limit);
    },
    async hashes(limit) {
      return keys.find(() => true, byIdDown, limit).map(({ _id, hash }) => ({ _id, hash }));
    },
    async revoke(keyId, at) {
      keys.change(
        keyId,
        ({ revokedAt }) => revokedAt === null,
        (key) => ({ ...key, revokedAt: at }),
      );
      return keys.get(keyId);
    },
    async noteUse(keyId, at, unless) {
      keys.change(
        keyId,
        ({ lastUsedAt }) => lastUsedAt === null || lastUsedAt < unless,
        (key) => ({ ...key, lastUsedAt: at }),
      );
    },
  };
}

export function createSessionStore(): SessionStore {
  const sessions = new DocumentTable<Session>();
  return {
    async insert(session, outdated) {
      for (const { _id } of sessions.find(({ expiresAt }) => expiresAt <= outdated)) sessions.delete(_id);
      sessions.insert(session);
    },
    async get(id) {
      return sessions.get(id);
    },
    async ids(limit) {
      return sessions.find(() => true, byId, limit).map(({ _id }) => _id);
    },
    async delete(id) {
      sessions.delete(id);
    },
  };
}

export function createAuditStore(): AuditStore {
  const audit = new DocumentTable<AuditEntry>();
  return {
    async insert(entry) {
      audit.insert(entry);
    },
    async list(query) {
      return audit.find((entry) => isAsked(entry, query), byIdDown, query.limit);
    },
    async forget(before, limit) {
      const oldest = (a: AuditEntry, b: AuditEntry): number => a.at.getTime() - b.at.getTime();
      const old = audit.find(({ at }) => at < before, oldest, limit);
      for (const { _id } of old) audit.delete(_id);
      return old.length;
    },
  };
}

function isAsked(
  entry: AuditEntry,
  { workspaceId, actor, action, subjectId, results, since, before }: AuditQuery,
): boolean {
  return (
    entry.workspaceId === workspaceId &&
    (actor === undefined || entry.actor === actor) &&
    (action === undefined || entry.action === action) &&
    (subjectId === undefined || entry.subjectId === subjectId) &&
    (results === undefined || results.includes(entry.result)) &&
    (since === undefined || entry.at >= since) &&
    (before === undefined || entry._id < before)
  );
}
