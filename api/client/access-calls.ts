// Calls about access: keys, the audit, who asks.
import type { KeyInput } from '../schemas/access/access.ts';
import { type Ask, segment } from './ask.ts';

export function accessCalls(json: Ask) {
  return {
    me: () => json('/v1/me'),
    keys: (query: Readonly<Record<string, string | number | undefined>> = {}) => json('/v1/keys', { query }),
    createKey: (body: KeyInput) => json('/v1/keys', { method: 'POST', body }),
    revokeKey: (keyId: string) => json(`/v1/keys/${segment(keyId)}`, { method: 'DELETE' }),
    usage: () => json('/v1/usage'),
    plans: () => json('/v1/plans'),
    workspaces: (query: Readonly<Record<string, string | number | undefined>> = {}) =>
      json('/v1/workspaces', { query }),
    createWorkspace: (body: { name: string; plan?: string }) =>
      json('/v1/workspaces', { method: 'POST', body }),
    changeWorkspace: (workspaceId: string, body: { name?: string; plan?: string }) =>
      json(`/v1/workspaces/${segment(workspaceId)}`, { method: 'PATCH', body }),
    audit: (query: Readonly<Record<string, string | number | undefined>> = {}) =>
      json('/v1/audit', { query }),
  };
}
