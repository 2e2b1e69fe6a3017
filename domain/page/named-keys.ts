// The blobs that a page and its versions name: what is kept as long as they are.
import type { PageBaseline, Snapshot } from './page.ts';

export function keysOfSnapshot({ blocksKey, bodyKey }: Pick<Snapshot, 'blocksKey' | 'bodyKey'>): string[] {
  return [blocksKey, bodyKey];
}

export function keysOfPage({
  baseline,
}: {
  baseline?: Pick<PageBaseline, 'blocksKey' | 'bodyKey' | 'outlinksKey'>;
}): string[] {
  if (baseline === undefined) return [];
  const { blocksKey, bodyKey, outlinksKey } = baseline;
  return [blocksKey, bodyKey, ...(outlinksKey === undefined ? [] : [outlinksKey])];
}
