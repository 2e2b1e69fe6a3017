// A run and its parts, kept fresh while it goes on: its events ask for what they changed, at most once a second.
import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { RunView } from '../../api/schemas/run/run.ts';
import { segment } from '../api/ask.ts';
import { useAsk } from '../api/use-ask.ts';
import { useEvents } from '../api/live/live.tsx';

/** Numbers of the run, then what is drawn from many chunks. */
const QUICK_MS = 1_000;
const SLOW_MS = 4_000;
/** Why nothing moves is asked for without an event, because then there is none. */
const IDLE_MS = 5_000;
const ENDING_MS = 5_000;
const SHOWN_CHUNKS = 100;

export function useRun(runId: string) {
  return useAsk(['run', runId], `/v1/runs/${segment(runId)}`, {
    refetchInterval: ({ state }) => (hasJustEnded(state.data) ? QUICK_MS : false),
  });
}

/** What follows the run is decided right behind its end, and no event tells of it. */
function hasJustEnded(run: RunView | undefined): boolean {
  return run !== undefined && run.finishedAt !== null && Date.now() - Date.parse(run.finishedAt) < ENDING_MS;
}

export function useRunChunks(runId: string) {
  return useAsk(['run', runId, 'chunks'], `/v1/runs/${segment(runId)}/chunks`, {
    query: { limit: SHOWN_CHUNKS },
  });
}

export function useRunRate(runId: string) {
  return useAsk(['run', runId, 'rate'], `/v1/runs/${segment(runId)}/rate`);
}

export function useRunReasons(runId: string) {
  return useAsk(['run', runId, 'reasons'], `/v1/runs/${segment(runId)}/reasons`);
}

export function useRunChanges(runId: string) {
  return useAsk(['run', runId, 'changes'], `/v1/runs/${segment(runId)}/changes/summary`);
}

export function useWhyIdle(runId: string, isLive: boolean) {
  return useAsk(['run', runId, 'why-idle'], `/v1/runs/${segment(runId)}/why-idle`, {
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
