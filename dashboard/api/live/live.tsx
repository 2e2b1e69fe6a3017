// The stream for the screens: whether it is live, a hook for its events, and which queries an event makes old.
import { type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, createContext, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { EventMessage } from '../../../domain/run/dispatch/message.ts';
import { EVENT_TYPES } from '../../../domain/system/event/event.ts';
import { goneJobs } from './gone-jobs.ts';
import { queriesOf } from './stale-queries.ts';
import { openStream } from './stream.ts';

export interface LiveState {
  readonly connected: boolean;
  /** When something was heard last, epoch ms of this browser; what is shown is of that time when it is not connected. */
  readonly at: number;
}

type EventListener = (event: EventMessage) => void;

interface Live {
  readonly state: LiveState;
  readonly listen: (listener: EventListener) => () => void;
}

const LiveContext = createContext<Live | null>(null);
/** A list is asked for again at most this often, however many events there are. */
const REFRESH_MS = 1_000;

export function LiveProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>(() => ({ connected: false, at: Date.now() }));
  const listeners = useRef(new Set<EventListener>());
  useEffect(() => {
    const refresh = createRefresher(queries);
    let lost = false;
    const stream = openStream(EVENT_TYPES, (news) => {
      if (news.kind === 'reset') void queries.invalidateQueries();
      // Its refusal leads to the login, which says why.
      else if (news.kind === 'ended') void queries.invalidateQueries({ queryKey: ['caller'] });
      else if (news.kind === 'state') {
        // Progress is not replayed, so what is shown is asked for once more after a break.
        if (news.connected && lost) void queries.invalidateQueries();
        lost = !news.connected;
        setState({ connected: news.connected, at: news.at });
      } else {
        goneJobs.take(news.event);
        for (const listener of listeners.current) listener(news.event);
        for (const key of queriesOf(news.event)) refresh(key);
      }
    });
    return () => stream.close();
  }, [queries]);
  const listen = useCallback((listener: EventListener) => {
    listeners.current.add(listener);
    return () => void listeners.current.delete(listener);
  }, []);
  const live = useMemo<Live>(() => ({ state, listen }), [state, listen]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** Makes queries old: the first time at once, then at most once in a while, the last time included. */
function createRefresher(queries: QueryClient): (key: QueryKey) => void {
  const waiting = new Map<string, boolean>();
  const run = (name: string, key: QueryKey): void => {
    waiting.set(name, false);
    void queries.invalidateQueries({ queryKey: key, predicate: (query) => goneJobs.mayAsk(query.queryKey) });
    setTimeout(() => {
      const again = waiting.get(name) === true;
      waiting.delete(name);
      if (again) run(name, key);
    }, REFRESH_MS);
  };
  return (key) => {
    const name = JSON.stringify(key);
    if (waiting.has(name)) waiting.set(name, true);
    else run(name, key);
  };
}

function useLive(): Live {
  const live = use(LiveContext);
  if (live === null) throw new Error('There is no LiveProvider around this component.');
  return live;
}

export function useLiveState(): LiveState {
  return useLive().state;
}

/** Calls `listener` for each event of the workspace while the component is shown. */
export function useEvents(listener: EventListener): void {
  const { listen } = useLive();
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => listen((event) => latest.current(event)), [listen]);
}
