// Which new URLs a run still takes: as many as its limit of pages leaves room for. A URL that is in the frontier
// already needs no room.
import type { FrontierStore, NewUrl } from '../../domain/run/frontier.ts';
import type { Run } from '../../domain/run/run.ts';

/** `count`: URLs in the frontier of the run. `leftOut`: how many new URLs the limit keeps out. */
export async function withinPageLimit(
  frontier: Pick<FrontierStore, 'missing'>,
  run: Run,
  { urls, count }: { readonly urls: readonly NewUrl[]; readonly count: number },
): Promise<{ taken: readonly NewUrl[]; leftOut: number }> {
  const room = Math.max(0, run.config.limits.maxPages - count);
  if (urls.length <= room) return { taken: urls, leftOut: 0 };
  const missing = await frontier.missing(run._id, urls);
  const taken = missing.slice(0, room);
  return { taken, leftOut: missing.length - taken.length };
}
