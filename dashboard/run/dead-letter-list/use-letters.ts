// Dead letters as screens ask for them: the list, how many are open, and what is done with some of them.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { DiscardAnswer, LetterChoice, ReplayAnswer } from '../../../api/schemas/recovery/dead-letter.ts';
import { ask } from '../../api/ask.ts';
import { useAsk } from '../../api/use-ask.ts';
import { freshKey } from '../../api/fresh-key.ts';
import { useList } from '../../api/use-list.ts';
import { given } from '../../../domain/system/given.ts';

const KEY = 'dead-letters';
/** Letters are made by the monitor, without an event. */
const AGAIN_MS = 10_000;

export interface LetterSearch {
  readonly state?: string;
  readonly origin?: string;
  readonly jobId?: string;
  readonly runId?: string;
  readonly host?: string;
  readonly reason?: string;
}

export function useLetters({ state = 'open', ...filter }: LetterSearch) {
  const queries = useQueryClient();
  useEffect(() => {
    const timer = setInterval(() => void queries.invalidateQueries({ queryKey: [KEY] }), AGAIN_MS);
    return () => clearInterval(timer);
  }, [queries]);
  const query = state === 'any' ? filter : { ...filter, state };
  return useList([KEY], '/v1/dead-letters', { ...query, limit: 50 });
}

export function useLetterCounts() {
  return useAsk([KEY, 'counts'], '/v1/dead-letters/counts', { refetchInterval: AGAIN_MS });
}

export function useForecast(choice: LetterChoice) {
  return useQuery({
    queryKey: [KEY, 'forecast', choice],
    queryFn: ({ signal }) => ask('/v1/dead-letters/forecast', { method: 'POST', body: choice, signal }),
    retry: false,
  });
}

/** One key for one decision: a request that is sent twice starts one run. */
export function replay(choice: LetterChoice): Promise<ReplayAnswer> {
  const headers = { 'idempotency-key': freshKey() };
  return ask('/v1/dead-letters/replay', { method: 'POST', body: choice, headers });
}

export function discard(choice: LetterChoice): Promise<DiscardAnswer> {
  return ask('/v1/dead-letters/discard', { method: 'POST', body: choice });
}

/** What the filters mean as a choice: open letters that fit. */
export function choiceOf({ origin, jobId, runId, host, reason }: LetterSearch): LetterChoice {
  const origins = ['url', 'delivery', 'broker'] as const;
  const wanted = origins.filter((one) => origin?.split(',').includes(one));
  const choice = {
    ...(wanted.length === 0 ? {} : { origin: wanted }),
    ...given({ jobId, runId, host }),
    ...(reason === undefined ? {} : { reason: reason.split(',') }),
  };
  return Object.keys(choice).length === 0 ? { all: true } : choice;
}
