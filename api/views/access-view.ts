// Workspaces, keys and callers as the API shows them. The hash of a key is never among it.
import { type ApiKey, keyState } from '../../domain/system/access/api-key.ts';
import type { Workspace } from '../../domain/config/retention/workspace.ts';
import { retentionOf } from '../../domain/config/retention/retention.ts';
import { UNLIMITED } from '../../domain/job/limit/plan.ts';
import type { Caller } from '../http/caller.ts';
import type { ApiPorts } from '../ports.ts';
import type { CallerView, KeyView, WorkspaceView } from '../schemas/access/access.ts';

export function toWorkspaceView({ _id, name, createdAt, plan, retention }: Workspace): WorkspaceView {
  return {
    workspaceId: _id,
    name,
    createdAt: createdAt.toISOString(),
    plan: plan ?? UNLIMITED,
    retention: { own: retention ?? {}, kept: { ...retentionOf(retention) } },
  };
}

export function toKeyView(key: ApiKey, now: Date): KeyView {
  const { _id, workspaceId, name, scope, createdAt, createdBy, expiresAt, lastUsedAt, revokedAt } = key;
  return {
    keyId: _id,
    workspaceId,
    name,
    scope,
    state: keyState(key, now),
    createdAt: createdAt.toISOString(),
    createdBy,
    expiresAt: expiresAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}

export async function toCallerView(
  { workspaces, settings, clock }: Pick<ApiPorts, 'workspaces' | 'settings' | 'clock'>,
  { workspaceId, name, keyId, scope, how, csrfToken, expiresAt }: Caller,
): Promise<CallerView> {
  const workspace = await workspaces.get(workspaceId);
  return {
    workspace: { workspaceId, name: workspace?.name ?? workspaceId },
    caller: name,
    keyId,
    scope,
    how,
    csrfToken,
    expiresAt: expiresAt?.toISOString() ?? null,
    open: settings.apiKey === null,
    serverTime: clock.now().toISOString(),
    version: settings.version,
    temporalUiUrl: settings.temporalUiUrl,
    temporalNamespace: settings.temporalNamespace,
  };
}
