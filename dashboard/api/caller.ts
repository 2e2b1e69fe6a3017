// Who uses the dashboard, and what they may do.
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { CallerView } from '../../api/schemas/access/access.ts';
import { type Scope, allows } from '../../domain/system/access/scope.ts';
import { DEFAULT_WORKSPACE } from '../../domain/system/access/workspace-id.ts';
import { ask, setCsrfToken } from './ask.ts';
import { isProblem } from './problem.ts';

/** What the API says of the caller; null: an older API that knows no callers. */
export type Caller = CallerView;

export function useCaller(): UseQueryResult<Caller | null> {
  return useQuery({ queryKey: ['caller'], queryFn: readCaller, staleTime: Number.POSITIVE_INFINITY });
}

/** Whether the caller may do what needs this scope. Of a caller that is not known the API judges. */
export function useMay(needed: Scope): boolean {
  const { data: caller } = useCaller();
  return caller === undefined || caller === null || allows(caller.scope, needed);
}

/** Whether the caller is of the default workspace, which manages what all of them share. */
export function useManagesAll(): boolean {
  const { data: caller } = useCaller();
  return (caller?.workspace.workspaceId ?? DEFAULT_WORKSPACE) === DEFAULT_WORKSPACE;
}

async function readCaller(): Promise<Caller | null> {
  try {
    const caller = await ask('/v1/me');
    setCsrfToken(caller.csrfToken);
    return caller;
  } catch (error) {
    if (isProblem(error) && error.status === 404) return null;
    throw error;
  }
}
