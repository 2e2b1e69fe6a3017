// Calls about access: keys, the audit, who asks.
import type { CallerView, CreatedKey, KeyInput, KeyView, WorkspaceView } from '../schemas/access/access.ts';
import type { PlanList, UsageView } from '../schemas/access/usage.ts';
import type { AuditList } from '../schemas/access/audit.ts';

type Json = <T>(
  path: string,
  asked?: { method?: string; query?: Readonly<Record<string, string | number | undefined>>; body?: unknown },
) => Promise<T>;

export function accessCalls(json: Json) {
  return {
    me: () => json<CallerView>('/v1/me'),
    keys: (query: Readonly<Record<string, string | number | undefined>> = {}) =>
      json<{ items: KeyView[]; nextCursor: string | null }>('/v1/keys', { query }),
    createKey: (body: KeyInput) => json<CreatedKey>('/v1/keys', { method: 'POST', body }),
    revokeKey: (keyId: string) =>
      json<KeyView>(`/v1/keys/${encodeURIComponent(keyId)}`, { method: 'DELETE' }),
    usage: () => json<UsageView>('/v1/usage'),
    plans: () => json<PlanList>('/v1/plans'),
    workspaces: (query: Readonly<Record<string, string | number | undefined>> = {}) =>
      json<{ items: WorkspaceView[]; nextCursor: string | null }>('/v1/workspaces', { query }),
    createWorkspace: (body: { name: string; plan?: string }) =>
      json<WorkspaceView>('/v1/workspaces', { method: 'POST', body }),
    changeWorkspace: (workspaceId: string, body: { name?: string; plan?: string }) =>
      json<WorkspaceView>(`/v1/workspaces/${encodeURIComponent(workspaceId)}`, { method: 'PATCH', body }),
    audit: (query: Readonly<Record<string, string | number | undefined>> = {}) =>
      json<AuditList>('/v1/audit', { query }),
  };
}
