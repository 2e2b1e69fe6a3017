// Where each block of a page stands, in one word: what a run stores and compares, and what pictures of a page show.
import type { BlockDraft } from './page-scan.ts';

/** `left-out`: it is no part of a version, as the dialog of a vendor of consent. */
export const BLOCK_PLACES = ['body', 'frame', 'advertisement', 'left-out'] as const;
export type BlockPlace = (typeof BLOCK_PLACES)[number];

/** The blocks that are part of a version. */
export function keptBlocks(drafts: readonly BlockDraft[]): readonly BlockDraft[] {
  const isOther = drafts.some(({ isConsent }) => isConsent !== true);
  // A page that does nothing but ask has nothing else to keep.
  return isOther ? drafts.filter(({ isConsent }) => isConsent !== true) : drafts;
}

/** Of a block that is kept. */
export function placeOf({ isAd, isFrame }: BlockDraft): Exclude<BlockPlace, 'left-out'> {
  if (isAd === true) return 'advertisement';
  return isFrame === true ? 'frame' : 'body';
}
