// The changes between two versions of a feed. Entries are told apart by their ids, so their order says nothing, and one
// that fell off the end of the feed is not removed from the site.
import type { TextBlock } from '../../reading/page/parsed-page.ts';
import type { BlockChange } from '../change.ts';

export function diffEntries(
  before: readonly TextBlock[],
  after: readonly TextBlock[],
): readonly BlockChange[] {
  const old = textsByPath(before);
  const left = after.filter(({ path, text }) => !take(old.get(path), text));
  const changes = left.map(({ path, text }): BlockChange => {
    const known = old.get(path)?.shift();
    return known === undefined
      ? { op: 'added', path, after: text }
      : { op: 'replaced', path, before: known, after: text };
  });
  for (const [path, texts] of old)
    for (const text of texts) changes.push({ op: 'removed', path, before: text });
  return changes;
}

/** Some feeds give all entries the same id: then their texts tell them apart. */
function textsByPath(blocks: readonly TextBlock[]): Map<string, string[]> {
  const texts = new Map<string, string[]>();
  for (const { path, text } of blocks) {
    const own = texts.get(path);
    if (own === undefined) texts.set(path, [text]);
    else own.push(text);
  }
  return texts;
}

/** Whether the text was among them; it is taken out. */
function take(texts: string[] | undefined, text: string): boolean {
  const at = texts?.indexOf(text) ?? -1;
  if (at >= 0) texts?.splice(at, 1);
  return at >= 0;
}
