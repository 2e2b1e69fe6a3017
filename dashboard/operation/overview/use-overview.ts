// The overview of the workspace. Events make it old; without any it is asked for every ten seconds, because services fall
// silent without an event.
import type { OverviewView } from '../../../api/schemas/overview.ts';
import { useAsk } from '../../api/use-ask.ts';

const AGAIN_MS = 10_000;

export function useOverview() {
  return useAsk(['overview'], '/v1/overview', { refetchInterval: AGAIN_MS });
}

/** Why a part is missing, as the API says; null: it is not. */
export function faultOf({ faults }: OverviewView, part: string): string | null {
  return faults.find((fault) => fault.part.startsWith(part))?.reason ?? null;
}
