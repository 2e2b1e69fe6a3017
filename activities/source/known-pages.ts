// Pages of earlier runs that belong to today's source, with their depth, in batches. Pages outside the source
// are retired. Explicit lists and feeds name their pages themselves.
import { judgeKnownPages, visitsKnownPages } from '../../domain/run/plan/seeds.ts';
import { createLinkSelector } from '../../domain/run/plan/select-links.ts';
import type { Run } from '../../domain/run/run.ts';
import type { SeedRow } from '../../domain/run/stage/stage-row.ts';
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
  if (!visitsKnownPages(run)) return { seeds: [], after: null };
  const batch = await pages.list(run.jobId, { after, limit: BATCH, states: ['live', 'removed'] });
  const links = createLinkSelector(run.config);
  const { seeds, outside } = judgeKnownPages(batch, { links, now: run.createdAt });
  if (outside.length > 0) await pages.retire([...outside]);
  return { seeds, after: batch.length < BATCH ? null : (batch.at(-1)?._id ?? null) };
}
