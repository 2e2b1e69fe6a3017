// The overview of the workspace. Events make it old; without any it is asked for every ten seconds, because services fall
// silent without an event.
import { useQuery } from '@tanstack/react-query';
import type { OverviewView } from '../../../api/schemas/overview.ts';
import { ask } from '../../api/ask.ts';

const AGAIN_MS = 10_000;

export function useOverview() {
  return useQuery({
    queryKey: ['overview'],
    queryFn: ({ signal }) => ask('/v1/overview', { signal }),
    refetchInterval: AGAIN_MS,
  });
}

/** Why a part is missing, as the API says; null: it is not. */
export function faultOf({ faults }: OverviewView, part: string): string | null {
  return faults.find((fault) => fault.part.startsWith(part))?.reason ?? null;
}
