// Keys of the entries of archives: what they name, and when a content need not be kept again.
import { expect, test } from 'vitest';
import {
  ArchiveDraft,
  archiveKey,
  entryKey,
  entryOf,
  containsContent,
} from '../../../../domain/system/blob/archive.ts';
import { contentKey } from '../../../../domain/system/blob/content-key.ts';

test('an entry is found by its key', () => {
  const entry = { archive: archiveKey('01J'), index: 12 };
  expect(entryOf(entryKey(entry, 'abc-_9'))).toEqual(entry);
  for (const key of [
    'archives/01J',
    'archives/01J/x.h',
    'archives/01J/1',
    'blobs/01J/1.h',
    'runs/r/1/store.1',
  ])
    expect(entryOf(key)).toBeNull();
});

test('a key of either kind tells its content', () => {
  const key = entryKey({ archive: archiveKey('01J'), index: 0 }, 'hash');
  expect(containsContent(key, 'hash')).toBe(true);
  expect(containsContent(contentKey('hash'), 'hash')).toBe(true);
  expect(containsContent(key, 'ash')).toBe(false);
  expect(containsContent('runs/r/1/store.hash', 'hash')).toBe(false);
});

test('equal contents become one entry', () => {
  const draft = new ArchiveDraft('01J');
  const blob = (hash: string) => ({ hash, bytes: Buffer.from(hash) });
  const keys = ['a', 'b', 'a'].map((hash) => draft.add(blob(hash)));
  expect(keys).toEqual(['archives/01J/0.a', 'archives/01J/1.b', 'archives/01J/0.a']);
  expect(draft.entries).toHaveLength(2);
});
