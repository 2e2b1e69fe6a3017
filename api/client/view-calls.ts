// Calls of the API about saved views.
import type { SavedViewInput, SavedViewView } from '../schemas/job/saved-view.ts';
import type { Query } from './list-of.ts';

export type { SavedViewView } from '../schemas/job/saved-view.ts';

type Ask = <T>(
  path: string,
  asked?: { readonly query?: Query; readonly method?: string; readonly body?: unknown },
) => Promise<T>;

export function viewCalls(json: Ask) {
  const one = (viewId: string): string => `/v1/views/${encodeURIComponent(viewId)}`;
  return {
    views: (query: Query = {}) => json<{ items: SavedViewView[] }>('/v1/views', { query }),
    createView: (body: SavedViewInput) => json<SavedViewView>('/v1/views', { method: 'POST', body }),
    changeView: (viewId: string, body: Partial<Pick<SavedViewInput, 'name' | 'query'>>) =>
      json<SavedViewView>(one(viewId), { method: 'PATCH', body }),
    removeView: (viewId: string) => json<null>(one(viewId), { method: 'DELETE' }),
  };
}
