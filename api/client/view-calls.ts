// Calls of the API about saved views and tags: what people name jobs by.
import type { JobView } from '../schemas/job/job.ts';
import type { TagList } from '../schemas/job/job-list.ts';
import type { SavedViewInput, SavedViewView } from '../schemas/job/saved-view.ts';
import type { Query } from './list-of.ts';

export type { SavedViewView } from '../schemas/job/saved-view.ts';

type Ask = <T>(
  path: string,
  asked?: {
    readonly query?: Query;
    readonly method?: string;
    readonly body?: unknown;
    readonly headers?: Readonly<Record<string, string>>;
  },
) => Promise<T>;

export function viewCalls(json: Ask) {
  const one = (viewId: string): string => `/v1/views/${encodeURIComponent(viewId)}`;
  return {
    tags: () => json<TagList>('/v1/tags'),
    /** Refused when the job has other tags by now. */
    tagJob: ({ jobId, etag }: Pick<JobView, 'jobId' | 'etag'>, tags: readonly string[]) =>
      json<JobView>(`/v1/jobs/${encodeURIComponent(jobId)}`, {
        method: 'PATCH',
        body: { tags },
        headers: { 'if-match': `"${etag}"` },
      }),
    views: (query: Query = {}) => json<{ items: SavedViewView[] }>('/v1/views', { query }),
    createView: (body: SavedViewInput) => json<SavedViewView>('/v1/views', { method: 'POST', body }),
    changeView: (viewId: string, body: Partial<Pick<SavedViewInput, 'name' | 'query'>>) =>
      json<SavedViewView>(one(viewId), { method: 'PATCH', body }),
    removeView: (viewId: string) => json<null>(one(viewId), { method: 'DELETE' }),
  };
}
