// Keys of the blobs that a page and its snapshots name. A blob is kept as long as something names it.
import type { PageBaseline, Snapshot } from './page.ts';

/** Members of a snapshot that name a blob. */
export const SNAPSHOT_KEYS = ['blocksKey', 'bodyKey'] as const;
/** Members of a page's baseline that name a blob. */
export const BASELINE_KEYS = ['blocksKey', 'bodyKey', 'outlinksKey', 'seenLinesKey'] as const;

export function keysOfSnapshot(snapshot: Pick<Snapshot, (typeof SNAPSHOT_KEYS)[number]>): string[] {
  return SNAPSHOT_KEYS.map((member) => snapshot[member]);
}

export function keysOfPage({
  baseline,
}: {
  baseline?: Pick<PageBaseline, (typeof BASELINE_KEYS)[number]>;
}): string[] {
  if (baseline === undefined) return [];
  return BASELINE_KEYS.map((member) => baseline[member]).filter((key) => key !== undefined);
}
