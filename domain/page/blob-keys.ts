// Keys of the blobs that a page, its snapshots and its failures name. A blob is kept as long as something names it.
import type { KeptPicture, KeptServed, PageBaseline, Snapshot, SnapshotBasis } from './page.ts';

/** Paths in a snapshot that name a blob. */
export const SNAPSHOT_KEYS = [
  'blocksKey',
  'bodyKey',
  'basis.seenLinesKey',
  'picture.key',
  'served.key',
] as const;
/** Paths in a page's baseline that name a blob. */
export const BASELINE_KEYS = [
  'blocksKey',
  'bodyKey',
  'outlinksKey',
  'seenLinesKey',
  'picture.key',
  'served.key',
] as const;

export interface SnapshotWithKeys extends Pick<Snapshot, 'blocksKey' | 'bodyKey'> {
  readonly basis?: Pick<SnapshotBasis, 'seenLinesKey'>;
  readonly picture?: Pick<KeptPicture, 'key'>;
  readonly served?: Pick<KeptServed, 'key'>;
}

export function keysOfSnapshot({ blocksKey, bodyKey, basis, picture, served }: SnapshotWithKeys): string[] {
  const named = [blocksKey, bodyKey, basis?.seenLinesKey, picture?.key, served?.key];
  return named.filter((key) => key !== undefined);
}

export interface PageWithKeys {
  readonly baseline?: Pick<PageBaseline, 'blocksKey' | 'bodyKey' | 'outlinksKey' | 'seenLinesKey'> & {
    readonly picture?: Pick<KeptPicture, 'key'>;
    readonly served?: Pick<KeptServed, 'key'>;
  };
  readonly lastPicture?: Pick<KeptPicture, 'key'>;
}

export function keysOfPage({ baseline, lastPicture }: PageWithKeys): string[] {
  const { blocksKey, bodyKey, outlinksKey, seenLinesKey, picture, served } = baseline ?? {};
  const named = [blocksKey, bodyKey, outlinksKey, seenLinesKey, picture?.key, served?.key, lastPicture?.key];
  return named.filter((key) => key !== undefined);
}

export interface FailureWithKeys {
  readonly picture?: Pick<KeptPicture, 'key'>;
}

export function keysOfFailure({ picture }: FailureWithKeys): string[] {
  return picture === undefined ? [] : [picture.key];
}
