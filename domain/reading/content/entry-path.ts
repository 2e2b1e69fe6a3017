// How a block that is an entry of a feed is told from others: by its path, which holds the entry's id.
import type { TextBlock } from '../page/parsed-page.ts';

const ENTRY_PATH = 'entry';
const MAX_ID_CHARS = 500;

export function entryPath(id: string): string {
  return `${ENTRY_PATH}[${id.slice(0, MAX_ID_CHARS)}]`;
}

export function isEntryPath(path: string): boolean {
  return path.startsWith(`${ENTRY_PATH}[`);
}

/** Whether blocks are the entries of a feed, which are told apart by their paths. */
export function areEntries(blocks: readonly TextBlock[]): boolean {
  return isEntryPath(blocks[0]?.path ?? '');
}
