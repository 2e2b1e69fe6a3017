// Who uses the dashboard, and what they may do.
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { CallerView } from '../../api/schemas/access/access.ts';
import { ask, setCsrfToken } from './ask.ts';
import { isProblem } from './problem.ts';

/** What the API says of the caller; null: an older API that knows no callers. */
export type Caller = CallerView;

export function useCaller(): UseQueryResult<Caller | null> {
  return useQuery({ queryKey: ['caller'], queryFn: readCaller, staleTime: Number.POSITIVE_INFINITY });
}

async function readCaller(): Promise<Caller | null> {
  try {
    const caller = await ask<Caller>('/v1/me');
    setCsrfToken(caller.csrfToken);
    return caller;
  } catch (error) {
    if (isProblem(error) && error.status === 404) return null;
    throw error;
  }
}
