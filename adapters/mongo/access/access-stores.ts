// The stores of who may do what, and of who did.
import type { Db } from 'mongodb';
import type { KeyStore } from '../../../domain/system/access/api-key.ts';
import type { SessionStore } from '../../../domain/system/access/session.ts';
import type { WorkspaceStore } from '../../../domain/config/retention/workspace.ts';
import type { AuditStore } from '../../../domain/system/audit/audit-entry.ts';
import { translatingErrors } from '../driver-error.ts';
import { createAuditStore } from './audit-store.ts';
import { createKeyStore } from './key-store.ts';
import { createSessionStore } from './session-store.ts';
import { createWorkspaceStore } from './workspace-store.ts';

export interface AccessStores {
  readonly workspaces: WorkspaceStore;
  readonly keys: KeyStore;
  readonly sessions: SessionStore;
  readonly audit: AuditStore;
}

export function createAccessStores(db: Db): AccessStores {
  return {
    workspaces: translatingErrors('workspaces', createWorkspaceStore(db)),
    keys: translatingErrors('keys', createKeyStore(db)),
    sessions: translatingErrors('sessions', createSessionStore(db)),
    audit: translatingErrors('audit', createAuditStore(db)),
  };
}
