// Calls of the API about saved views and tags: what people name jobs by.
import type { JobView } from '../schemas/job/job.ts';
import type { SavedViewInput } from '../schemas/job/saved-view.ts';
import type { Query } from './list-of.ts';
import { type Ask, segment } from './ask.ts';

export type { SavedViewView } from '../schemas/job/saved-view.ts';

export function viewCalls(json: Ask) {
  const one = (viewId: string) => `/v1/views/${segment(viewId)}` as const;
  return {
    tags: () => json('/v1/tags'),
    /** Refused when the job has other tags by now. */
    tagJob: ({ jobId, etag }: Pick<JobView, 'jobId' | 'etag'>, tags: readonly string[]) =>
      json(`/v1/jobs/${segment(jobId)}`, {
        method: 'PATCH',
        body: { tags },
        headers: { 'if-match': `"${etag}"` },
      }),
    views: (query: Query = {}) => json('/v1/views', { query }),
    createView: (body: SavedViewInput) => json('/v1/views', { method: 'POST', body }),
    changeView: (viewId: string, body: Partial<Pick<SavedViewInput, 'name' | 'query'>>) =>
      json(one(viewId), { method: 'PATCH', body }),
    removeView: (viewId: string) => json(one(viewId), { method: 'DELETE' }),
  };
}
