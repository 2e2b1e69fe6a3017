// Keys of the blobs that a page, its snapshots and its failures name. A blob is kept as long as something names it.
import type { KeptPicture, PageBaseline, Snapshot, SnapshotBasis } from './page.ts';

/** Paths in a snapshot that name a blob. */
export const SNAPSHOT_KEYS = ['blocksKey', 'bodyKey', 'basis.seenLinesKey', 'picture.key'] as const;
/** Paths in a page's baseline that name a blob. */
export const BASELINE_KEYS = ['blocksKey', 'bodyKey', 'outlinksKey', 'seenLinesKey', 'picture.key'] as const;

export interface SnapshotWithKeys extends Pick<Snapshot, 'blocksKey' | 'bodyKey'> {
  readonly basis?: Pick<SnapshotBasis, 'seenLinesKey'>;
  readonly picture?: Pick<KeptPicture, 'key'>;
}

export function keysOfSnapshot({ blocksKey, bodyKey, basis, picture }: SnapshotWithKeys): string[] {
  return [blocksKey, bodyKey, basis?.seenLinesKey, picture?.key].filter((key) => key !== undefined);
}

export interface PageWithKeys {
  readonly baseline?: Pick<PageBaseline, 'blocksKey' | 'bodyKey' | 'outlinksKey' | 'seenLinesKey'> & {
    readonly picture?: Pick<KeptPicture, 'key'>;
  };
  readonly lastPicture?: Pick<KeptPicture, 'key'>;
}

export function keysOfPage({ baseline, lastPicture }: PageWithKeys): string[] {
  const { blocksKey, bodyKey, outlinksKey, seenLinesKey, picture } = baseline ?? {};
  const named = [blocksKey, bodyKey, outlinksKey, seenLinesKey, picture?.key, lastPicture?.key];
  return named.filter((key) => key !== undefined);
}

export interface FailureWithKeys {
  readonly picture?: Pick<KeptPicture, 'key'>;
}

export function keysOfFailure({ picture }: FailureWithKeys): string[] {
  return picture === undefined ? [] : [picture.key];
}
