// How long answers of the API are taken for fresh, and what is asked for again after a failure.
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isProblem } from './problem.ts';

/** Events make queries old; without any, they are asked for again when a screen is opened after this long. */
const FRESH_MS = 15_000;
const TRIES = 2;

export function createQueryClient(): QueryClient {
  const noteRefusal = (error: unknown): void => {
    if (isProblem(error) && error.status === 401) askCallerAgain(client);
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: noteRefusal }),
    mutationCache: new MutationCache({ onError: noteRefusal }),
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
  return client;
}

/** A session that ended in the midst of use: who one is is asked again, and the frame goes to the login. */
function askCallerAgain(client: QueryClient): void {
  const caller = client.getQueryState(['caller']);
  // Its own refusal is known already.
  if (caller?.status === 'success') void client.invalidateQueries({ queryKey: ['caller'] });
}
