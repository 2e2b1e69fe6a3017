// The order in which the blocks of a change are shown: by strength, as its summary speaks of them, or as they stand on the
// page. What differs in the frame of a page comes last, however strong it is.
import { isFrameBlock } from '../../reading/html/place-mark.ts';
import type { BlockChange } from '../change.ts';
import { topicsOf } from './topic.ts';

export const BLOCK_ORDERS = ['strength', 'page'] as const;
export type BlockOrder = (typeof BLOCK_ORDERS)[number];

/** `blocks`: in the order of the page. */
export function inOrder(blocks: readonly BlockChange[], order: BlockOrder): readonly BlockChange[] {
  return order === 'page' ? blocks : byStrength(blocks);
}

/** To weigh a block takes some 25 µs; of a page that was written anew the others follow as they stand there. */
const MAX_WEIGHED = 500;

export function byStrength(blocks: readonly BlockChange[]): readonly BlockChange[] {
  if (blocks.length < 2) return blocks;
  const frame = blocks.filter(isFrameBlock);
  const body = frame.length === 0 ? blocks : blocks.filter((block) => !isFrameBlock(block));
  return [body, frame].flatMap((part) => [
    ...topicsOf(part.slice(0, MAX_WEIGHED)).flatMap((topic) => topic.blocks),
    ...part.slice(MAX_WEIGHED),
  ]);
}
