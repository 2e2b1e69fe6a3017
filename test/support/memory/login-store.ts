// Logins in memory.
import type { Login, LoginStore } from '../../../domain/config/login/login.ts';
import { DocumentTable, byId } from './document-table.ts';

export function createLoginStore(): LoginStore {
  const logins = new DocumentTable<Login>();
  return {
    async list(workspaceId) {
      return logins.find(
        (one) => one.workspaceId === workspaceId,
        (a, b) => (a.name === b.name ? byId(a, b) : a.name < b.name ? -1 : 1),
      );
    },
    async blocked(limit) {
      return logins.find((one) => one.session.state === 'blocked', byId).slice(0, limit);
    },
    async get(loginId) {
      return logins.get(loginId);
    },
    async insert(login) {
      return logins.insert(login);
    },
    async change(loginId, version, set) {
      return logins.change(
        loginId,
        (one) => one.version === version,
        (one) => ({ ...one, ...set, version: version + 1 }),
      );
    },
    async writeSession(loginId, seq, session) {
      return logins.change(
        loginId,
        (one) => one.session.seq === seq,
        (one) => ({ ...one, session: { ...session, seq: seq + 1 } }),
      );
    },
    async remove(workspaceId, loginId) {
      const isThere = logins.get(loginId)?.workspaceId === workspaceId;
      if (isThere) logins.delete(loginId);
      return isThere;
    },
  };
}
