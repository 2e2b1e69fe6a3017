// Keys of the blobs that a page and its snapshots name. A blob is kept as long as something names it.
import type { PageBaseline, Snapshot, SnapshotBasis } from './page.ts';

/** Paths in a snapshot that name a blob. */
export const SNAPSHOT_KEYS = ['blocksKey', 'bodyKey', 'basis.seenLinesKey'] as const;
/** Members of a page's baseline that name a blob. */
export const BASELINE_KEYS = ['blocksKey', 'bodyKey', 'outlinksKey', 'seenLinesKey'] as const;

export function keysOfSnapshot({
  blocksKey,
  bodyKey,
  basis,
}: Pick<Snapshot, 'blocksKey' | 'bodyKey'> & { basis?: Pick<SnapshotBasis, 'seenLinesKey'> }): string[] {
  return [blocksKey, bodyKey, basis?.seenLinesKey].filter((key) => key !== undefined);
}

export function keysOfPage({
  baseline,
}: {
  baseline?: Pick<PageBaseline, (typeof BASELINE_KEYS)[number]>;
}): string[] {
  if (baseline === undefined) return [];
  return BASELINE_KEYS.map((member) => baseline[member]).filter((key) => key !== undefined);
}
