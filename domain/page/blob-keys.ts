// Keys of the blobs that a page and its snapshots name. A blob is kept as long as something names it.
import type { PageBaseline, Snapshot } from './page.ts';

export function keysOfSnapshot({ blocksKey, bodyKey }: Pick<Snapshot, 'blocksKey' | 'bodyKey'>): string[] {
  return [blocksKey, bodyKey];
}

export function keysOfPage({
  baseline,
}: {
  baseline?: Pick<PageBaseline, 'blocksKey' | 'bodyKey' | 'outlinksKey' | 'seenLinesKey'>;
}): string[] {
  if (baseline === undefined) return [];
  const { blocksKey, bodyKey, outlinksKey, seenLinesKey } = baseline;
  return [blocksKey, bodyKey, outlinksKey, seenLinesKey].filter((key) => key !== undefined);
}
