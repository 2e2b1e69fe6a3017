// What the disk file says of the store in it: each collection with its trees, and the last frame of the log that it has.
import { CATALOG_TREE, FIRST_FREE_TREE, type DiskFile, type DiskWriter } from '../disk/disk-file.ts';
import { decode, encode } from '../value/bytes.ts';
import type { Doc } from '../value/document.ts';
import { AFTER } from '../value/order.ts';
import type { Collection } from './collection.ts';
import type { SavedCollection } from './saved-form.ts';
import type { FrameId } from '../value/frame-id.ts';

/** Rises when files of earlier versions can't be used: they are made anew from the log. */
const FORMAT = 1;
const MARK = 'mark';
const COLLECTION = 'collection:';

/** Undefined: the file is empty, of another version, or a process ended before it was filled. */
export function savedMark(disk: DiskFile): FrameId | undefined {
  const mark = readDoc(disk, MARK);
  if (mark?.['format'] !== FORMAT) return undefined;
  return { number: Number(mark['number']), checksum: Number(mark['checksum']) };
}

export function savedCollections(disk: DiskFile): SavedCollection[] {
  return collectionKeys(disk).flatMap((key) => {
    const doc = readDoc(disk, key);
    return doc === undefined ? [] : [doc as unknown as SavedCollection];
  });
}

/** `isWhole`: all of them, and those that are no more are taken out; else those with changes. */
export function saveCatalog(
  disk: DiskFile,
  writer: DiskWriter,
  collections: Iterable<Collection>,
  isWhole: boolean,
): void {
  const keys = new Set(isWhole ? collectionKeys(disk) : []);
  for (const collection of collections) {
    const key = COLLECTION + collection.id;
    keys.delete(key);
    if (isWhole || collection.unsaved > 0)
      writer.put(CATALOG_TREE, key, encode({ ...savedForm(collection) }));
  }
  for (const key of keys) writer.remove(CATALOG_TREE, key);
}

/** Without a frame, what is saved is not yet whole. */
export function saveMark(writer: DiskWriter, frame: FrameId | undefined): void {
  if (frame === undefined) writer.remove(CATALOG_TREE, MARK);
  else writer.put(CATALOG_TREE, MARK, encode({ format: FORMAT, ...frame }));
}

/** The trees that a collection has. */
export function treesOf(collection: Collection): number[] {
  return collection.indexes.flatMap(({ place }) => (place === undefined ? [] : [place.tree]));
}

/** Behind all trees that have keys and all that the catalog names: an empty one has none. */
export function nextFreeTree(disk: DiskFile): number {
  const named = savedCollections(disk).flatMap(({ tree, indexes }) => [
    tree,
    ...indexes.map((index) => index.tree),
  ]);
  return Math.max(FIRST_FREE_TREE - 1, ...disk.trees(), ...named) + 1;
}

function savedForm({ id, namespace, size, bytes, primary, indexes }: Collection): SavedCollection {
  return {
    id,
    namespace,
    tree: primary.place?.tree ?? 0,
    size,
    bytes,
    indexes: indexes.flatMap(({ spec, place, multikey, isPrimary }) =>
      isPrimary || place === undefined ? [] : [{ spec, tree: place.tree, multikey }],
    ),
  };
}

function collectionKeys(disk: DiskFile): string[] {
  const limit = Number.POSITIVE_INFINITY;
  return disk.keys(CATALOG_TREE, { low: COLLECTION, high: COLLECTION + AFTER, reverse: false, limit });
}

function readDoc(disk: DiskFile, key: string): Doc | undefined {
  const bytes = disk.read(CATALOG_TREE, key);
  return bytes === undefined ? undefined : decode(bytes);
}
