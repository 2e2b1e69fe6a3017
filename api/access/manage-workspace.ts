// Who manages which workspace: an admin the own one, an admin of the default workspace (the operator) all of them.
import { DEFAULT_WORKSPACE } from '../../domain/system/access/workspace-id.ts';
import type { Caller } from '../http/caller.ts';

export function mayManage({ workspaceId }: Caller, wanted: string): boolean {
  return workspaceId === wanted || managesAll({ workspaceId });
}

export function managesAll({ workspaceId }: Pick<Caller, 'workspaceId'>): boolean {
  return workspaceId === DEFAULT_WORKSPACE;
}
