// A run and its parts, kept fresh while it goes on: its events ask for what they changed, at most once a second.
import { type QueryKey, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { RunView } from '../../api/schemas/run/run.ts';
import { ask, segment } from '../api/ask.ts';
import { useEvents } from '../api/live/live.tsx';

/** Numbers of the run, then what is drawn from many chunks. */
const QUICK_MS = 1_000;
const SLOW_MS = 4_000;
/** Why nothing moves is asked for without an event, because then there is none. */
const IDLE_MS = 5_000;
const ENDING_MS = 5_000;
const SHOWN_CHUNKS = 100;

export function useRun(runId: string) {
  return useQuery({
    queryKey: ['run', runId],
    queryFn: ({ signal }) => ask(`/v1/runs/${segment(runId)}`, { signal }),
    refetchInterval: ({ state }) => (hasJustEnded(state.data) ? QUICK_MS : false),
  });
}

/** What follows the run is decided right behind its end, and no event tells of it. */
function hasJustEnded(run: RunView | undefined): boolean {
  return run !== undefined && run.finishedAt !== null && Date.now() - Date.parse(run.finishedAt) < ENDING_MS;
}

export function useRunChunks(runId: string) {
  return useQuery({
    queryKey: ['run', runId, 'chunks'],
    queryFn: ({ signal }) =>
      ask(`/v1/runs/${segment(runId)}/chunks`, { query: { limit: SHOWN_CHUNKS }, signal }),
  });
}

export function useRunRate(runId: string) {
  return useQuery({
    queryKey: ['run', runId, 'rate'],
    queryFn: ({ signal }) => ask(`/v1/runs/${segment(runId)}/rate`, { signal }),
  });
}

export function useRunReasons(runId: string) {
  return useQuery({
    queryKey: ['run', runId, 'reasons'],
    queryFn: ({ signal }) => ask(`/v1/runs/${segment(runId)}/reasons`, { signal }),
  });
}

export function useRunChanges(runId: string) {
  return useQuery({
    queryKey: ['run', runId, 'changes'],
    queryFn: ({ signal }) => ask(`/v1/runs/${segment(runId)}/changes/summary`, { signal }),
  });
}

export function useWhyIdle(runId: string, isLive: boolean) {
  return useQuery({
    queryKey: ['run', runId, 'why-idle'],
    queryFn: ({ signal }) => ask(`/v1/runs/${segment(runId)}/why-idle`, { signal }),
    refetchInterval: isLive ? IDLE_MS : false,
  });
}

/** Follows the events of the run. Moves of its state are asked for by the stream itself. */
export function useFollowedRun(runId: string, isLive: boolean): void {
  const queries = useQueryClient();
  const heard = useRef({ quick: false, slow: false });
  useEvents((event) => {
    if (event.runId === runId && event.type === 'run.progress') heard.current = { quick: true, slow: true };
  });
  useEffect(() => {
    if (!isLive) return undefined;
    const refresh = (speed: 'quick' | 'slow', keys: readonly QueryKey[]): void => {
      if (!heard.current[speed]) return;
      heard.current = { ...heard.current, [speed]: false };
      for (const queryKey of keys) void queries.invalidateQueries({ queryKey, exact: true });
    };
    const quick = setInterval(
      () =>
        refresh('quick', [
          ['run', runId],
          ['run', runId, 'chunks'],
        ]),
      QUICK_MS,
    );
    const slow = setInterval(() => {
      if (heard.current.slow) void queries.invalidateQueries({ queryKey: ['run', runId, 'pages'] });
      refresh('slow', [
        ['run', runId, 'rate'],
        ['run', runId, 'reasons'],
        ['run', runId, 'changes'],
      ]);
    }, SLOW_MS);
    return () => {
      clearInterval(quick);
      clearInterval(slow);
    };
  }, [isLive, queries, runId]);
}
