// New entries of a feed are a change each, so that each can be read, told and looked up by itself.
import { clip } from '../../system/clip.ts';
import type { BlockChange } from '../../change/change.ts';
import { isEntryPath } from '../../reading/content/entry-path.ts';
import { changeId } from '../../page/change-id.ts';
import type { Change } from '../../page/page.ts';

/** More new entries than this come from a feed that was filled anew; they are one change. */
const MAX_ENTRIES = 50;
const MAX_TITLE_CHARS = 120;

/** The change itself, or one for each new entry it holds and one for what else it holds. */
export function eachEntry(change: Change, v: number): readonly Change[] {
  const { blocks, fields } = change.detail;
  const entries = blocks.filter(isNewEntry);
  if (entries.length === 0 || entries.length > MAX_ENTRIES || change.rules !== undefined) return [change];
  const rest = blocks.filter((block) => !isNewEntry(block));
  const others =
    rest.length + fields.length === 0 ? [] : [{ ...change, detail: { ...change.detail, blocks: rest } }];
  // The newest entry stands first in its feed; lists show the highest id first.
  const told = entries.map((block, at) =>
    entryChange(change, block, changeId(change.pageId, v, entries.length - at)),
  );
  return [...others, ...told];
}

function isNewEntry({ op, path }: BlockChange): boolean {
  return op === 'added' && isEntryPath(path);
}

function entryChange(change: Change, block: BlockChange, id: string): Change {
  const text = block.after ?? '';
  const summary = `New entry: ${clip(text, MAX_TITLE_CHARS + 1)}`;
  return {
    ...change,
    _id: id,
    kind: 'entry',
    summary,
    detail: { ...change.detail, kind: 'entry', summary, blocks: [block], fields: [] },
  };
}
