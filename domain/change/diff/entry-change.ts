// The changes between two versions of a feed. Entries are told apart by their ids, so their order says nothing, and one
// that fell off the end of the feed is not removed from the site.
import type { TextBlock } from '../../page/parsed-page.ts';
import type { BlockChange } from '../change.ts';

export function diffEntries(
  before: readonly TextBlock[],
  after: readonly TextBlock[],
): readonly BlockChange[] {
  const old = new Map(before.map(({ path, text }) => [path, text]));
  const changes: BlockChange[] = [];
  for (const { path, text } of after) {
    const known = old.get(path);
    if (known === undefined) changes.push({ op: 'added', path, after: text });
    else if (known !== text) changes.push({ op: 'replaced', path, before: known, after: text });
    old.delete(path);
  }
  for (const [path, text] of old) changes.push({ op: 'removed', path, before: text });
  return changes;
}
