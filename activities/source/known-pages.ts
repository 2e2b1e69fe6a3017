// Pages of earlier runs that belong to today's source, with their depth, in batches. Pages outside the source
// are retired. Explicit lists and feeds name their pages themselves.
import { createLinkSelector } from '../../domain/plan/select-links.ts';
import { isLookDue } from '../../domain/page/removed-page.ts';
import type { Run } from '../../domain/run/run.ts';
import type { SeedRow } from '../../domain/stage/stage-row.ts';
import type { DispatchPorts } from '../scrape/dispatch-ports.ts';

const BATCH = 1_000;

export interface KnownBatch {
  readonly seeds: readonly SeedRow[];
  /** Id of the last page looked at; null after the last batch. */
  readonly after: string | null;
}

export async function knownPages(
  { pages }: Pick<DispatchPorts, 'pages'>,
  run: Run,
  after: string | null,
): Promise<KnownBatch> {
  const { source } = run.config;
  if (run.onlyUrls !== undefined || source.kind === 'pages' || source.kind === 'feed')
    return { seeds: [], after: null };
  const links = createLinkSelector(run.config);
  const batch = await pages.list(run.jobId, { after, limit: BATCH, states: ['live', 'removed'] });
  const outside = batch.filter((page) => !links.belongs(page.url)).map((page) => page._id);
  if (outside.length > 0) await pages.retire(outside);
  const seeds = batch
    .filter((page) => links.belongs(page.url) && isLookDue(page, run.createdAt))
    .map(({ url, depth }) => ({ url, depth }));
  return { seeds, after: batch.length < BATCH ? null : (batch.at(-1)?._id ?? null) };
}
