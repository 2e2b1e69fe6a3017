// How long answers of the API are taken for fresh, and what is asked for again after a failure.
import { QueryClient } from '@tanstack/react-query';
import { isProblem } from '../api/problem.ts';

/** Events make queries old; without any, they are asked for again when a screen is opened after this long. */
const FRESH_MS = 15_000;
const TRIES = 2;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        // The stream brings what changed while the tab was away.
        refetchOnWindowFocus: false,
        retry: (tried, error) =>
          tried < TRIES && isProblem(error) && (error.status === 0 || error.status >= 500),
      },
      mutations: { retry: false },
    },
  });
}
